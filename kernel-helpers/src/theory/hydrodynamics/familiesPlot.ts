import type { Plot } from '../analysis.js'
import { levelCurves } from './levels.js'
import { atScale, COLOURS, cellSizesOf, frame, scaleInWords, scaleSlider, slider } from './plotParts.js'
import type { Hydrodynamics } from './result.js'

const NAMES = ['c²', 'ν', 'c b/ν']

/** States that have one coefficient in common lie on one curve; c² and ν both, where two curves meet. */
export function familiesPlot(result: Hydrodynamics): Plot {
  const { rows, units } = result
  const sizes = cellSizesOf(result)
  const states = new Set(rows.map((row) => row.state)).size
  const axis = (field: string, title: string) => ({
    field,
    type: 'quantitative',
    scale: { zero: false, padding: 30, nice: false },
    axis: { title, grid: false },
  })
  const axes = { x: axis('density', 'density ρ'), y: axis('temperature', 'temperature T') }
  const color = { field: 'quantity', scale: { domain: NAMES, range: COLOURS }, legend: null }
  const text = scaleInWords(
    sizes,
    units.lengthUnit,
    'curves through the chosen state, of equal c², ν and c b/ν; numbers: c², ν',
  )
  const base = frame('')
  const curves = [atScale(sizes), { filter: 'datum.state === state' }]
  const figures = (coefficient: string, format: string, dy: number) => ({
    transform: [atScale(sizes), { filter: `datum.coefficient === '${coefficient}'` }],
    mark: { type: 'text', align: 'left', dx: 9, dy, fontSize: 10, color: 'gray' },
    encoding: { ...axes, text: { field: 'value', format } },
  })
  return {
    name: 'families',
    label: 'families',
    spec: {
      ...base,
      title: { ...base.title, text },
      params: [slider('state', 'state', 1, states, Math.ceil(states / 2)), scaleSlider(sizes)],
      layer: [
        {
          transform: [atScale(sizes), { filter: "datum.coefficient === 'c²'" }],
          mark: { type: 'point', size: 70, color: 'gray', filled: true },
          encoding: {
            ...axes,
            opacity: { condition: { test: 'datum.state === state', value: 1 }, value: 0.4 },
          },
        },
        figures('c²', '.3~r', 8),
        figures('ν', '.3~r', 19),
        {
          data: { values: levelCurves(rows) },
          transform: curves,
          mark: { type: 'line', strokeWidth: 2, point: { size: 20 } },
          encoding: { ...axes, order: { field: 'order' }, color },
        },
        {
          data: { values: levelCurves(rows) },
          transform: [
            ...curves,
            {
              joinaggregate: [
                { op: 'max', field: 'order', as: 'end' },
                { op: 'count', as: 'points' },
              ],
              groupby: ['quantity'],
            },
            { filter: 'datum.order === datum.end && datum.points > 1' },
          ],
          mark: { type: 'text', dy: -9, fontSize: 11 },
          encoding: { ...axes, text: { field: 'quantity' }, color },
        },
      ],
    },
  }
}
