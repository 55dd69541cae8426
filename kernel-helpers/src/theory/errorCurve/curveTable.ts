import { Field, Float64, Int32, Schema, Table, Utf8, vectorFromArray } from 'apache-arrow'
import type { CurveRow } from './curveRows.js'

const COLUMNS = [
  'cellSize',
  'particlesPerCell',
  'fvu',
  'fvuLow',
  'fvuHigh',
  'skill',
  'skillLow',
  'skillHigh',
  'rawError',
  'rawErrorLow',
  'rawErrorHigh',
  'ridge',
  'persistence',
  'surrogate',
  'surrogateLow',
  'surrogateHigh',
] as const

/** A row of a curve and, for a curve measured again, what was changed. */
export interface TableRow extends CurveRow {
  readonly refit: string | null
}

/** Rows as an Arrow table; `replicate` is null in the rows of means, `refit` in those of the curve that was asked for. */
export function curveTable(rows: readonly TableRow[], metadata: ReadonlyMap<string, string>): Table {
  const schema = new Schema(
    [
      ...COLUMNS.map((name) => new Field(name, new Float64(), true)),
      new Field('offset', new Int32(), false),
      new Field('replicate', new Int32(), true),
      new Field('predictor', new Utf8(), false),
      new Field('refit', new Utf8(), true),
    ],
    new Map([['scalescope.schema', 'error-curve/2'], ...metadata]),
  )
  if (rows.length === 0) return new Table(schema)
  const numbers = (name: (typeof COLUMNS)[number]) =>
    vectorFromArray(
      rows.map((row) => finiteOrNull(row[name])),
      new Float64(),
    )
  return new Table(schema, {
    ...Object.fromEntries(COLUMNS.map((name) => [name, numbers(name)])),
    offset: vectorFromArray(
      rows.map((row) => row.offset),
      new Int32(),
    ),
    replicate: vectorFromArray(
      rows.map(({ replicate }) => (replicate === 'mean' ? null : replicate)),
      new Int32(),
    ),
    predictor: vectorFromArray(
      rows.map((row) => row.predictor),
      new Utf8(),
    ),
    refit: vectorFromArray(
      rows.map((row) => row.refit),
      new Utf8(),
    ),
  })
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}
