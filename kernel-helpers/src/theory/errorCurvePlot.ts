import type { TopLevelSpec } from '../protocol/index.js'
import { type ErrorCurve, short } from './curve.js'

export interface PlotOfQuantity {
  readonly name: string
  readonly label: string
  readonly spec: TopLevelSpec
}

/** Vega-Lite plots of a curve, one for each quantity. Their data source `curve` holds the rows of means. */
export function errorCurvePlots(curve: ErrorCurve): PlotOfQuantity[] {
  return [
    plot(curve, 'fvu', 'FVU', 'fraction of variance unexplained', true),
    plot(curve, 'skill', 'skill', 'error relative to persistence', false),
    plot(curve, 'rawError', 'raw error', 'mean squared error', false),
  ]
}

/** The same plot with the data inside, for pages without widgets. */
export function withData(spec: TopLevelSpec, curve: ErrorCurve): TopLevelSpec {
  return { ...spec, data: { name: 'curve', values: curve.means } }
}

function plot(
  curve: ErrorCurve,
  name: 'fvu' | 'skill' | 'rawError',
  label: string,
  title: string,
  baselines: boolean,
): PlotOfQuantity {
  const { lengthUnit, density } = curve.units
  const sizes = curve.manifest.spec.scales.map((scale) => scale.cellSize)
  const x = {
    field: 'cellSize',
    type: 'quantitative',
    scale: {
      type: 'log',
      base: 2,
      domain: [Math.min(...sizes) / 1.12, Math.max(...sizes) * 1.25],
      nice: false,
    },
    axis: {
      title: `cell size b (${lengthUnit})${density === null ? '' : ' · particles per cell beneath'}`,
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
  const y = { type: 'quantitative', scale: { zero: true, nice: true }, axis: { title } }
  const band = {
    mark: { type: 'area', opacity: 0.22 },
    encoding: { x, y: { ...y, field: `${name}Low` }, y2: { field: `${name}High` } },
  }
  const intervals = {
    mark: { type: 'rule', strokeWidth: 1.5 },
    encoding: { x, y: { ...y, field: `${name}Low` }, y2: { field: `${name}High` } },
  }
  const line = {
    mark: { type: 'line', strokeWidth: 2, point: { size: 45, filled: true } },
    encoding: { x, y: { ...y, field: name }, tooltip: tooltip(curve) },
  }
  const scales = curve.naturalScales().filter((scale) => scale.quantity === name)
  return {
    name,
    label,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      width: 460,
      height: 270,
      data: { name: 'curve' },
      layer: [
        ...scales.flatMap((scale) => natural(scale, lengthUnit)),
        ...(baselines
          ? [
              ...baseline(x, y, 'persistence', [2, 3]),
              ...baseline(x, y, 'ridge', [6, 3]),
              ...(curve.manifest.spec.surrogates > 0 ? baseline(x, y, 'surrogate', [10, 4]) : []),
            ]
          : []),
        band,
        intervals,
        line,
        ...(baselines ? [endLabel(x, y, name, 'network', 10)] : []),
      ],
      config: { view: { stroke: null } },
    },
  }
}

function baseline(x: object, y: object, field: string, dash: number[]) {
  return [
    {
      mark: {
        type: 'line',
        strokeDash: dash,
        strokeWidth: 1.4,
        color: 'gray',
        point: { size: 8, color: 'gray' },
      },
      encoding: { x, y: { ...y, field } },
    },
    endLabel(x, y, field, field, -8),
  ]
}

/** Names a line at its last point, in place of a legend. */
function endLabel(x: object, y: object, field: string, text: string, dy: number) {
  return {
    transform: [
      { filter: `isValid(datum.${field})` },
      { window: [{ op: 'rank', as: 'place' }], sort: [{ field: 'cellSize', order: 'descending' }] },
      { filter: 'datum.place === 1' },
    ],
    mark: { type: 'text', align: 'left', dx: 6, dy: dy / 3, fontSize: 10, clip: false },
    encoding: { x, y: { ...y, field }, text: { value: text } },
  }
}

function natural(
  scale: { cellSize: number; low: number; high: number; particlesPerCell: number | null; kind: string },
  lengthUnit: string,
) {
  const { cellSize, low, high, particlesPerCell, kind } = scale
  const words = [
    `${kind} ${short(cellSize)} ${lengthUnit} [${short(low)}, ${short(high)}]`,
    ...(particlesPerCell === null ? [] : [`${short(particlesPerCell)} particles per cell`]),
  ]
  const data = { values: [{ low, high, cellSize, words }] }
  const at = (field: string) => ({ field, type: 'quantitative' })
  return [
    { data, mark: { type: 'rect', opacity: 0.16 }, encoding: { x: at('low'), x2: { field: 'high' } } },
    {
      data,
      mark: { type: 'text', baseline: 'top', fontSize: 11, lineHeight: 13 },
      encoding: { x: at('cellSize'), y: { value: 3 }, text: { field: 'words' } },
    },
  ]
}

function tooltip(curve: ErrorCurve) {
  const field = (name: string, title: string) => ({
    field: name,
    type: 'quantitative',
    title,
    format: '.3~r',
  })
  return [
    field('cellSize', `cell size (${curve.units.lengthUnit})`),
    ...(curve.units.density === null ? [] : [field('particlesPerCell', 'particles per cell')]),
    field('offset', 'time offset (frames)'),
    field('fvu', 'FVU'),
    field('fvuLow', 'FVU, low'),
    field('fvuHigh', 'FVU, high'),
    field('skill', 'skill'),
    field('rawError', 'raw error'),
    field('ridge', 'FVU of ridge'),
    field('persistence', 'FVU of persistence'),
  ]
}
