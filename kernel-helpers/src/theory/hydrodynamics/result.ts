import type { Table } from 'apache-arrow'
import type { Manifest } from '../../run/manifest.js'
import type { AnalysisResult, Plot } from '../analysis.js'
import { short, withInterval } from '../figures.js'
import type { Coefficient, EquationName } from './equations.js'
import { comparisons } from './equivalence.js'
import { hydrodynamicsPlots } from './plots.js'
import { type HydrodynamicsRow, tableOf } from './rows.js'
import type { HydrodynamicsSpec } from './spec.js'

/** What the answer in words names. */
const WORDS: Readonly<Partial<Record<Coefficient, string>>> = {
  continuity: 'continuity',
  'c²': 'sound without energy c²',
  'c_s²': 'sound with energy c_s²',
  ν: 'shear viscosity ν',
  D: 'self-diffusion D',
  D_n: 'diffusion of density D_n',
  'c_T²': 'compressibility c_T²',
}
const LEVEL = 0.05

/** Coefficients of linearised hydrodynamics by scale, finished or growing. */
export class Hydrodynamics implements AnalysisResult {
  constructor(
    readonly title: string,
    readonly units: { readonly lengthUnit: string; readonly timeUnit: string },
    readonly rows: readonly HydrodynamicsRow[],
    readonly manifest: Manifest<HydrodynamicsSpec>,
    /** What could not be had, and why. */
    readonly problems: readonly string[],
  ) {}

  /**
   * The smallest cell size from which on an equation's form is not rejected at any larger one: no p-value below 5 % shared
   * among the sizes (Bonferroni). Null: rejected at the largest, or not tested.
   */
  notRejectedFrom(equation: EquationName, state = 1): number | null {
    const tested = this.rows.filter((row) => row.state === state && row.equation === equation)
    const sizes = new Set(tested.map((row) => row.cellSize)).size
    const failing = tested.filter(({ pValue }) => pValue === null || pValue < LEVEL / sizes)
    const beyond = Math.max(0, ...failing.map((row) => row.cellSize))
    const holding = tested.filter((row) => row.cellSize > beyond)
    return holding.length === 0 ? null : Math.min(...holding.map((row) => row.cellSize))
  }

  /** The smallest cell size from which on all intervals of a coefficient, two at least, have a value in common. */
  settlesFrom(coefficient: Coefficient, state = 1): number | null {
    const rows = this.rows
      .filter((row) => row.state === state && row.coefficient === coefficient)
      .sort((a, b) => b.cellSize - a.cellSize)
    const parted = rows.findIndex((row, i) => {
      const larger = rows.slice(0, i)
      return larger.some(({ low, high }) => row.high < low || row.low > high)
    })
    const last = parted === -1 ? rows.length - 1 : parted - 1
    return last < 1 ? null : rows[last].cellSize
  }

  /** For the first state: each coefficient where it is known best of the large scales, and where it settles. */
  get verdict(): string {
    const first = this.rows.filter((row) => row.state === 1)
    if (first.length === 0) return ''
    const { lengthUnit } = this.units
    const from = (size: number) => `from b = ${short(size)} ${lengthUnit}`
    const form = ({ equation, pValue }: HydrodynamicsRow) => {
      if (pValue === null) return 'form not tested'
      const size = this.notRejectedFrom(equation)
      return size === null ? 'form rejected' : `form not rejected ${from(size)}`
    }
    const coefficients = (Object.keys(WORDS) as Coefficient[]).flatMap((coefficient) => {
      const rows = first.filter((one) => one.coefficient === coefficient)
      if (rows.length === 0) return []
      const row = rows.reduce((a, b) => (b.cellSize > a.cellSize ? b : a))
      const reference = row.reference === null ? '' : ` (expected ${short(row.reference)})`
      const settled = this.settlesFrom(coefficient)
      return `${WORDS[coefficient]} = ${withInterval(row)}${reference} at b = ${short(row.cellSize)} ${lengthUnit}, ${settled === null ? 'not settled' : `settled ${from(settled)}`}, ${form(row)}`
    })
    return [...coefficients, ...this.#likeness()].join('; ')
  }

  /** Which states can't be told apart at the largest scale. */
  #likeness(): string[] {
    const largest = Math.max(...this.rows.map((row) => row.cellSize))
    const pairs = comparisons(this.rows).filter(({ cellSize }) => cellSize === largest)
    if (pairs.length === 0) return []
    const alike = pairs.filter(({ apart }) => apart <= 1)
    const named = alike.map(({ state, other }) => `${state} and ${other}`)
    return [
      `at b = ${short(largest)} ${this.units.lengthUnit}, ${alike.length} of ${pairs.length} pairs of states can’t be told apart, up to units, by these intervals${named.length > 0 ? `: ${named.join(', ')}` : ''}`,
    ]
  }

  get caption(): string {
    const { spec, id } = this.manifest
    return `${spec.runs} runs of ${spec.frames} frames · weak form with lagged instruments, jackknife over runs · manifest ${id.slice(0, 8)}`
  }

  get text(): string {
    const several = new Set(this.rows.map((row) => row.system)).size > 1
    const columns = ([system, ...cells]: readonly string[]) =>
      [
        several ? system.padEnd(16) : '',
        ...cells.map((cell, i) => cell.padEnd([7, 7, 9, 12, 28, 28, 8, 0][i])),
      ].join('')
    const known = (value: number | null) => (value === null ? '–' : short(value))
    return [
      columns(['', 'ρ', 'T', 'b', '', 'value', 'propagator', 'p', 'expected']),
      ...this.rows.map((row) =>
        columns([
          row.system,
          short(row.density),
          known(row.temperature),
          short(row.cellSize),
          row.coefficient,
          withInterval(row),
          row.check === null
            ? '–'
            : withInterval({ value: row.check, low: row.checkLow!, high: row.checkHigh! }),
          row.pValue === null ? '–' : row.pValue.toFixed(3),
          row.reference !== null && row.referenceLow !== null
            ? withInterval({ value: row.reference, low: row.referenceLow, high: row.referenceHigh! })
            : known(row.reference),
        ]),
      ),
      ...this.verdict.split('; '),
    ].join('\n')
  }

  get plots(): readonly Plot[] {
    return hydrodynamicsPlots(this)
  }

  get table(): Table {
    return tableOf(this.rows, this.manifest.id)
  }

  toJSON(): object {
    return { rows: this.rows, verdict: this.verdict, problems: this.problems }
  }
}
