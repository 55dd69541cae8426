import type { Plot } from '../analysis.js'
import { endLabels } from '../endLabels.js'
import type { PredictorInputs } from './result.js'
import type { InputsRow } from './rows.js'
import { defaultKey } from './variants.js'

const HEIGHT = 280
/** Tableau's colours. */
const COLOURS = [
  '#8a8583',
  '#4c78a8',
  '#72b7b2',
  '#54a24b',
  '#b79a20',
  '#9d755d',
  '#f58518',
  '#e45756',
  '#b279a2',
]

interface Line {
  readonly variant: string
  readonly colour: string
}

/** Vega-Lite plots whose data source `result` holds the rows of the table. */
export function inputsPlots(found: PredictorInputs): Plot[] {
  const lines = found.variants.map(({ label, key }, i) => ({
    variant: label,
    key,
    colour: COLOURS[i % COLOURS.length],
  }))
  const others = lines.filter(({ key }) => key !== defaultKey(found.manifest.spec))
  const standard = lines.find((line) => !others.includes(line))
  return [
    byScale(found, {
      ...{ name: 'fvu', label: 'FVU', quantity: 'fvu', field: 'value', lines },
      title: 'fraction of variance unexplained',
    }),
    byScale(found, {
      ...{ name: 'change', label: 'ratio', quantity: 'fvu', field: 'change', lines: others, reference: 1 },
      title: `error relative to ${standard?.variant ?? 'the default'}`,
    }),
    atOneScale(found, lines),
    byScale(found, {
      ...{ name: 'information', label: 'predictive information', quantity: 'information', field: 'value' },
      lines: [
        { variant: 'block averages', colour: COLOURS[0] },
        { variant: 'learned classes', colour: COLOURS[6] },
      ],
      title: 'predictive information (bits per cell)',
    }),
  ]
}

interface ByScale {
  readonly name: string
  readonly label: string
  readonly quantity: InputsRow['quantity']
  readonly field: 'value' | 'change'
  readonly lines: readonly Line[]
  readonly title: string
  /** What a horizontal line marks. */
  readonly reference?: number
}

function byScale(
  found: PredictorInputs,
  { name, label, quantity, field, lines, title, reference }: ByScale,
): Plot {
  const rows = found.rows.filter((row) => row.quantity === quantity && row[field])
  const values = rows.flatMap((row) => [row[field]!.value, Math.min(row[field]!.high, 2 * row[field]!.value)])
  const finite = [...values.filter(Number.isFinite), reference ?? 0]
  const top = finite.length > 1 ? 1.06 * Math.max(...finite) : 1
  const sizes = [...new Set(found.rows.map((row) => row.cellSize))]
  const x = {
    field: 'cellSize',
    type: 'quantitative',
    scale: { type: 'log', base: 2, nice: false, ...domainOf(sizes) },
    axis: { title: `cell size b (${found.lengthUnit})`, values: sizes, format: '.3~r', labelOverlap: true },
  }
  const y = { type: 'quantitative', scale: { domain: [0, top], nice: false }, axis: { title } }
  const color = {
    field: 'variant',
    type: 'nominal',
    scale: { domain: lines.map((line) => line.variant), range: lines.map((line) => line.colour) },
    legend: null,
  }
  const ends = lines.flatMap(({ variant, colour }) => {
    const last = rows.filter((row) => row.variant === variant).at(-1)
    if (!last) return []
    const { value } = last[field]!
    return [{ text: variant, colour, x: last.cellSize, y: value, pixels: (value / top) * HEIGHT }]
  })
  return {
    name,
    label,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      width: 440,
      height: HEIGHT,
      data: { name: 'result' },
      transform: [{ filter: `datum.quantity === '${quantity}' && isValid(datum.${field})` }],
      layer: [
        ...(reference === undefined
          ? []
          : [
              {
                data: { values: [{ at: reference }] },
                mark: { type: 'rule', strokeDash: [4, 3], color: 'gray' },
                encoding: { y: { ...y, field: 'at' } },
              },
            ]),
        {
          mark: { type: 'rule', opacity: 0.5, clip: true },
          encoding: { x, color, y: { ...y, field: `${field}Low` }, y2: { field: `${field}High` } },
        },
        {
          mark: { type: 'line', strokeWidth: 2, point: { size: 40 } },
          encoding: { x, color, y: { ...y, field }, tooltip: tooltip(field) },
        },
        ...endLabels(ends, x, 'cellSize', y),
      ],
      config: { view: { stroke: null } },
    },
  }
}

/** The errors of all variants at one cell size, which a slider chooses. */
function atOneScale(found: PredictorInputs, lines: readonly Line[]): Plot {
  const last = Math.max(0, found.manifest.spec.scales.length - 1)
  const y = {
    field: 'variant',
    type: 'nominal',
    sort: lines.map((line) => line.variant),
    axis: { title: null, labelLimit: 260 },
  }
  const x = {
    type: 'quantitative',
    scale: { domainMin: 0 },
    axis: { title: 'fraction of variance unexplained' },
  }
  const color = {
    field: 'variant',
    type: 'nominal',
    scale: { domain: lines.map((line) => line.variant), range: lines.map((line) => line.colour) },
    legend: null,
  }
  return {
    name: 'cell-size',
    label: 'at one cell size',
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      width: 360,
      height: { step: 24 },
      data: { name: 'result' },
      params: [
        {
          name: 'chosen',
          value: Math.floor(last / 2),
          bind: { input: 'range', min: 0, max: last, step: 1, name: 'cell size, from the smallest ' },
        },
      ],
      transform: [{ filter: "datum.quantity === 'fvu' && datum.scale === chosen" }],
      layer: [
        {
          mark: { type: 'bar', opacity: 0.7 },
          encoding: { x: { ...x, field: 'value' }, y, color, tooltip: tooltip('value') },
        },
        {
          mark: { type: 'rule' },
          encoding: { x: { ...x, field: 'valueLow' }, x2: { field: 'valueHigh' }, y },
        },
        {
          transform: [
            { aggregate: [{ op: 'min', field: 'cellSize', as: 'size' }], groupby: [] },
            { calculate: `'b = ' + format(datum.size, '.3~r') + ' ${found.lengthUnit}'`, as: 'words' },
          ],
          mark: { type: 'text', align: 'right', baseline: 'bottom', fontSize: 12 },
          encoding: { x: { value: 360 }, y: { value: -4 }, text: { field: 'words' } },
        },
      ],
      config: { view: { stroke: null } },
    },
  }
}

function domainOf(sizes: readonly number[]): object {
  return sizes.length === 0 ? {} : { domain: [Math.min(...sizes) / 1.12, Math.max(...sizes) * 1.12] }
}

function tooltip(field: 'value' | 'change') {
  const number = (name: string, title: string) => ({
    field: name,
    type: 'quantitative',
    title,
    format: '.3~r',
  })
  return [
    { field: 'variant', title: 'seen' },
    number('cellSize', 'cell size'),
    number(field, field === 'value' ? 'value' : 'ratio'),
    number(`${field}Low`, 'low'),
    number(`${field}High`, 'high'),
  ]
}
