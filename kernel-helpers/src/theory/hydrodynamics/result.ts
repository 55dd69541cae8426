import { Field, Float64, Int32, Schema, Table, Utf8, vectorFromArray } from 'apache-arrow'
import type { Manifest } from '../../run/manifest.js'
import type { AnalysisResult, Plot } from '../analysis.js'
import type { Estimate } from '../bootstrap.js'
import { short, withInterval } from '../figures.js'
import { hydrodynamicsPlots } from './plots.js'
import type { HydrodynamicsSpec } from './spec.js'
import type { Coefficient, EquationName } from './weakForm.js'

/** One coefficient at one scale of one state, in the system's units. */
export interface HydrodynamicsRow extends Estimate {
  /** Number of the state, from 1. */
  readonly state: number
  readonly density: number
  readonly temperature: number | null
  readonly cellSize: number
  /** That the test functions of this cell size are mostly about. */
  readonly wavelength: number
  readonly equation: EquationName
  readonly coefficient: Coefficient
  /** What theory or the equation of state says of the largest scales. */
  readonly reference: number | null
  readonly referenceLow: number | null
  readonly referenceHigh: number | null
  /** Of the equation's form at this scale. */
  readonly pValue: number | null
  /** By the propagator instead of the weak form. */
  readonly check: number | null
  readonly checkLow: number | null
  readonly checkHigh: number | null
}

const WORDS: Readonly<Record<Coefficient, string>> = {
  continuity: 'continuity',
  'c²': 'sound c²',
  ν_l: 'longitudinal viscosity ν_l',
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
   * The smallest cell size from which on an equation has the same form at every larger one: no p-value below 5 % shared
   * among the sizes (Bonferroni). Null: nowhere, or not tested.
   */
  formHoldsFrom(equation: EquationName, state = 1): number | null {
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
    const at = (size: number | null) => (size === null ? 'nowhere' : `from b = ${short(size)} ${lengthUnit}`)
    return [...new Set(first.map((row) => row.coefficient))]
      .map((coefficient) => {
        const row = first
          .filter((one) => one.coefficient === coefficient)
          .reduce((a, b) => (b.cellSize > a.cellSize ? b : a))
        const reference = row.reference === null ? '' : ` (expected ${short(row.reference)})`
        return `${WORDS[coefficient]} = ${withInterval(row)}${reference} at b = ${short(row.cellSize)} ${lengthUnit}, settled ${at(this.settlesFrom(coefficient))}, ${row.pValue === null ? 'form not tested' : `form holds ${at(this.formHoldsFrom(row.equation))}`}`
      })
      .join('; ')
  }

  get caption(): string {
    const { spec, id } = this.manifest
    return `${spec.runs} runs of ${spec.frames} frames · weak form with lagged instruments, jackknife over runs · manifest ${id.slice(0, 8)}`
  }

  get text(): string {
    const columns = (cells: readonly string[]) =>
      cells.map((cell, i) => cell.padEnd([7, 7, 9, 12, 28, 28, 8, 0][i])).join('')
    const known = (value: number | null) => (value === null ? '–' : short(value))
    return [
      columns(['ρ', 'T', 'b', '', 'value', 'propagator', 'p', 'expected']),
      ...this.rows.map((row) =>
        columns([
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
    const fields = [
      new Field('state', new Int32(), false),
      ...NUMBERS.map((name) => new Field(name, new Float64(), true)),
      ...NAMES.map((name) => new Field(name, new Utf8(), false)),
    ]
    const schema = new Schema(
      fields,
      new Map([
        ['scalescope.schema', 'hydrodynamics/1'],
        ['scalescope.manifest', this.manifest.id],
      ]),
    )
    if (this.rows.length === 0) return new Table(schema)
    return new Table(
      schema,
      Object.fromEntries(
        fields.map(({ name, type }) => [
          name,
          vectorFromArray(
            this.rows.map((row) => row[name as keyof HydrodynamicsRow]),
            type,
          ),
        ]),
      ),
    )
  }

  toJSON(): object {
    return { rows: this.rows, verdict: this.verdict, problems: this.problems }
  }
}

const NUMBERS = [
  'density',
  'temperature',
  'cellSize',
  'wavelength',
  'value',
  'low',
  'high',
  'reference',
  'referenceLow',
  'referenceHigh',
  'pValue',
  'check',
  'checkLow',
  'checkHigh',
] as const
const NAMES = ['equation', 'coefficient'] as const
