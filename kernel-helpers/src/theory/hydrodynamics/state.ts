import type { ChosenSystem } from '../analysis.js'
import { short } from '../figures.js'
import type { Estimate } from '../replicates.js'
import type { Part } from '../workbench.js'
import { propagated } from './decay.js'
import { neighbours, type Thermodynamics, type ThermodynamicsTask } from './equationOfState.js'
import type { Coefficient, EquationName } from './equations.js'
import { adiabaticSound, FEWEST_RUNS, type FittedEquation, fit } from './estimates.js'
import type { Fluctuations, FluctuationsTask } from './fluctuations.js'
import { modesOf, typicalWavenumber } from './modes.js'
import { type Reference, references } from './references.js'
import type { HydrodynamicsRow } from './rows.js'
import { type HydrodynamicsSpec, scaleOf } from './spec.js'

/** Runs of each neighbouring state, for the equation of state. */
const STATE_RUNS = 4

type Measured = Fluctuations | Thermodynamics

interface StatePart extends Part {
  readonly task: FluctuationsTask | ThermodynamicsTask
  take(result: Measured): void
}

/** One state of a fluid, and what has been measured of it. */
export class State {
  readonly label: string
  readonly parts: readonly StatePart[]
  rows: readonly HydrodynamicsRow[] = []
  problems: readonly string[] = []
  readonly #runs: Fluctuations[] = []
  readonly #wavelengths: readonly number[]
  readonly #thermodynamics: Thermodynamics[][] = Array.from({ length: STATE_RUNS }, () => [])

  /** @param number from 1; no two states have a seed in common */
  constructor(
    private readonly chosen: ChosenSystem,
    private readonly number: number,
    private readonly spec: HydrodynamicsSpec,
  ) {
    const { system, parameters } = chosen
    const { density, temperature } = parameters
    const several = spec.systems.length > 0 ? `${system.title}, ` : ''
    this.label = `${several}ρ = ${short(density)}${temperature === undefined ? '' : `, T = ${short(temperature)}`}`
    const { cellSizes, frames, runs } = spec
    const firstSeed = spec.seed + (number - 1) * Math.max(runs, STATE_RUNS)
    const scales = cellSizes.map((cellSize) => scaleOf(chosen, cellSize, frames))
    const { width } = system.observable(parameters)
    this.#wavelengths = cellSizes.map(
      (cellSize) => (2 * Math.PI) / typicalWavenumber(modesOf(cellSize, width)),
    )
    const watched = Array.from({ length: runs }, (_, run) => ({
      name: `state-${number}-run-${run}`,
      row: this.label,
      task: {
        kind: 'fluctuations',
        system: system.name,
        parameters,
        seed: firstSeed + run,
        scales,
      } as const,
      take: (result: Measured) => {
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
          seed: firstSeed + run,
          frames: Math.ceil(frames / 4),
        } as const,
        take: (result: Measured) => {
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
    const expected = references(this.chosen, this.#thermodynamics)
    this.rows = this.spec.cellSizes.flatMap((cellSize, scale) => {
      const where = `b = ${short(cellSize)}`
      const runs = this.#runs.map(({ weak }) => weak[scale])
      const checks = new Map(
        this.#runs[0].decays[scale].map(({ coefficient }, i) => [
          coefficient as Coefficient,
          attempt(`${where}, propagator`, () => propagated(this.#runs.map(({ decays }) => decays[scale][i]))),
        ]),
      )
      const fits = runs[0].flatMap((_, i) => attempt(where, () => fit(runs.map((run) => run[i]))) ?? [])
      for (const { equation, pValue } of fits)
        if (pValue === null)
          problems.add(
            `${this.label}, ${equation}: ${runs.length} runs, expected more for a test of the form`,
          )
      const of = (name: EquationName) => runs.map((run) => run.find(({ equation }) => equation === name)!)
      const both = attempt(where, () => bothEquations(fits, of))
      return [...fits, ...(both ? [both] : [])].flatMap(({ equation, pValue, coefficients }) =>
        coefficients.map(({ coefficient, ...estimate }) => ({
          ...this.#row(cellSize, scale, expected.get(coefficient), checks.get(coefficient)),
          ...estimate,
          ...{ equation, coefficient, pValue },
        })),
      )
    })
    this.problems = [...problems]
  }

  #row(cellSize: number, scale: number, reference: Reference | undefined, check: Estimate | undefined) {
    const { system, parameters } = this.chosen
    return {
      state: this.number,
      system: system.title,
      density: parameters.density,
      temperature: parameters.temperature ?? null,
      speed: system.observable(parameters).speed,
      cellSize,
      wavelength: this.#wavelengths[scale],
      reference: reference?.value ?? null,
      referenceLow: reference?.low ?? null,
      referenceHigh: reference?.high ?? null,
      check: check?.value ?? null,
      checkLow: check?.low ?? null,
      checkHigh: check?.high ?? null,
    }
  }
}

/** Sound from the equations of momentum and of energy together: rejected if either is, which doubles the p-value. */
function bothEquations(
  fits: readonly FittedEquation[],
  of: (name: EquationName) => Parameters<typeof adiabaticSound>[0],
): FittedEquation | undefined {
  const [sound, energy] = (['sound with energy', 'energy'] as const).map((name) =>
    fits.find(({ equation }) => equation === name),
  )
  if (!sound || !energy) return undefined
  return {
    equation: 'adiabatic sound',
    coefficients: [{ coefficient: 'c_s²', ...adiabaticSound(of('sound with energy'), of('energy')) }],
    pValue:
      sound.pValue === null || energy.pValue === null
        ? null
        : Math.min(1, 2 * Math.min(sound.pValue, energy.pValue)),
  }
}
