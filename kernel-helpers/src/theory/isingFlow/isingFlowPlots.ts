import type { Plot } from '../analysis.js'
import { exponentPlot } from './exponentPlot.js'
import type { IsingFlow } from './isingFlowResult.js'
import { ALONE, converged } from './isingFlowRows.js'
import { CRITICAL_TEMPERATURE } from './isingFlowSpec.js'
import { CONFIG, figure, interval, quantitative, SCHEMA, SIZE } from './plotParts.js'

/** Vega-Lite plots of a flow. Their data source `result` holds the rows of its table. */
export function isingFlowPlots(flow: IsingFlow): Plot[] {
  const plots = [flowPlot(flow), mapPlot(flow)]
  if (flow.exponents.length === 0) return plots
  return [
    ...plots,
    exponentPlot(flow, 'y_T', 'even operators', 'y_T = 1/ν'),
    exponentPlot(flow, 'y_h', 'odd operators', 'y_h = (4 − η)/2'),
  ]
}

/** A slider of the temperature, and what marks the rows of the nearest one that was measured. */
function temperatureSlider({ manifest, subject }: IsingFlow) {
  const { temperatures } = manifest.spec
  const { temperature } = subject.parameters
  const [min, max] = [Math.min(...temperatures), Math.max(...temperatures)]
  return {
    parameter: {
      name: 'T',
      value: Math.min(max, Math.max(min, Number(temperature.toFixed(2)))),
      bind: { input: 'range', min, max, step: 0.01, name: 'temperature T ' },
    },
    nearest: [
      { calculate: 'abs(datum.temperature - T)', as: 'away' },
      { joinaggregate: [{ op: 'min', field: 'away', as: 'least' }] },
      { calculate: 'datum.away === datum.least', as: 'chosen' },
    ],
  }
}

const chosen = { filter: 'datum.chosen' }

function flowPlot(flow: IsingFlow): Plot {
  const { blocks } = flow.manifest.spec
  const rules = [...new Set(flow.couplings.map(({ rule }) => rule))]
  const { parameter, nearest } = temperatureSlider(flow)
  const alone = flow.couplings.filter(({ coupling }) => coupling === ALONE)
  const x = quantitative('block', {
    scale: { type: 'log', base: 2, domain: [blocks[0] / 1.1, blocks[blocks.length - 1] * 1.9], nice: false },
    axis: { title: 'block b (spins along a side)', values: blocks, grid: false },
  })
  const y = { scale: { domain: [0, 1.1 * Math.max(0.5, ...alone.map(({ value }) => value))], nice: false } }
  const title = { axis: { title: 'nearest-neighbour coupling K of the blocks' } }
  const ordered = flow.subject.parameters.dimensions === 2 ? CRITICAL_TEMPERATURE : 0
  const colour = {
    condition: { test: `datum.temperature < ${ordered - 1e-9}`, value: '#4c78a8' },
    value: '#f58518',
  }
  const value = quantitative('value', { ...y, ...title })
  return {
    name: 'flow',
    label: 'coupling by scale',
    spec: {
      $schema: SCHEMA,
      ...SIZE,
      data: { name: 'result' },
      params: [
        parameter,
        ...(rules.length > 1
          ? [{ name: 'rule', value: rules[0], bind: { input: 'radio', options: rules, name: 'blocks ' } }]
          : []),
      ],
      transform: [
        {
          filter: `datum.part === 'coupling' && datum.quantity === '${ALONE}'${rules.length > 1 ? ' && datum.series === rule' : ''}`,
        },
        ...nearest,
      ],
      layer: [
        {
          mark: { type: 'line', strokeWidth: 1, opacity: 0.45, point: { size: 14 } },
          encoding: { x, y: value, color: colour, detail: { field: 'temperature' }, tooltip: tooltip },
        },
        {
          transform: [chosen],
          mark: { type: 'line', strokeWidth: 3, point: { size: 60, filled: true } },
          encoding: { x, y: value, color: colour, tooltip: tooltip },
        },
        {
          transform: [chosen],
          mark: { type: 'rule', strokeWidth: 1.5 },
          encoding: { x, y: quantitative('low', y), y2: { field: 'high' }, color: colour },
        },
        {
          transform: [
            chosen,
            { filter: `datum.block === ${blocks[blocks.length - 1]}` },
            { calculate: "'T = ' + format(datum.temperature, '.4~r')", as: 'words' },
          ],
          mark: { type: 'text', align: 'left', dx: 8, fontSize: 11 },
          encoding: { x, y: value, text: { field: 'words' } },
        },
      ],
      config: CONFIG,
    },
  }
}

function mapPlot(flow: IsingFlow): Plot {
  const { parameter, nearest } = temperatureSlider(flow)
  const chain = flow.subject.parameters.dimensions === 1
  const ends = flow.map.flatMap(({ from, to }) => [from.value, to.value])
  const top = Math.max(0.6, ...ends) * 1.06
  const axis = { scale: { domain: [0, top], nice: false } }
  const x = quantitative('x', { ...axis, axis: { title: 'K of the blocks' } })
  const y = quantitative('value', { ...axis, axis: { title: 'K′ of blocks twice as wide' } })
  const of = (part: string) => ({ filter: `datum.part === '${part}'` })
  const measuredMap = [of('map'), ...nearest]
  const theory = {
    field: 'series',
    legend: { title: null, orient: 'top', columns: 1, labelLimit: 300 },
    scale: {
      domain: flow.theories.map(({ name }) => name),
      range: [
        [2, 2],
        [1, 0],
        [7, 3],
      ],
    },
  }
  const from = {
    field: 'block',
    type: 'ordinal',
    legend: { title: 'measured, from b', orient: 'top' },
    scale: { scheme: 'tableau10' },
  }
  return {
    name: 'map',
    label: 'coupling to coupling',
    spec: {
      $schema: SCHEMA,
      width: SIZE.width,
      height: SIZE.width * 0.8,
      data: { name: 'result' },
      params: [parameter],
      layer: [
        {
          data: {
            values: [
              { x: 0, value: 0 },
              { x: top, value: top },
            ],
          },
          mark: { type: 'line', strokeWidth: 1, color: 'gray', strokeDash: [2, 3] },
          encoding: { x, y },
        },
        {
          transform: [of('theory')],
          mark: { type: 'line', strokeWidth: 1.6, color: 'gray', clip: true },
          encoding: { x, y, strokeDash: theory },
        },
        ...tangent(flow, x, y),
        {
          transform: measuredMap,
          mark: { type: 'rule', strokeWidth: 1.4, clip: true },
          encoding: { x, y: quantitative('low', axis), y2: { field: 'high' }, color: from },
        },
        {
          transform: measuredMap,
          mark: { type: 'rule', strokeWidth: 1.4, clip: true },
          encoding: { x: quantitative('xLow', axis), x2: { field: 'xHigh' }, y, color: from },
        },
        {
          transform: measuredMap,
          mark: { type: 'point', filled: true, size: 28, clip: true },
          encoding: { x, y, color: from, tooltip: mapTooltip },
        },
        {
          transform: [...measuredMap, chosen],
          mark: { type: 'point', size: 150, strokeWidth: 2, color: 'gray', clip: true },
          encoding: { x, y },
        },
        ...(chain
          ? []
          : [
              {
                transform: [
                  { filter: "datum.part === 'fixed point' && datum.quantity === 'coupling'" },
                  { calculate: 'datum.value', as: 'x' },
                ],
                mark: { type: 'point', shape: 'diamond', size: 90, strokeWidth: 1.6, color: 'gray' },
                encoding: {
                  x,
                  y,
                  tooltip: [
                    { field: 'series', title: 'fixed point' },
                    quantitative('value', { title: 'K*' }),
                  ],
                },
              },
            ]),
      ],
      config: CONFIG,
    },
  }
}

/** The slope of the flow at its fixed point, 2^y_T, by the Monte Carlo renormalization group. */
function tangent({ fixedPoints, exponents }: IsingFlow, x: object, y: object): object[] {
  const thermal = converged(exponents, 'even')
  const point = fixedPoints
    .filter(({ map, quantity }) => map.startsWith('measured') && quantity === 'coupling')
    .at(-1)
  if (!thermal || !point) return []
  const slope = 2 ** thermal.value
  const values = [-0.1, 0.1].map((dx) => ({
    x: point.value + dx,
    value: point.value + slope * dx,
    words: 'slope of all operators',
  }))
  return [
    {
      data: { values },
      mark: { type: 'line', strokeWidth: 2, color: '#e45756', clip: true },
      encoding: { x, y },
    },
    {
      data: { values: values.slice(1) },
      mark: { type: 'text', align: 'left', dx: 6, fontSize: 11, color: '#e45756', clip: true },
      encoding: { x, y, text: { field: 'words' } },
    },
  ]
}

const tooltip = [figure('temperature', 'T'), figure('block', 'b'), figure('value', 'K'), ...interval]
const mapTooltip = [
  figure('temperature', 'T'),
  figure('block', 'b'),
  figure('x', 'K'),
  figure('value', 'K′'),
  ...interval,
]
