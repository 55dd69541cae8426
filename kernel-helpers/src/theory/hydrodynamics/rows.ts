import { Field, Float64, Int32, Schema, Table, Utf8, vectorFromArray } from 'apache-arrow'
import type { Estimate } from '../replicates.js'
import type { Coefficient, EquationName } from './equations.js'

/** One coefficient at one scale of one state, in the system's units. */
export interface HydrodynamicsRow extends Estimate {
  /** Number of the state, from 1. */
  readonly state: number
  /** Title of its system. */
  readonly system: string
  readonly density: number
  readonly temperature: number | null
  /** Characteristic speed; null where nothing moves by itself. */
  readonly speed: number | null
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

const NUMBERS = [
  'density',
  'temperature',
  'speed',
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
const NAMES = ['system', 'equation', 'coefficient'] as const

export function tableOf(rows: readonly HydrodynamicsRow[], manifestId: string): Table {
  const fields = [
    new Field('state', new Int32(), false),
    ...NUMBERS.map((name) => new Field(name, new Float64(), true)),
    ...NAMES.map((name) => new Field(name, new Utf8(), false)),
  ]
  const schema = new Schema(
    fields,
    new Map([
      ['scalescope.schema', 'hydrodynamics/1'],
      ['scalescope.manifest', manifestId],
    ]),
  )
  if (rows.length === 0) return new Table(schema)
  return new Table(
    schema,
    Object.fromEntries(
      fields.map(({ name, type }) => [
        name,
        vectorFromArray(
          rows.map((row) => row[name as keyof HydrodynamicsRow]),
          type,
        ),
      ]),
    ),
  )
}
