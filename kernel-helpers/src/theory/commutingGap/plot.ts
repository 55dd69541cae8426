import type { Plot } from '../analysis.js'
import { endLabels } from '../endLabels.js'
import { short } from '../figures.js'
import { tooltip } from '../tooltip.js'
import type { CommutingGap } from './result.js'

const HEIGHT = 270
const TOLERANCE = 0.1

/** The gap between the FVUs of the two paths, and what the paths' errors share. Their data source is `result`. */
export function commutingGapPlots(result: CommutingGap): Plot[] {
  return [gapPlot(result), correlationPlot(result)]
}

function gapPlot(result: CommutingGap): Plot {
  const { scales } = result
  const x = xAxis(result)
  const means = scales.map(({ mean }) => mean)
  const heights = means.flatMap(({ gap, evolvedFvu, coarsenedFvu }) => [
    gap.value,
    Number.isFinite(gap.high) ? Math.min(gap.high, 1.5 * gap.value) : 0,
    evolvedFvu.value,
    coarsenedFvu.value,
  ])
  const top = 1.08 * Math.max(2 * TOLERANCE, ...heights)
  const y = {
    type: 'quantitative',
    scale: { domain: [0, top], nice: false },
    axis: { title: 'fraction of the variance at 2b' },
  }
  const last = scales[scales.length - 1]
  const lines = [
    { field: 'evolvedFvu', text: 'FVU, evolve first', dash: [6, 3] },
    { field: 'coarsenedFvu', text: 'FVU, average first', dash: [2, 3] },
  ] as const
  const ends = last
    ? [
        { text: 'commuting gap', value: last.mean.gap.value },
        ...lines.map(({ field, text }) => ({ text, value: last.mean[field].value })),
      ].map(({ text, value }) => ({ text, x: last.cellSize, y: value, pixels: (value / top) * HEIGHT }))
    : []
  return {
    name: 'gap',
    label: 'commuting gap',
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      width: 460,
      height: HEIGHT,
      data: { name: 'result' },
      params: [
        {
          name: 'tolerance',
          value: TOLERANCE,
          bind: {
            input: 'range',
            min: 0,
            max: Number(top.toPrecision(2)),
            step: 0.005,
            name: 'tolerated gap',
          },
        },
      ],
      transform: [{ filter: '!isValid(datum.replicate)' }],
      layer: [
        ...result.naturalScales().flatMap((scale) => natural(scale, result.units.lengthUnit)),
        {
          mark: { type: 'rule', strokeDash: [4, 4], strokeWidth: 1, color: 'gray' },
          encoding: { y: { ...y, datum: { expr: 'tolerance' } } },
        },
        ...lines.map(({ field, dash }) => ({
          mark: {
            type: 'line',
            strokeDash: dash,
            strokeWidth: 1.4,
            color: 'gray',
            point: { size: 8, color: 'gray' },
          },
          encoding: { x, y: { ...y, field } },
        })),
        {
          mark: { type: 'rule', strokeWidth: 1, clip: true },
          encoding: { x, y: { ...y, field: 'gapLow' }, y2: { field: 'gapHigh' } },
        },
        { mark: { type: 'line', strokeWidth: 2 }, encoding: { x, y: { ...y, field: 'gap' } } },
        {
          mark: { type: 'point', size: 90, strokeWidth: 1.6, opacity: 1 },
          encoding: { x, y: { ...y, field: 'gap' } },
        },
        {
          mark: { type: 'point', size: 60, filled: true, opacity: 1, tooltip: numbers(result) },
          encoding: {
            x,
            y: { ...y, field: 'gap' },
            // Open where the paths may differ by more than is tolerated.
            fillOpacity: { condition: { test: 'datum.gapHigh < tolerance', value: 1 }, value: 0 },
          },
        },
        ...endLabels(ends, x, 'cellSize', y),
      ],
      config: { view: { stroke: null } },
    },
  }
}

function correlationPlot(result: CommutingGap): Plot {
  const x = xAxis(result)
  const y = {
    type: 'quantitative',
    scale: { domain: [-0.2, 1.02], nice: false },
    axis: { title: "correlation of the paths' errors" },
  }
  return {
    name: 'errorCorrelation',
    label: 'shared error',
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      width: 460,
      height: HEIGHT,
      data: { name: 'result' },
      transform: [{ filter: '!isValid(datum.replicate)' }],
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 1, clip: true },
          encoding: { x, y: { ...y, field: 'errorCorrelationLow' }, y2: { field: 'errorCorrelationHigh' } },
        },
        {
          mark: {
            type: 'line',
            strokeWidth: 2,
            point: { size: 45, filled: true },
            tooltip: numbers(result),
          },
          encoding: { x, y: { ...y, field: 'errorCorrelation' } },
        },
      ],
      config: { view: { stroke: null } },
    },
  }
}

function xAxis({ manifest, units: { lengthUnit, density } }: CommutingGap) {
  const sizes = manifest.spec.chains
    .flatMap((chain) => chain.slice(1).map(({ cellSize }) => cellSize))
    .sort((a, b) => a - b)
  const [lowest, highest] = [sizes[0], sizes[sizes.length - 1]]
  return {
    field: 'cellSize',
    type: 'quantitative',
    scale: {
      type: 'log',
      base: 2,
      // A fifth of the axis is left for the names of the lines.
      domain: [lowest / 1.12, highest * (highest / lowest) ** 0.22 * 1.12],
      nice: false,
    },
    axis: {
      title: `coarse cell size 2b (${lengthUnit})${density === null ? '' : ' · particles per cell beneath'}`,
      values: sizes,
      grid: true,
      format: '.3~r',
      labelOverlap: true,
      ...(density === null
        ? {}
        : {
            labelExpr: `[format(datum.value, '.3~r'), format(${density} * datum.value * datum.value, '.2~r')]`,
          }),
    },
  }
}

function natural(
  { kind, cellSize, low, high }: ReturnType<CommutingGap['naturalScales']>[number],
  unit: string,
) {
  const words = `${kind} ${short(cellSize)} ${unit} [${short(low)}, ${short(high)}]`
  const data = { values: [{ low, high, cellSize, words }] }
  const at = (field: string) => ({ field, type: 'quantitative' })
  return [
    { data, mark: { type: 'rect', opacity: 0.16 }, encoding: { x: at('low'), x2: { field: 'high' } } },
    {
      data,
      mark: { type: 'text', baseline: 'top', fontSize: 11 },
      encoding: { x: at('cellSize'), y: { value: 3 }, text: { field: 'words' } },
    },
  ]
}

function numbers({ units: { lengthUnit, density } }: CommutingGap) {
  return tooltip([
    { field: 'cellSize', title: `2b (${lengthUnit})` },
    ...(density === null ? [] : [{ field: 'particlesPerCell', title: 'particles per cell' }]),
    { field: 'offset', title: 'frames ahead, 2S' },
    { field: 'gap', title: 'commuting gap', as: 'interval' },
    { field: 'evolvedFvu', title: 'FVU, evolve first', as: 'interval' },
    { field: 'coarsenedFvu', title: 'FVU, average first', as: 'interval' },
    { field: 'errorCorrelation', title: 'correlation of errors', as: 'interval' },
  ])
}
