import type { Plot } from '../analysis.js'
import { endLabels } from '../endLabels.js'
import type { Push } from './pushResult.js'
import { QUANTITIES } from './pushRows.js'

const HEIGHT = 280
const WIDTH = 460
const SCHEMA = 'https://vega.github.io/schema/vega-lite/v5.json'
const ACCENT = '#f58518'
const QUIET = '#8a97a8'
const COLOURS = ['#4c78a8', '#f58518', '#54a24b', '#e45756', '#72b7b2', '#b279a2', '#9d755d']

/** Plots of a push. Their data source `result` holds the rows of its table. */
export function pushPlots(push: Push): Plot[] {
  return [
    byScale(push, 'transfer', QUANTITIES.transfer, "lost by the reference's predictors (%)"),
    byScale(push, 'applied', QUANTITIES.applied, "change of the reference's predictors' FVU (%)"),
    responses(push),
    observables(push),
  ].filter((plot) => plot !== undefined)
}

function cellSizes({ manifest, lengthUnit }: Push) {
  const sizes = manifest.spec.cellSizes
  return {
    field: 'cellSize',
    type: 'quantitative',
    scale: { type: 'log', base: 2, domain: [sizes[0] / 1.12, sizes[sizes.length - 1] * 1.25], nice: false },
    axis: { title: `cell size b (${lengthUnit})`, values: [...sizes], format: '.3~r', labelOverlap: true },
  }
}

/** One line for each value of the dial; a slider picks the one that stands out. */
function byScale(push: Push, name: string, quantity: string, title: string): Plot {
  const rows = push.rows.filter((row) => row.quantity === quantity && row.kind !== 'response')
  const settings = [...new Map(rows.map(({ value, setting }) => [value, setting]))].sort(
    ([a], [b]) => Number(a) - Number(b),
  )
  const x = cellSizes(push)
  const bounds = rows.flatMap(({ amount, low, high }) => [
    amount,
    Math.max(low ?? 0, -1),
    Math.min(high ?? 0, 1.5 * Math.abs(amount) + 0.1),
  ])
  const [bottom, top] = [100 * Math.min(-0.03, ...bounds) - 1, 100 * Math.max(0.06, ...bounds) + 1]
  const y = {
    type: 'quantitative',
    scale: { domain: [bottom, top], nice: false },
    axis: { title },
  }
  const margin = 100 * (push.manifest.spec.margin - 1)
  const chosen = `datum.place === chosen`
  const colour = { condition: { test: chosen, value: ACCENT }, value: QUIET }
  const ends = settings.flatMap(([value, text]) => {
    const last = rows.filter((row) => row.value === value).at(-1)
    if (!last?.cellSize) return []
    const percent = 100 * last.amount
    return [{ text, x: last.cellSize, y: percent, pixels: ((percent - bottom) / (top - bottom)) * HEIGHT }]
  })
  const places = settings.map(([value]) => value)
  return {
    name,
    label: name === 'transfer' ? 'transfer' : 'applied',
    spec: {
      $schema: SCHEMA,
      width: WIDTH,
      height: HEIGHT,
      params: [
        {
          name: 'chosen',
          value: 0,
          bind: {
            input: 'range',
            min: 0,
            max: Math.max(0, places.length - 1),
            step: 1,
            name: 'value of the dial ',
          },
        },
      ],
      data: { name: 'result' },
      transform: [
        { filter: `datum.quantity === ${JSON.stringify(quantity)} && datum.kind !== 'response'` },
        { calculate: `indexof(${JSON.stringify(places)}, datum.value)`, as: 'place' },
        { calculate: '100 * datum.amount', as: 'percent' },
        { calculate: 'isValid(datum.low) ? 100 * datum.low : 100 * datum.amount', as: 'from' },
        { calculate: 'isValid(datum.high) ? 100 * datum.high : 100 * datum.amount', as: 'to' },
      ],
      layer: [
        {
          data: { values: [{ from: -margin, to: margin }] },
          mark: { type: 'rect', opacity: 0.15, color: 'gray' },
          encoding: { y: { ...y, field: 'from' }, y2: { field: 'to' } },
        },
        {
          mark: { type: 'rule', clip: true },
          encoding: { x, y: { ...y, field: 'from' }, y2: { field: 'to' }, color: colour },
        },
        {
          mark: { type: 'line', strokeWidth: 2 },
          encoding: {
            x,
            y: { ...y, field: 'percent' },
            detail: [{ field: 'place' }, { field: 'kind' }],
            color: colour,
            strokeDash: { condition: { test: "datum.kind === 'probe'", value: [4, 3] }, value: [1, 0] },
          },
        },
        {
          mark: { type: 'point', size: 40, filled: true, opacity: 1 },
          encoding: {
            x,
            y: { ...y, field: 'percent' },
            color: colour,
            tooltip: [
              { field: 'setting', title: 'dial' },
              ...['cellSize', 'percent', 'from', 'to'].map((field) => ({
                field,
                type: 'quantitative',
                format: '.3~r',
              })),
            ],
          },
        },
        ...endLabels(ends, x, 'cellSize', y),
      ],
      config: { view: { stroke: null } },
    },
  }
}

/** d ln quantity / d ln dial by cell size. */
function responses(push: Push): Plot | undefined {
  const rows = push.rows.filter((row) => row.kind === 'response')
  if (rows.length === 0) return undefined
  const x = cellSizes(push)
  const bounds = rows.flatMap(({ amount, low, high }) => [amount, low!, high!]).filter(Number.isFinite)
  const [bottom, top] = [Math.min(-0.1, ...bounds), Math.max(0.1, ...bounds)]
  const { symbol } = push.chosen.system.parameters[push.dial]
  const y = {
    type: 'quantitative',
    scale: { domain: [bottom, top], nice: true },
    axis: { title: `response d ln q / d ln ${symbol}` },
  }
  const quantities = [...new Set(rows.map(({ quantity }) => quantity))]
  const lines = quantities.map((quantity, i) => ({ quantity, colour: COLOURS[i % COLOURS.length] }))
  const ends = lines.flatMap(({ quantity: text, colour }) => {
    const last = rows.filter((row) => row.quantity === text).at(-1)
    if (!last?.cellSize) return []
    return [
      {
        text,
        colour,
        x: last.cellSize,
        y: last.amount,
        pixels: ((last.amount - bottom) / (top - bottom)) * HEIGHT,
      },
    ]
  })
  return {
    name: 'response',
    label: 'response',
    spec: {
      $schema: SCHEMA,
      width: WIDTH,
      height: HEIGHT,
      data: { name: 'result' },
      layer: [
        {
          data: { values: [{ zero: 0 }] },
          mark: { type: 'rule', color: 'gray' },
          encoding: { y: { ...y, field: 'zero' } },
        },
        ...lines.flatMap(({ quantity, colour }) => {
          const own = [
            { filter: `datum.kind === 'response' && datum.quantity === ${JSON.stringify(quantity)}` },
          ]
          return [
            {
              transform: own,
              mark: { type: 'rule', color: colour, clip: true },
              encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
            },
            {
              transform: own,
              mark: { type: 'line', strokeWidth: 2, color: colour, point: { size: 40, color: colour } },
              encoding: { x, y: { ...y, field: 'amount' } },
            },
          ]
        }),
        ...endLabels(ends, x, 'cellSize', y),
      ],
      config: { view: { stroke: null } },
    },
  }
}

/** Changes of what doesn't depend on the cell size. */
function observables(push: Push): Plot | undefined {
  const rows = push.rows.filter((row) => row.cellSize === null)
  if (rows.length === 0) return undefined
  const settings = [...new Set(rows.map(({ setting }) => setting))]
  const quantity = { field: 'quantity', type: 'nominal', title: null, axis: { labelLimit: 160 } }
  const percent = { type: 'quantitative', axis: { title: `change from ${push.settings[0].name} (%)` } }
  return {
    name: 'observables',
    label: 'observables',
    spec: {
      $schema: SCHEMA,
      width: WIDTH,
      height: Math.max(80, 26 * settings.length * new Set(rows.map((row) => row.quantity)).size),
      data: { name: 'result' },
      transform: [
        { filter: "!isValid(datum.cellSize) && datum.kind === 'change'" },
        { calculate: '100 * datum.amount', as: 'percent' },
        { calculate: '100 * datum.low', as: 'from' },
        { calculate: '100 * datum.high', as: 'to' },
      ],
      encoding: { y: quantity, yOffset: { field: 'setting', sort: settings } },
      layer: [
        { mark: 'rule', encoding: { x: { ...percent, field: 'from' }, x2: { field: 'to' } } },
        {
          mark: { type: 'point', filled: true, size: 40 },
          encoding: {
            x: { ...percent, field: 'percent' },
            tooltip: [{ field: 'setting' }, { field: 'quantity' }, { field: 'percent', format: '.3~r' }],
          },
        },
        {
          mark: { type: 'text', align: 'left', dx: 6, dy: -6, fontSize: 10 },
          encoding: { x: { ...percent, field: 'percent' }, text: { field: 'setting' } },
        },
      ],
      config: { view: { stroke: null } },
    },
  }
}
