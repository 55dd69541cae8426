import type { Application, ApplicationTask } from '../../learning/application.js'
import type { Measurement, MeasurementTask } from '../../learning/measurement.js'
import type { Predictor } from '../../learning/predictor.js'
import { recipes } from '../../learning/recipe.js'
import { disjointSplit } from '../../learning/split.js'
import type { SharedRecording } from '../../recording/recording.js'
import type { FieldStatistics, StatisticsTask } from '../../recording/statistics.js'
import { type SimulatedRun, simulationTask } from '../../systems/record.js'
import type { Analysis, ChosenSystem } from '../analysis.js'
import { fvu } from '../timeBlocks.js'
import type { Part, Workbench } from '../workbench.js'
import { Push } from './pushResult.js'
import type { Setting, SettingScale } from './pushRows.js'
import {
  offsetAt,
  type PushOptions,
  type PushSpec,
  pushOptionsOf,
  pushSchema,
  resolvePush,
  turned,
  viewOf,
} from './pushSpec.js'

/**
 * How far predictors, fields and observables move when a dial of the microscopic rules is turned, at every cell size. A
 * value of the dial that fails is reported in `problems`; the others go on.
 */
export const pushAnalysis: Analysis<'system', PushOptions, PushSpec, Push> = {
  name: 'push',
  title: 'Pushing the theory',
  description: 'turn a dial of the microscopic rules and measure what moves, at every cell size',
  subject: 'system',
  options: pushSchema,
  resolve: resolvePush,
  optionsOf: pushOptionsOf,
  async measure(chosen, spec, workbench) {
    const run = new PushRun(chosen, spec, workbench)
    await run.run()
    return run.sofar
  },
}

type Trained = Measurement & { readonly predictor: Predictor }

class PushRun {
  readonly #settings: Setting[] = []
  readonly #problems: string[] = []
  /** Of the reference, `[scale][replicate]`. */
  #home: readonly (readonly Trained[])[] = []

  constructor(
    private readonly chosen: ChosenSystem,
    private readonly spec: PushSpec,
    private readonly workbench: Workbench,
  ) {}

  get sofar(): Push {
    const predictors = this.#home.map(([first]) => first.predictor)
    return new Push(
      this.chosen,
      viewOf(this.chosen, this.spec.dial, this.spec.values[0]).lengthUnit,
      this.#settings,
      this.workbench.manifest as Push['manifest'],
      this.#problems,
      predictors,
    )
  }

  async run(): Promise<void> {
    const { values, cellSizes, replicates } = this.spec
    this.workbench.expect(
      values.map((value, i) => ({
        label: this.#row(value),
        parts: cellSizes.length * replicates * (i === 0 ? 2 : 3),
      })),
    )
    for (const value of values) {
      try {
        this.#settings.push(await this.#setting(value))
        this.workbench.show(this.sofar)
      } catch (error) {
        if (this.workbench.signal.aborted || this.#settings.length === 0) throw error
        this.#problems.push(`${this.#row(value)}: ${(error as Error).message}`)
      }
    }
  }

  #row(value: number): string {
    return settingName(this.chosen, this.spec.dial, value)
  }

  async #setting(value: number): Promise<Setting> {
    const { dial, cellSizes, seed, frames, replicates } = this.spec
    this.workbench.say(this.#row(value), 'simulating')
    const { system, parameters } = turned(this.chosen, dial, value)
    const runs = await Promise.all(
      Array.from({ length: replicates }, (_, run) =>
        this.workbench.compute<SimulatedRun>({
          ...simulationTask(system, parameters, seed + run, frames),
          averages: true,
        }),
      ),
    )
    const broken = runs.find(({ brokeDown }) => brokeDown !== undefined)
    if (broken) throw new Error(broken.brokeDown)
    const recordings = runs.map(({ recording }) => recording)
    const measured = await Promise.all(cellSizes.map((_, scale) => this.#scale(value, scale, recordings)))
    if (this.#home.length === 0) this.#home = measured.map(({ trained }) => trained)
    const names = Object.keys(runs[0].averages ?? {})
    return {
      value,
      name: this.#row(value),
      scales: measured.map(({ scale }) => scale),
      observables: Object.fromEntries(names.map((name) => [name, runs.map((run) => run.averages![name])])),
    }
  }

  async #scale(
    value: number,
    scale: number,
    recordings: readonly SharedRecording[],
  ): Promise<{ scale: SettingScale; trained: readonly Trained[] }> {
    const replicates = await Promise.all(
      recordings.map(async (recording, replicate) => {
        const part = (name: string, task: Part['task']): Part => ({
          name: `${this.spec.dial}-${value}-cell-${this.spec.cellSizes[scale]}-${name}-${replicate}`,
          row: this.#row(value),
          task,
        })
        const statistics: StatisticsTask = {
          kind: 'statistics',
          recording,
          cellSize: this.spec.cellSizes[scale],
        }
        const [own, field] = await Promise.all([
          this.workbench.part<Trained>(part('own', this.#training(value, scale, replicate, recordings))),
          this.workbench.part<FieldStatistics>(part('field', statistics)),
        ])
        const home = this.#home[scale]?.[replicate]
        const applied = home
          ? await this.workbench.part<Application>(
              part('applied', this.#application(home, own, replicate, recordings)),
            )
          : undefined
        return { own, field, applied }
      }),
    )
    const own = replicates.map((one) => one.own)
    const fvuOwn = own.map((one) => fvu(one, one.errors[one.chosen]))
    return {
      scale: {
        cellSize: own[0].cellSize,
        fvuOwn,
        fvu: replicates.map(({ applied }, i) => (applied ? fvu(applied, applied.errors) : fvuOwn[i])),
        deviation: replicates.map(({ field }) => field.deviation),
        decayTime: replicates.map(({ field }) => field.decayTime),
      },
      trained: own,
    }
  }

  #training(
    value: number,
    scale: number,
    replicate: number,
    recordings: readonly SharedRecording[],
  ): MeasurementTask {
    const { dial, cellSizes, kappa, budget, seed, backend } = this.spec
    return {
      kind: 'measure',
      recordings,
      split: this.#split(replicate),
      cellSize: cellSizes[scale],
      offset: offsetAt(viewOf(this.chosen, dial, value), cellSizes[scale], kappa),
      recipe: recipes[budget],
      background: 'scalar',
      seed: seed + 7919 * (replicate + 1),
      backend: backend ?? undefined,
      keep: true,
    }
  }

  #application(
    { predictor }: Trained,
    own: Trained,
    replicate: number,
    recordings: readonly SharedRecording[],
  ): ApplicationTask {
    const { match } = this.spec
    const [home, here] = [predictor.standardisation, own.predictor.standardisation]
    return {
      kind: 'apply',
      predictor,
      recordings,
      segments: this.#split(replicate).test,
      cellSize: own.predictor.cellSize,
      offset: own.offset,
      count: own.frames.reduce((sum, frames) => sum + frames),
      standardisation: {
        background: (match.includes('mean') ? here : home).background,
        deviation: (match.includes('deviation') ? here : home).deviation,
      },
    }
  }

  #split(replicate: number) {
    const { frames, replicates } = this.spec
    return disjointSplit(new Array<number>(replicates).fill(frames), replicate, replicates)
  }
}

/** `r_c = 2.5 σ`, or a choice's name. */
export function settingName({ system }: ChosenSystem, dial: string, value: number): string {
  const { symbol, unit, choices, min } = system.parameters[dial]
  return choices ? choices[value - min] : `${symbol} = ${value}${unit && ` ${unit}`}`
}
