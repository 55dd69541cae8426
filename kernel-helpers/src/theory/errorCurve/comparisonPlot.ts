import type { TopLevelSpec } from '../../protocol/index.js'
import { endLabels } from '../endLabels.js'
import type { ErrorCurve } from './curve.js'

const HEIGHT = 320
/** Tableau's ten colours and two more. */
const COLOURS = [
  ...['#4c78a8', '#f58518', '#e45756', '#72b7b2', '#54a24b'],
  ...['#b79a20', '#b279a2', '#ff9da6', '#9d755d', '#8a8583'],
  ...['#1b7837', '#5e3c99'],
]

/**
 * Curves of several systems in one plot: FVU against the cell size in units of the finest one of each curve, since their
 * lengths have no common unit. Ready to draw, with the data inside.
 */
export function comparisonPlot(curves: readonly ErrorCurve[]): TopLevelSpec {
  const lines = curves.map((curve, i) => ({
    title: curve.title,
    colour: COLOURS[i % COLOURS.length],
    points: curve.means.map(({ cellSize, fvu, fvuLow, fvuHigh }) => {
      return { scale: cellSize / curve.means[0].cellSize, fvu, fvuLow, fvuHigh }
    }),
  }))
  const all = lines.flatMap((line) => line.points)
  const top = 1.06 * Math.max(1, ...all.map((point) => point.fvu))
  const widest = Math.max(1, ...all.map((point) => point.scale))
  const x = {
    field: 'scale',
    type: 'quantitative',
    scale: { type: 'log', base: 2, domain: [0.9, widest * 1.15], nice: false },
    axis: { title: 'cell size, in units of the finest', format: '.3~r' },
  }
  const y = {
    type: 'quantitative',
    scale: { domain: [0, top], nice: false },
    axis: { title: 'fraction of variance unexplained' },
  }
  const ends = lines.flatMap(({ title, colour, points }) => {
    const last = points.at(-1)
    return last
      ? [{ text: title, colour, x: last.scale, y: last.fvu, pixels: (last.fvu / top) * HEIGHT }]
      : []
  })
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    width: 460,
    height: HEIGHT,
    layer: [
      ...lines.flatMap(({ colour, points }) => [
        {
          data: { values: points },
          mark: { type: 'rule', color: colour, opacity: 0.5, clip: true },
          encoding: { x, y: { ...y, field: 'fvuLow' }, y2: { field: 'fvuHigh' } },
        },
        {
          data: { values: points },
          mark: { type: 'line', color: colour, strokeWidth: 2, point: { size: 35, color: colour } },
          encoding: { x, y: { ...y, field: 'fvu' } },
        },
      ]),
      ...endLabels(ends, x, 'scale', y),
    ],
    config: { view: { stroke: null } },
  }
}
