import type { TopLevelSpec } from '../../protocol/index.js'
import { endLabels } from '../endLabels.js'
import { short } from '../figures.js'
import type { Horizon, PredictabilityRow } from './predictability.js'

const HEIGHT = 260
const SERIES = [
  { of: 'body', label: 'one body', colour: '#4c78a8' },
  { of: 'field', label: 'coarse field', colour: '#f58518' },
  { of: 'fluctuation', label: 'departures from its mean', colour: '#8a8583' },
] as const

/**
 * How far ahead one body and the coarse field can be predicted, by the number of bodies; one panel for each cell size.
 * Triangles are lower bounds: some twins stayed together as long as they were watched.
 */
export function predictabilityPlot(
  rows: readonly PredictabilityRow[],
  units: { lengthUnit: string; timeUnit: string },
): TopLevelSpec {
  const distinct = (of: (row: PredictabilityRow) => number) => [...new Set(rows.map(of))]
  const sizes = distinct((row) => row.particles).sort((a, b) => a - b)
  const displacements = distinct((row) => row.displacement)
  const times = rows.flatMap((row) => SERIES.flatMap(({ of }) => [row[of].value, row[of].high]))
  const top = 1.06 * Math.max(...times.filter(Number.isFinite))
  const x = {
    field: 'particles',
    type: 'quantitative',
    scale: { type: 'log', domain: [sizes[0] / 1.15, sizes[sizes.length - 1] * 1.15], nice: false },
    axis: { title: 'number of bodies N', values: sizes, format: '~r' },
  }
  const y = {
    type: 'quantitative',
    scale: { domain: [0, top], nice: false },
    axis: { title: `predictable for (${units.timeUnit})` },
  }
  const panel = (cellSize: number) => {
    const lines = SERIES.flatMap(({ of, label, colour }) =>
      displacements.map((displacement) => {
        const own = rows.filter((row) => row.cellSize === cellSize && row.displacement === displacement)
        const text = displacements.length > 1 ? `${label}, ${displacement}` : label
        return { text, colour, points: own.map((row) => point(row, row[of])) }
      }),
    )
    const ends = lines.map(({ text, colour, points }) => {
      const { particles, value } = points[points.length - 1]
      return { text, colour, x: particles, y: value, pixels: (value / top) * HEIGHT }
    })
    return {
      title: { text: `cells of ${short(cellSize)} ${units.lengthUnit}`, fontSize: 11, anchor: 'start' },
      width: 300,
      height: HEIGHT,
      layer: [...lines.flatMap((line) => layers(line, x, y)), ...endLabels(ends, x, 'particles', y)],
    }
  }
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    hconcat: distinct((row) => row.cellSize).map(panel),
    config: { view: { stroke: null } },
  }
}

function layers({ colour, points }: { colour: string; points: object[] }, x: object, y: object) {
  const value = { ...y, field: 'value' }
  const shape = {
    field: 'bound',
    type: 'nominal',
    scale: { domain: ['measured', 'at least'], range: ['circle', 'triangle-up'] },
    legend: null,
  }
  const tooltip = [
    { field: 'words', title: 'predictable for' },
    { field: 'particles', title: 'N' },
  ]
  return [
    { mark: { type: 'rule', color: colour, opacity: 0.5, clip: true }, y: { ...y, field: 'low' } },
    { mark: { type: 'line', color: colour, strokeWidth: 2 }, y: value },
    { mark: { type: 'point', color: colour, filled: true, size: 45, opacity: 1 }, y: value },
  ].map(({ mark, y: place }) => ({
    data: { values: points },
    mark,
    encoding: {
      x,
      y: place,
      ...(mark.type === 'rule' ? { y2: { field: 'high' } } : {}),
      ...(mark.type === 'point' ? { shape, tooltip } : {}),
    },
  }))
}

function point({ particles }: PredictabilityRow, { value, low, high, never }: Horizon) {
  const bound = never > 0 ? 'at least' : 'measured'
  const words = `${never > 0 ? 'at least ' : ''}${short(value)} [${short(low)}, ${short(high)}]`
  // An interval that isn't known is drawn as none.
  const known = Number.isFinite(low)
  return { particles, value, low: known ? low : value, high: known ? high : value, bound, words }
}
