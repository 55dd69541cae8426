import { Field, Float64, Schema, Table, Utf8, vectorFromArray } from 'apache-arrow'
import type { IsingFlow } from './isingFlowResult.js'
import { ALONE, measured } from './isingFlowRows.js'

/** Couplings at which maps of theory are drawn. */
const STRONGEST = 2.5
const STEPS = 100

/** All that was found and what it is compared with, one row each; a column says which `part` it belongs to. */
export function isingFlowTable(flow: IsingFlow): Table {
  const rows = tableRows(flow)
  const numbers = ['temperature', 'block', 'operators', 'x', 'xLow', 'xHigh', 'value', 'low', 'high'] as const
  const words = ['part', 'series', 'quantity'] as const
  const schema = new Schema(
    [
      ...words.map((name) => new Field(name, new Utf8(), false)),
      ...numbers.map((name) => new Field(name, new Float64(), true)),
    ],
    new Map([
      ['scalescope.schema', 'ising-flow/1'],
      ['scalescope.manifest', flow.manifest.id],
    ]),
  )
  if (rows.length === 0) return new Table(schema)
  const finite = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null)
  return new Table(schema, {
    ...Object.fromEntries(
      words.map((name) => [
        name,
        vectorFromArray(
          rows.map((row) => row[name]),
          new Utf8(),
        ),
      ]),
    ),
    ...Object.fromEntries(
      numbers.map((name) => [
        name,
        vectorFromArray(
          rows.map((row) => finite(row[name])),
          new Float64(),
        ),
      ]),
    ),
  })
}

function tableRows(flow: IsingFlow): TableRow[] {
  return [
    ...flow.couplings.map(({ rule, coupling, ...row }) => ({
      part: 'coupling',
      series: rule,
      quantity: coupling,
      ...row,
    })),
    ...flow.map.map(({ temperature, block, from, to }) => ({
      part: 'map',
      series: measured(block),
      quantity: ALONE,
      ...{ temperature, block, x: from.value, xLow: from.low, xHigh: from.high },
      ...{ value: to.value, low: to.low, high: to.high },
    })),
    ...flow.theories.flatMap(({ name, apply }) =>
      Array.from({ length: STEPS + 1 }, (_, i) => {
        const x = (i * STRONGEST) / STEPS
        return { part: 'theory', series: name, quantity: 'nearest', x, value: apply(x) }
      }),
    ),
    ...flow.fixedPoints.map(({ map, ...row }) => ({ part: 'fixed point', series: map, ...row })),
    ...flow.exponents.map(({ sector, level, ...row }) => ({
      part: 'exponent',
      series: sector,
      quantity: sector === 'even' ? 'y_T' : 'y_h',
      block: 2 ** level,
      ...row,
    })),
  ]
}

interface TableRow {
  readonly part: string
  readonly series: string
  readonly quantity: string
  readonly temperature?: number
  readonly block?: number
  readonly operators?: number
  readonly x?: number
  readonly xLow?: number
  readonly xHigh?: number
  readonly value: number
  readonly low?: number
  readonly high?: number
}
