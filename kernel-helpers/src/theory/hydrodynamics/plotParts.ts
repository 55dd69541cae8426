import type { Hydrodynamics } from './result.js'

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v5.json'
export const COLOURS = ['#4c78a8', '#f58518', '#54a24b']

/** What all plots have in common. @param note what the marks stand for, in a line above the plot */
export function frame(note: string) {
  return {
    $schema: SCHEMA,
    width: 460,
    height: 270,
    data: { name: 'result' },
    title: { text: note, anchor: 'start', fontSize: 11, fontWeight: 'normal', color: 'gray' },
    // Grey can be read on light and on dark.
    config: {
      view: { stroke: null },
      axis: { ...all('gray'), gridColor: 'gray', gridOpacity: 0.25 },
    },
  }
}

function all(color: string) {
  return { labelColor: color, titleColor: color, domainColor: color, tickColor: color }
}

export function slider(name: string, label: string, min: number, max: number, value = min) {
  return { name, value, bind: { input: 'range', min, max, step: 1, name: `${label} ` } }
}

export const cellSizesOf = ({ rows }: Hydrodynamics) =>
  [...new Set(rows.map((row) => row.cellSize))].sort((a, b) => a - b)

/** From the finest scale, 1, to the coarsest, which is shown first. */
export const scaleSlider = (sizes: readonly number[]) =>
  slider('scale', 'scale (1 = finest)', 1, sizes.length, sizes.length)

/** Keeps what belongs to the scale that the slider is at. */
export const atScale = (sizes: readonly number[]) => ({
  filter: `indexof(${JSON.stringify(sizes)}, datum.cellSize) + 1 === scale`,
})

/** A sentence that follows the slider. */
export const scaleInWords = (sizes: readonly number[], lengthUnit: string, rest: string) => ({
  expr: `'b = ' + format(${JSON.stringify(sizes)}[scale - 1], '.3~r') + ' ${lengthUnit}: ${rest}'`,
})
