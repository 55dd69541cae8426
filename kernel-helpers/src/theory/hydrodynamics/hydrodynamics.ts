import type { Analysis, ChosenSystem } from '../analysis.js'
import type { Estimate } from '../bootstrap.js'
import { short } from '../figures.js'
import type { Part, Workbench } from '../workbench.js'
import { propagated } from './decay.js'
import { diskTheory } from './diskTheory.js'
import { neighbours, soundSpeeds, type Thermodynamics, type ThermodynamicsTask } from './equationOfState.js'
import { FEWEST_RUNS, fit } from './estimates.js'
import type { Fluctuations, FluctuationsTask } from './fluctuations.js'
import { modesOf, typicalWavenumber } from './modes.js'
import { Hydrodynamics, type HydrodynamicsRow } from './result.js'
import {
  type HydrodynamicsOptions,
  type HydrodynamicsSpec,
  hydrodynamicsSchema,
  resolveSpec,
  scaleOf,
  statesOf,
} from './spec.js'
import type { Coefficient } from './weakForm.js'

/** Runs of each neighbouring state, for the equation of state. */
const STATE_RUNS = 4

/** Linearised hydrodynamics, fitted to a fluid's fluctuations at every scale. */
export const hydrodynamicsAnalysis: Analysis<
  'system',
  HydrodynamicsOptions,
  HydrodynamicsSpec,
  Hydrodynamics
> = {
  name: 'hydrodynamics',
  title: 'Hydrodynamics by scale',
  description: 'fit the coefficients of linearised hydrodynamics at every cell size, and test its form',
  subject: 'system',
  options: hydrodynamicsSchema,
  resolve: resolveSpec,
  optionsOf({ densities, temperatures, ...same }) {
    return {
      ...same,
      cellSizes: [...same.cellSizes],
      ...(densities.length > 0 ? { densities: [...densities] } : {}),
      ...(temperatures.length > 0 ? { temperatures: [...temperatures] } : {}),
    }
  },
  async measure(chosen, spec, workbench) {
    const states = statesOf(chosen, spec).map((state, i) => new State(state, i + 1, spec))
    workbench.expect(states.map((state) => ({ label: state.label, parts: state.parts.length })))
    const { lengthUnit, timeUnit } = chosen.system.observable(chosen.parameters)
    const sofar = (problems: readonly string[] = []) =>
      new Hydrodynamics(
        chosen.system.title,
        { lengthUnit, timeUnit },
        states.flatMap((state) => state.rows),
        workbench.manifest as Hydrodynamics['manifest'],
        [...problems, ...states.flatMap((state) => state.problems)],
      )
    workbench.show(sofar())
    const failures = await (workbench as Workbench).parts<Fluctuations | Thermodynamics, StatePart>(
      states.flatMap((state) => state.parts),
      (result, { take }) => {
        take(result)
        workbench.show(sofar())
      },
    )
    const result = sofar(failures)
    if (result.rows.length === 0) throw new Error(result.problems.join('\n'))
    return result
  },
}

interface StatePart extends Part {
  readonly task: FluctuationsTask | ThermodynamicsTask
  take(result: Fluctuations | Thermodynamics): void
}

interface Reference extends Partial<Omit<Estimate, 'value'>> {
  readonly value: number
}

/** One state of the fluid, and what has been measured of it. */
class State {
  readonly label: string
  readonly parts: readonly StatePart[]
  rows: readonly HydrodynamicsRow[] = []
  problems: readonly string[] = []
  readonly #runs: Fluctuations[] = []
  readonly #wavelengths: readonly number[]
  readonly #thermodynamics: Thermodynamics[][] = Array.from({ length: STATE_RUNS }, () => [])

  constructor(
    private readonly chosen: ChosenSystem,
    private readonly number: number,
    private readonly spec: HydrodynamicsSpec,
  ) {
    const { system, parameters } = chosen
    const { density, temperature } = parameters
    this.label = `ρ = ${short(density)}${temperature === undefined ? '' : `, T = ${short(temperature)}`}`
    const { cellSizes, frames, runs, seed } = spec
    const scales = cellSizes.map((cellSize) => scaleOf(chosen, cellSize, frames))
    const { width } = system.observable(parameters)
    this.#wavelengths = cellSizes.map(
      (cellSize) => (2 * Math.PI) / typicalWavenumber(modesOf(cellSize, width)),
    )
    const watched = Array.from({ length: runs }, (_, run) => ({
      name: `state-${number}-run-${run}`,
      row: this.label,
      task: { kind: 'fluctuations', system: system.name, parameters, seed: seed + run, scales } as const,
      take: (result: Fluctuations | Thermodynamics) => {
        this.#runs.push(result as Fluctuations)
        this.#fit()
      },
    }))
    // Where energies are measured: soft particles.
    const around = 'ensemble' in parameters ? neighbours(parameters) : []
    const measured = around.flatMap((neighbour, i) =>
      Array.from({ length: STATE_RUNS }, (_, run) => ({
        name: `state-${number}-neighbour-${i}-run-${run}`,
        row: this.label,
        task: {
          kind: 'thermodynamics',
          system: system.name,
          parameters: neighbour,
          seed: seed + run,
          frames: Math.ceil(frames / 4),
        } as const,
        take: (result: Fluctuations | Thermodynamics) => {
          this.#thermodynamics[run][i] = result as Thermodynamics
          this.#fit()
        },
      })),
    )
    this.parts = [...watched, ...measured]
  }

  #fit(): void {
    if (this.#runs.length < FEWEST_RUNS) return
    const problems = new Set<string>()
    const attempt = <T>(what: string, of: () => T): T | undefined => {
      try {
        return of()
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        problems.add(`${this.label}, ${what}: ${error.message}`)
        return undefined
      }
    }
    const references = this.#references()
    const { parameters } = this.chosen
    this.rows = this.spec.cellSizes.flatMap((cellSize, scale) => {
      const where = `b = ${short(cellSize)}`
      const runs = this.#runs.map(({ weak }) => weak[scale])
      const checks = new Map(
        this.#runs[0].decays[scale].map(({ coefficient }, i) => [
          coefficient as Coefficient,
          attempt(`${where}, propagator`, () => propagated(this.#runs.map(({ decays }) => decays[scale][i]))),
        ]),
      )
      return runs[0].flatMap((_, equation) => {
        const fitted = attempt(where, () => fit(runs.map((run) => run[equation])))
        if (!fitted) return []
        if (fitted.pValue === null)
          problems.add(
            `${this.label}, ${fitted.equation}: ${runs.length} runs, expected more for a test of the form`,
          )
        return fitted.coefficients.map(({ coefficient, value, low, high }) => {
          const reference = references.get(coefficient)
          const check = checks.get(coefficient)
          return {
            state: this.number,
            density: parameters.density,
            temperature: parameters.temperature ?? null,
            cellSize,
            wavelength: this.#wavelengths[scale],
            equation: fitted.equation,
            coefficient,
            ...{ value, low, high },
            reference: reference?.value ?? null,
            referenceLow: reference?.low ?? null,
            referenceHigh: reference?.high ?? null,
            pValue: fitted.pValue,
            check: check?.value ?? null,
            checkLow: check?.low ?? null,
            checkHigh: check?.high ?? null,
          }
        })
      })
    })
    this.problems = [...problems]
  }

  #references(): Map<Coefficient, Reference> {
    const { system, parameters } = this.chosen
    const { density, temperature, diffusivity } = parameters
    if (diffusivity !== undefined)
      return new Map([
        ['D', { value: diffusivity }],
        ['D_n', { value: diffusivity }],
      ])
    const known = new Map<Coefficient, Reference>([['continuity', { value: 1 }]])
    if (system.name === 'hard-disks') {
      const { isothermal, adiabatic, viscosity, selfDiffusion } = diskTheory(density, temperature)
      known.set('c_T²', { value: isothermal }).set('c²', { value: adiabatic })
      known.set('ν', { value: viscosity }).set('D', { value: selfDiffusion })
    }
    const complete = this.#thermodynamics.filter((states) => Object.keys(states).length === 4)
    if (complete.length >= 2) {
      const { isothermal, adiabatic } = soundSpeeds(parameters, complete)
      known.set('c_T²', isothermal).set('c²', adiabatic)
    }
    return known
  }
}
