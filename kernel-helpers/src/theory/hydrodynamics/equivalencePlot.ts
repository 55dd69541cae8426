import type { Plot } from '../analysis.js'
import { short } from '../figures.js'
import { comparisons } from './equivalence.js'
import { atScale, cellSizesOf, frame, scaleInWords, scaleSlider } from './plotParts.js'
import type { Hydrodynamics } from './result.js'

/** Every state with every other: can they be told apart at a scale, and by which coefficient? */
export function equivalencePlot(result: Hydrodynamics): Plot {
  const { rows, units } = result
  const sizes = cellSizesOf(result)
  const varies = (key: 'system' | 'density' | 'temperature') => new Set(rows.map((row) => row[key])).size > 1
  // What all states have in common need not be said.
  const name = (state: number) => {
    const { system, density, temperature } = rows.find((row) => row.state === state)!
    return [
      ...(varies('system') ? [system] : []),
      ...(varies('density') ? [`ρ ${short(density)}`] : []),
      ...(varies('temperature') && temperature !== null ? [`T ${short(temperature)}`] : []),
    ].join(', ')
  }
  const names = [...new Set(rows.map((row) => row.state))].sort((a, b) => a - b).map(name)
  const values = comparisons(rows).map(({ state, other, cellSize, apart, by }) => ({
    column: name(state),
    row: name(other),
    cellSize,
    apart,
    words: apart <= 1 ? 'alike' : `${by} ${apart.toFixed(1)}`,
  }))
  const axes = {
    x: {
      field: 'column',
      type: 'nominal',
      sort: names,
      axis: { title: null, labelAngle: -30, ticks: false, labelLimit: 400 },
    },
    y: { field: 'row', type: 'nominal', sort: names, axis: { title: null, ticks: false, labelLimit: 400 } },
  }
  const text = scaleInWords(sizes, units.lengthUnit, 'alike, or what differs most, in sums of half intervals')
  const base = frame('')
  return {
    name: 'equivalence',
    label: 'equivalence',
    spec: {
      ...base,
      title: { ...base.title, text },
      data: { values },
      params: [scaleSlider(sizes)],
      transform: [atScale(sizes)],
      layer: [
        {
          mark: { type: 'rect', stroke: 'white' },
          encoding: {
            ...axes,
            color: { condition: { test: 'datum.apart <= 1', value: '#bfe0b8' }, value: '#f2b5ae' },
            tooltip: [
              { field: 'column', title: 'state' },
              { field: 'row', title: 'other' },
              { field: 'words', title: 'difference' },
            ],
          },
        },
        {
          mark: { type: 'text', fontSize: 10, color: 'black' },
          encoding: { ...axes, text: { field: 'words' } },
        },
      ],
    },
  }
}
