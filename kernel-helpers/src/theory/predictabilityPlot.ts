import type { TopLevelSpec } from '../protocol/index.js'
import { short } from './curve.js'
import type { Horizon, PredictabilityRow } from './predictability.js'

const SERIES = [
  { of: 'body', label: 'one body' },
  { of: 'field', label: 'coarse field' },
  { of: 'fluctuation', label: 'its departures from the mean' },
] as const

/**
 * How far ahead one body and the coarse field can be predicted, by the number of bodies; one panel for each cell size.
 * Triangles are lower bounds: some twins stayed together as long as they were watched.
 */
export function predictabilityPlot(
  rows: readonly PredictabilityRow[],
  units: { lengthUnit: string; timeUnit: string },
): TopLevelSpec {
  const values = rows.flatMap((row) =>
    SERIES.map(({ of, label }) => ({
      ...point(row, row[of]),
      series: label,
      displacement: row.displacement,
    })),
  )
  const x = { field: 'particles', type: 'quantitative', scale: { type: 'log' }, title: 'number of bodies N' }
  const y = { type: 'quantitative', title: `predictable for (${units.timeUnit})` }
  const color = { field: 'series', type: 'nominal', title: null, sort: SERIES.map(({ label }) => label) }
  const detail = { field: 'displacement' }
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    data: { values },
    facet: {
      column: {
        field: 'cellSize',
        type: 'ordinal',
        title: null,
        header: { labelExpr: `'cells of ' + format(datum.value, '.3~r') + ' ${units.lengthUnit}'` },
      },
    },
    spec: {
      width: 300,
      height: 240,
      layer: [
        {
          mark: { type: 'line', strokeWidth: 1.5 },
          encoding: { x, y: { ...y, field: 'value' }, color, detail },
        },
        { mark: 'rule', encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color } },
        {
          mark: { type: 'point', filled: true, size: 55, opacity: 1 },
          encoding: {
            x,
            y: { ...y, field: 'value' },
            color,
            shape: {
              field: 'bound',
              type: 'nominal',
              title: null,
              scale: { domain: ['measured', 'lower bound'], range: ['circle', 'triangle-up'] },
            },
            tooltip: [{ field: 'words', title: 'time' }, { field: 'series' }, { field: 'displacement' }],
          },
        },
      ],
    },
    config: { view: { stroke: null } },
  }
}

function point({ particles, cellSize }: PredictabilityRow, { value, low, high, never }: Horizon) {
  const bound = never > 0 ? 'lower bound' : 'measured'
  const words = `${never > 0 ? 'at least ' : ''}${short(value)} [${short(low)}, ${short(high)}]`
  // An interval that isn't known is drawn as none.
  const known = Number.isFinite(low)
  return { particles, cellSize, value, low: known ? low : value, high: known ? high : value, bound, words }
}
