import type { Plot } from '../analysis.js'
import { endLabels } from '../endLabels.js'
import { short } from '../figures.js'
import type { Transfer } from './transferResult.js'

const HEIGHT = 300
const SCHEMA = 'https://vega.github.io/schema/vega-lite/v5.json'
const COLOURS = ['#4c78a8', '#f58518', '#54a24b', '#e45756', '#72b7b2', '#b279a2']

/** A matrix of ratios with a slider for the scale, and ratios by scale. Their data source `result` holds the table's rows. */
export function transferPlots(transfer: Transfer): Plot[] {
  return [byScale(transfer), matrix(transfer)]
}

function matrix({ names, manifest, lengthUnit }: Transfer): Plot {
  const { scales } = manifest.spec
  const axis = (title: string) => ({ title, labelAngle: 0, labelLimit: 180, domain: false, ticks: false })
  const x = {
    field: 'to',
    type: 'nominal',
    scale: { domain: names },
    axis: { ...axis('predicted'), orient: 'top' },
  }
  const y = { field: 'from', type: 'nominal', scale: { domain: names }, axis: axis('learned from') }
  const words = { type: 'text', color: 'black' }
  const own = [{ aggregate: [{ op: 'mean', field: 'fvuOwn', as: 'own' }], groupby: ['to'] }]
  return {
    name: 'matrix',
    label: 'matrix',
    spec: {
      $schema: SCHEMA,
      width: 460,
      height: Math.max(160, 80 * names.length),
      params: [
        {
          name: 'scale',
          value: 0,
          bind: {
            input: 'range',
            min: 0,
            max: Math.max(0, scales.length - 1),
            step: 1,
            name: 'scale, from fine to coarse ',
          },
        },
      ],
      data: { name: 'result' },
      transform: [
        { filter: 'datum.scale === scale' },
        { calculate: 'log(datum.ratio) / log(2)', as: 'octaves' },
      ],
      layer: [
        {
          mark: { type: 'rect' },
          encoding: {
            x,
            y,
            // Ratios of 1/2 and 2 are equally far from 1, which is white.
            color: {
              field: 'octaves',
              type: 'quantitative',
              scale: { domain: [-1, 0, 1], range: ['#67a9cf', '#ffffff', '#ef8a62'], clamp: true },
              legend: null,
            },
          },
        },
        {
          mark: { ...words, fontSize: 15, dy: -7 },
          encoding: { x, y, text: { field: 'ratio', type: 'quantitative', format: '.3f' } },
        },
        {
          transform: [
            {
              calculate: "'[' + format(datum.low, '.3f') + ', ' + format(datum.high, '.3f') + ']'",
              as: 'interval',
            },
          ],
          mark: { ...words, fontSize: 11, dy: 11 },
          encoding: { x, y, text: { field: 'interval', type: 'nominal' } },
        },
        {
          transform: [...own, { calculate: "'own: FVU ' + format(datum.own, '.3~r')", as: 'words' }],
          mark: { type: 'text', fontSize: 11 },
          encoding: { x, y: { ...y, field: 'to' }, text: { field: 'words', type: 'nominal' } },
        },
        {
          transform: [
            { aggregate: [{ op: 'mean', field: 'size', as: 'size' }] },
            { calculate: `'b = ' + format(datum.size, '.3~r') + ' ${lengthUnit}'`, as: 'words' },
          ],
          mark: { type: 'text', fontSize: 13, fontWeight: 'bold', align: 'left', baseline: 'bottom' },
          encoding: { x: { value: 0 }, y: { value: -26 }, text: { field: 'words', type: 'nominal' } },
        },
      ],
      config: { view: { stroke: null } },
    },
  }
}

function byScale({ rows, names, manifest, lengthUnit }: Transfer): Plot {
  const { scales, margin } = manifest.spec
  const sizes = scales.map(({ size }) => size)
  const measured = rows.map(({ ratio }) => ratio)
  const [bottom, top] = [Math.min(0.9, ...measured) / 1.03, Math.max(1.2, ...measured) * 1.08]
  const x = {
    field: 'size',
    type: 'quantitative',
    scale: { type: 'log', base: 2, domain: [sizes[0] / 1.12, sizes[sizes.length - 1] * 1.25], nice: false },
    axis: { title: `cell size b (${lengthUnit})`, values: sizes, format: '.3~r', labelOverlap: true },
  }
  const y = {
    type: 'quantitative',
    scale: { type: 'log', domain: [bottom, top], nice: false },
    axis: { title: 'transfer: FVU relative to the own predictor', format: '.3~r' },
  }
  const pairs = names.flatMap((from) => names.filter((to) => to !== from).map((to) => ({ from, to })))
  const lines = pairs.map(({ from, to }, i) => ({
    label: `${from} → ${to}`,
    colour: COLOURS[i % COLOURS.length],
    own: `datum.from === ${JSON.stringify(from)} && datum.to === ${JSON.stringify(to)}`,
    last: rows.findLast((row) => row.from === from && row.to === to),
  }))
  const height = (ratio: number) => (Math.log(ratio / bottom) / Math.log(top / bottom)) * HEIGHT
  const ends = lines.flatMap(({ label, colour, last }) =>
    last ? [{ text: label, colour, x: last.size, y: last.ratio, pixels: height(last.ratio) }] : [],
  )
  const tooltip = ['from', 'to', 'size', 'offset', 'ratio', 'low', 'high', 'fvu', 'fvuOwn'].map((field) =>
    field === 'from' || field === 'to' ? { field } : { field, type: 'quantitative', format: '.4~r' },
  )
  return {
    name: 'ratio',
    label: 'by scale',
    spec: {
      $schema: SCHEMA,
      width: 460,
      height: HEIGHT,
      data: { name: 'result' },
      layer: [
        {
          data: { values: [{ low: 1 / margin, high: margin, words: `1 ± ${short(100 * (margin - 1))} %` }] },
          mark: { type: 'rect', opacity: 0.15, color: 'gray' },
          encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' } },
        },
        ...lines.flatMap(({ colour, own }) => [
          {
            transform: [{ filter: own }],
            mark: { type: 'rule', strokeWidth: 1, color: colour, clip: true },
            encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
          },
          {
            transform: [{ filter: own }],
            mark: { type: 'line', strokeWidth: 2, color: colour, point: { size: 45, color: colour } },
            encoding: { x, y: { ...y, field: 'ratio' }, tooltip },
          },
        ]),
        ...endLabels(ends, x, 'size', y),
      ],
      config: { view: { stroke: null } },
    },
  }
}
