import type { Analysis, ChosenSystem } from '../analysis.js'
import { withInterval } from '../figures.js'
import { mean } from '../replicates.js'
import type { Part, Workbench } from '../workbench.js'
import { type CouplingCounts, operatorsIn, rulesIn } from './couplingCounts.js'
import { IsingFlow } from './isingFlowResult.js'
import {
  CRITICAL_TEMPERATURE,
  type IsingFlowOptions,
  type IsingFlowSpec,
  isingFlowSchema,
  levelsIn,
  resolveIsingFlow,
} from './isingFlowSpec.js'
import { nearest, spin } from './operators.js'
import { fitCouplings } from './pseudoLikelihood.js'
import type { RenormalizationMoments } from './renormalizationMoments.js'
import type { Memory } from './sampling.js'

/**
 * How the couplings of a magnet change as its spins are joined into blocks, beside what theories of that say, and the
 * critical exponents by the Monte Carlo renormalization group. The magnet is simulated with Wolff's clusters at every
 * temperature: what is asked is a matter of its states alone.
 */
export const isingFlowAnalysis: Analysis<'system', IsingFlowOptions, IsingFlowSpec, IsingFlow> = {
  name: 'ising-flow',
  title: 'Couplings by scale',
  description: 'fit the couplings of a magnet’s block spins at every scale, and its critical exponents',
  subject: 'system',
  options: isingFlowSchema,
  resolve: resolveIsingFlow,
  optionsOf: (spec) => spec,
  async measure(system, spec, workbench) {
    const flow = new GrowingFlow(system, spec, workbench)
    const { parts } = flow
    const labels = [...new Set(parts.map(({ row }) => row))]
    workbench.expect(
      labels.map((label) => ({ label, parts: parts.filter(({ row }) => row === label).length })),
    )
    workbench.show(flow.sofar)
    const failed = await workbench.parts<CouplingCounts | RenormalizationMoments, FlowPart>(
      parts,
      (result, part) => flow.add(result, part),
    )
    flow.failed = failed
    if (failed.length === parts.length) throw new Error(failed.join('\n'))
    return flow.sofar
  },
}

interface FlowPart extends Part {
  readonly run: number
  /** Of the temperature; undefined for the critical lattice. */
  readonly rung?: number
}

/** The couplings of one run at one temperature, by the name of the fit, of the coupling, and the block size. */
export interface RunCouplings {
  readonly memory: Memory
  readonly fits: readonly Fit[]
}

interface Fit {
  readonly rule: typeof import('./couplingCounts.js').rules[number]
  readonly block: number
  /** The nearest-neighbour coupling alone, or with all others. */
  readonly model: 'alone' | 'together'
  /** By name, or why there are none. */
  readonly couplings: Readonly<Record<string, number>> | string
}

class GrowingFlow {
  failed: readonly string[] = []
  /** `[rung][run]` */
  readonly #couplings: (RunCouplings | undefined)[][]
  readonly #moments: (RenormalizationMoments | undefined)[]

  constructor(
    private readonly subject: ChosenSystem,
    private readonly spec: IsingFlowSpec,
    private readonly workbench: Workbench,
  ) {
    this.#couplings = spec.temperatures.map(() => new Array<undefined>(spec.runs).fill(undefined))
    this.#moments = new Array<undefined>(spec.runs).fill(undefined)
  }

  get parts(): FlowPart[] {
    const { temperatures, blocks, runs, samples, interval, seed, criticalSamples, criticalSize } = this.spec
    const { parameters } = this.subject
    const each = Array.from({ length: runs }, (_, run) => run)
    const critical: FlowPart[] = each.map((run) => ({
      name: `critical-run-${run}`,
      row: `critical, ${criticalSize} spins wide`,
      run,
      task: {
        kind: 'renormalization-moments',
        parameters: {
          ...parameters,
          size: criticalSize,
          temperature: CRITICAL_TEMPERATURE,
          field: 0,
          magnetisation: 0,
        },
        seed: seed + run,
        samples: criticalSamples,
        interval: 1,
      },
    }))
    const ladder = temperatures.flatMap((temperature, rung) =>
      each.map(
        (run): FlowPart => ({
          name: `temperature-${temperature}-run-${run}`,
          row: `T = ${Number(temperature.toFixed(4))}`,
          ...{ run, rung },
          task: {
            kind: 'coupling-counts',
            parameters: { ...parameters, temperature },
            seed: seed + run + 1009 * (rung + 1),
            ...{ samples, interval, blocks },
          },
        }),
      ),
    )
    return [...(levelsIn(this.spec) > 0 ? critical : []), ...ladder]
  }

  add(result: CouplingCounts | RenormalizationMoments, { run, rung, row }: FlowPart): void {
    if ('even' in result) this.#moments[run] = result
    else {
      this.#couplings[rung!][run] = { memory: result.memory, fits: this.#fits(result) }
      const last = this.#nearest(rung!)
      if (last) this.workbench.say(row, last)
    }
    this.workbench.show(this.sofar)
  }

  get sofar(): IsingFlow {
    const present = <T>(items: readonly (T | undefined)[]) => items.filter((item) => item !== undefined)
    return new IsingFlow(
      this.subject,
      this.#couplings.map(present),
      present(this.#moments),
      this.workbench.manifest as IsingFlow['manifest'],
      this.failed,
    )
  }

  #fits({ counts }: CouplingCounts): Fit[] {
    const { dimensions, field } = this.subject.parameters
    const operators = operatorsIn(dimensions)
    const withField = field === 0 ? [] : [spin]
    const models = [
      ['alone', [operators[0], ...withField]],
      ['together', [...operators, ...withField]],
    ] as const
    return rulesIn(dimensions).flatMap((rule) =>
      this.spec.blocks.flatMap((block, i) =>
        models.map(([model, fitted]): Fit => {
          try {
            const values = fitCouplings(counts[rule]![i], operators, fitted)
            return {
              ...{ rule, block, model },
              couplings: Object.fromEntries(
                fitted.map((one, k) => [one === spin ? 'field' : one.name, values[k]]),
              ),
            }
          } catch (error) {
            if (!(error instanceof RangeError)) throw error
            return { rule, block, model, couplings: error.message }
          }
        }),
      ),
    )
  }

  /** What the largest blocks at a temperature have, in words, once all runs are there. */
  #nearest(rung: number): string | undefined {
    const values = this.#couplings[rung].map((run) => {
      const couplings = run?.fits.filter(({ model }) => model === 'alone').at(-1)?.couplings
      return typeof couplings === 'object' ? couplings[nearest.name] : undefined
    })
    if (values.some((value) => value === undefined)) return undefined
    return `K = ${withInterval(mean(values as number[]))} at b = ${this.spec.blocks.at(-1)}`
  }
}
