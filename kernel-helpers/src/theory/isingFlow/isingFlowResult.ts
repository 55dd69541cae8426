import { inspect } from 'node:util'
import type { Table } from 'apache-arrow'
import type { Manifest } from '../../run/manifest.js'
import { CLUSTER_EQUILIBRATION } from '../../systems/ising.js'
import type { AnalysisResult, ChosenSystem, Plot } from '../analysis.js'
import { short, withInterval } from '../figures.js'
import type { RunCouplings } from './isingFlow.js'
import { isingFlowPlots } from './isingFlowPlots.js'
import {
  ALONE,
  type CouplingRow,
  couplingRows,
  criticalExponents,
  type ExponentRow,
  exponentRows,
  type FixedPointRow,
  fixedPointRows,
  inWords,
  type MapRow,
  mapRows,
} from './isingFlowRows.js'
import type { IsingFlowSpec } from './isingFlowSpec.js'
import { isingFlowTable } from './isingFlowTable.js'
import { isingFlowText } from './isingFlowText.js'
import { type CouplingMap, decimation, migdalKadanoff, niemeijerVanLeeuwen } from './maps.js'
import type { RenormalizationMoments } from './renormalizationMoments.js'

/** Correlation times that a run must have had to forget its start. */
const TO_FORGET = 10
/** How a magnet's couplings change with the scale, finished or growing. */
export class IsingFlow implements AnalysisResult {
  readonly title: string
  /** Couplings of block spins at each temperature, rule and block size. */
  readonly couplings: readonly CouplingRow[]
  /** From each block size to twice that, at each temperature: the nearest-neighbour coupling alone. */
  readonly map: readonly MapRow[]
  readonly fixedPoints: readonly FixedPointRow[]
  /** y_T (even) and y_h (odd) of the Monte Carlo renormalization group. */
  readonly exponents: readonly ExponentRow[]
  /** What the measured map is drawn beside. */
  readonly theories: readonly CouplingMap[]
  /** What could not be had, and why. */
  readonly problems: readonly string[]
  /** Sweeps that energy and magnetisation remember at most, over temperatures: the mean over runs. */
  readonly memory: number

  constructor(
    readonly subject: ChosenSystem,
    couplings: readonly RunCouplings[][],
    moments: readonly RenormalizationMoments[],
    readonly manifest: Manifest<IsingFlowSpec>,
    failed: readonly string[] = [],
  ) {
    const { system, parameters } = subject
    const { spec } = manifest
    const { dimensions, size, field } = parameters
    const chain = dimensions === 1
    const rule = chain ? 'decimation' : 'repeated'
    this.title = `${system.title}, ${chain ? 'chains' : 'square lattice'} ${size} spins wide${field === 0 ? '' : `, field ${field} J`}`
    this.theories =
      field === 0 ? [decimation(2), ...(chain ? [] : [migdalKadanoff, niemeijerVanLeeuwen])] : []
    const fitted = couplingRows(spec, couplings)
    const points = fixedPointRows(spec, couplings, this.theories, rule)
    const exponents = exponentRows(spec, moments)
    this.couplings = fitted.rows
    this.map = mapRows(spec, fitted.rows, rule)
    this.fixedPoints = points.rows
    this.exponents = exponents.rows
    const memories = couplings.map((runs) => slowest(runs) * spec.interval)
    this.memory = Math.max(0, ...memories, slowest(moments))
    this.problems = [
      ...failed,
      ...fitted.problems,
      ...points.problems,
      ...exponents.problems,
      ...(TO_FORGET * this.memory > CLUSTER_EQUILIBRATION
        ? [
            `equilibrium: states are remembered for ${short(this.memory)} sweeps, expected at most ${CLUSTER_EQUILIBRATION / TO_FORGET}, a tenth of the sweeps before the first`,
          ]
        : []),
    ]
  }

  get finished(): boolean {
    return this.manifest.finished !== null
  }

  /** The couplings at a temperature that the measured flow raises, lowers or leaves within their intervals. */
  get directions(): { readonly temperature: number; readonly direction: 'grows' | 'falls' | 'stays' }[] {
    const last = Math.max(...this.map.map((row) => row.block))
    return this.map
      .filter((row) => row.block === last)
      .map(({ temperature, from, to }) => ({
        temperature,
        direction: to.low > from.high ? 'grows' : to.high < from.low ? 'falls' : 'stays',
      }))
  }

  /** In one dimension: how many intervals hold the coupling of exact decimation, of how many. */
  get exact(): { readonly held: number; readonly of: number } | undefined {
    if (this.subject.parameters.dimensions !== 1 || this.subject.parameters.field !== 0) return undefined
    const rows = this.couplings.filter(({ coupling }) => coupling === ALONE)
    const held = rows.filter(({ temperature, block, low, high }) => {
      const value = decimation(block).apply(1 / temperature)
      return low <= value && value <= high
    })
    return { held: held.length, of: rows.length }
  }

  /** The answer in words. */
  get verdict(): string {
    const list = (direction: string) =>
      this.directions
        .filter((one) => one.direction === direction)
        .map(({ temperature }) => Number(temperature.toFixed(4)))
        .join(', ')
    const moves = ['grows', 'stays', 'falls'].flatMap((direction) => {
      const temperatures = list(direction)
      return temperatures ? [`${direction} at T = ${temperatures}`] : []
    })
    const flow = moves.length > 0 ? [`with the scale the coupling ${moves.join(', ')}`] : []
    const { exact } = this
    const chain =
      exact && exact.of > 0 ? [`exact decimation lies in ${exact.held} of ${exact.of} intervals`] : []
    const { nu, eta } = criticalExponents(this.exponents)
    const exponents = [...(nu ? [inWords('ν', nu, '1')] : []), ...(eta ? [inWords('η', eta, '0.25')] : [])]
    const fixed = this.#fixedPoint
    return [...flow, ...chain, ...(fixed ? [fixed] : []), ...exponents].join('; ')
  }

  get #fixedPoint(): string | undefined {
    const own = this.fixedPoints.filter(({ map }) => map.startsWith('measured')).slice(-3)
    const [coupling, exponent, temperature] = own
    return (
      coupling &&
      `fixed point (${coupling.map}) K* = ${withInterval(coupling)} at T = ${temperature.value.toFixed(4)} [${temperature.low.toFixed(4)}, ${temperature.high.toFixed(4)}], y_T = ${withInterval(exponent)}`
    )
  }

  get caption(): string {
    const { spec, id } = this.manifest
    return [
      `${spec.runs} runs of ${spec.samples} states, ${spec.interval} cluster sweeps apart`,
      ...(this.memory > 0 ? [`memory at most ${short(this.memory)} sweeps`] : []),
      ...(this.exponents.length > 0
        ? [`critical: ${spec.criticalSize}², ${spec.runs} × ${spec.criticalSamples} states`]
        : []),
      `manifest ${id.slice(0, 8)}`,
    ].join(' · ')
  }

  /** Tables of couplings, fixed points and exponents, and the answer. */
  get text(): string {
    return [...isingFlowText(this), this.verdict].join('\n')
  }

  get plots(): readonly Plot[] {
    return isingFlowPlots(this)
  }

  get table(): Table {
    return isingFlowTable(this)
  }

  /** How a cell shows it. */
  [inspect.custom](): string {
    return [this.title, this.text, ...this.problems].join('\n')
  }

  toJSON(): object {
    const { couplings, map, fixedPoints, exponents, verdict, problems, memory } = this
    return {
      ...{ couplings, map, fixedPoints, exponents, memory },
      ...criticalExponents(exponents),
      ...{ verdict, problems },
    }
  }
}

/** In states. */
function slowest(runs: readonly Pick<RunCouplings, 'memory'>[]): number {
  const mean = (of: 'energy' | 'magnetisation') =>
    runs.reduce((sum, { memory }) => sum + memory[of], 0) / Math.max(1, runs.length)
  return Math.max(mean('energy'), mean('magnetisation'))
}
