import type { Plot } from '../analysis.js'
import { endLabels } from '../endLabels.js'
import { quantityNames } from '../naturalScales/naturalScales.js'
import { tooltip } from '../tooltip.js'
import type { ComparedPoint } from './comparison.js'

const WIDTH = 460
const HEIGHT = 320
/** Width of a letter in the name of a curve, about. */
const LETTER = 5.5
const MOST_TICKS = 16
/** Tableau's ten colours and two more. */
const COLOURS = [
  ...['#4c78a8', '#f58518', '#e45756', '#72b7b2', '#54a24b'],
  ...['#b79a20', '#b279a2', '#ff9da6', '#9d755d', '#8a8583'],
  ...['#1b7837', '#5e3c99'],
]

export type ComparedQuantity = keyof typeof quantityNames

const axisTitles: Readonly<Record<ComparedQuantity, string>> = {
  fvu: 'fraction of variance unexplained',
  skill: 'error relative to persistence',
  rawError: 'mean squared error',
  gap: 'commuting gap, fraction of the variance at 2b',
}

/**
 * Curves in one plot for each quantity that any of them has, each named at its end. Their data source is `result`.
 *
 * @param unit of all cell sizes; null where they have no common one, and each curve is drawn over its own finest
 */
export function comparisonPlots(
  points: readonly ComparedPoint[],
  names: readonly string[],
  unit: string | null,
): Plot[] {
  const quantities = (Object.keys(quantityNames) as ComparedQuantity[])
    .filter((quantity) => points.some((point) => point[quantity] !== null))
    // Errors of systems that share no unit can't be compared in their own units.
    .filter((quantity) => quantity !== 'rawError' || unit !== null)
  return quantities.map((quantity) => comparisonPlot(points, names, unit, quantity))
}

function comparisonPlot(
  points: readonly ComparedPoint[],
  names: readonly string[],
  unit: string | null,
  quantity: ComparedQuantity,
): Plot {
  const label = quantityNames[quantity]
  const cells = quantity === 'gap' ? 'coarse cell size 2b' : 'cell size b'
  const field = unit === null ? 'scale' : 'cellSize'
  const drawn = points.filter((point) => point[quantity] !== null)
  const sizes = [...new Set(drawn.map((point) => point[field]))].sort((a, b) => a - b)
  const top = highest(drawn, quantity)
  const x = {
    field,
    type: 'quantitative',
    scale: { type: 'log', base: 2, domain: domainOf(sizes, names), nice: false },
    axis: {
      title: unit === null ? `${cells}, in units of the finest` : `${cells} (${unit})`,
      ...(sizes.length <= MOST_TICKS ? { values: sizes } : {}),
      format: '.3~r',
      labelOverlap: true,
    },
  }
  const y = {
    type: 'quantitative',
    scale: { domain: [0, top], nice: false },
    axis: { title: axisTitles[quantity] },
  }
  const lines = tooltip([
    { field: 'curve', title: 'curve', as: 'words' },
    { field: 'cellSize', title: unit === null ? 'b' : `b (${unit})` },
    { field: 'offset', title: 'frames ahead' },
    { field: quantity, title: label, as: 'interval' },
  ])
  const ends = names.flatMap((name, i) => {
    const last = drawn.filter(({ curve }) => curve === name).at(-1)
    const value = last?.[quantity]
    if (!last || value === null || value === undefined) return []
    return [
      {
        ...{ text: name, colour: colourOf(i), x: last[field], y: value },
        pixels: (value / top) * HEIGHT,
      },
    ]
  })
  return {
    name: quantity,
    label,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      width: WIDTH,
      height: HEIGHT,
      data: { name: 'result' },
      transform: [{ filter: `isValid(datum.${quantity})` }],
      layer: [
        ...names.map((name, i) => ({
          transform: [{ filter: { field: 'curve', equal: name } }],
          layer: [
            {
              mark: { type: 'rule', color: colourOf(i), opacity: 0.5, clip: true },
              encoding: { x, y: { ...y, field: `${quantity}Low` }, y2: { field: `${quantity}High` } },
            },
            {
              mark: {
                ...{ type: 'line', color: colourOf(i), strokeWidth: 2, tooltip: lines },
                point: { size: 35, color: colourOf(i) },
              },
              encoding: { x, y: { ...y, field: quantity } },
            },
          ],
        })),
        ...endLabels(ends, x, field, y),
      ],
      config: { view: { stroke: null } },
    },
  }
}

/** The axis holds all lines, and intervals up to half as high again: wider ones run off the top. */
function highest(points: readonly ComparedPoint[], quantity: ComparedQuantity): number {
  const top = Math.max(...points.map((point) => point[quantity]!))
  const intervals = points.map((point) => point[`${quantity}High`] ?? 0).filter(Number.isFinite)
  return 1.06 * Math.min(Math.max(top, ...intervals), 1.5 * top)
}

/** From the finest to the coarsest cells, with room for the names of the curves behind their last points. */
function domainOf(sizes: readonly number[], names: readonly string[]): [number, number] {
  const [lowest, coarsest] = [sizes[0], sizes[sizes.length - 1]]
  const room = Math.min(0.45, (LETTER * Math.max(...names.map(({ length }) => length)) + 10) / WIDTH)
  return [lowest / 1.1, 1.1 * coarsest * Math.max(1.5, coarsest / lowest) ** (room / (1 - room))]
}

function colourOf(curve: number): string {
  return COLOURS[curve % COLOURS.length]
}
