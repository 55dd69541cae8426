import type { Plot } from '../analysis.js'
import { endLabels, type LineEnd } from '../endLabels.js'
import { tooltip } from '../tooltip.js'
import type { ErrorCurve } from './curve.js'
import { naturalScaleLayers, refitLayers, refitSlider } from './refitPlot.js'

const HEIGHT = 270

/** Vega-Lite plots of a curve, one for each quantity. Their data source `result` holds the rows of its table. */
export function errorCurvePlots(curve: ErrorCurve): Plot[] {
  return [
    plot(curve, 'fvu', 'FVU', 'fraction of variance unexplained', true),
    plot(curve, 'skill', 'skill', 'error relative to persistence', false),
    plot(curve, 'rawError', 'raw error', 'mean squared error', false),
  ]
}

function plot(
  curve: ErrorCurve,
  name: 'fvu' | 'skill' | 'rawError',
  label: string,
  title: string,
  baselines: boolean,
): Plot {
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
  const baselineNames = baselines ? (['persistence', 'ridge', 'surrogate'] as const) : []
  const top = highest(curve, name, baselines)
  const y = {
    type: 'quantitative',
    scale: { domain: [0, top], nice: false },
    axis: { title },
  }
  const band = {
    mark: { type: 'area', opacity: 0.22, clip: true },
    encoding: { x, y: { ...y, field: `${name}Low` }, y2: { field: `${name}High` } },
  }
  const intervals = {
    mark: { type: 'rule', strokeWidth: 1, clip: true },
    encoding: { x, y: { ...y, field: `${name}Low` }, y2: { field: `${name}High` } },
  }
  const line = {
    mark: { type: 'line', strokeWidth: 2, point: { size: 45, filled: true }, tooltip: numbers(curve) },
    encoding: { x, y: { ...y, field: name } },
  }
  const scales = curve.naturalScales().filter((scale) => scale.quantity === name)
  return {
    name,
    label,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      width: 460,
      height: HEIGHT,
      data: { name: 'result' },
      ...refitSlider(curve),
      transform: [{ filter: '!isValid(datum.replicate)' }],
      layer: [
        ...scales.flatMap((scale) => naturalScaleLayers(scale, lengthUnit)),
        ...refitLayers(curve, name, x, y),
        {
          transform: [{ filter: '!isValid(datum.refit)' }],
          layer: [
            ...baselineNames.flatMap((field) => baseline(x, y, field)),
            band,
            intervals,
            line,
            ...endLabels(lineEnds(curve, top, [...baselineNames, name]), x, 'cellSize', y),
          ],
        },
      ],
      config: { view: { stroke: null } },
    },
  }
}

const DASHES = { persistence: [2, 3], ridge: [6, 3], surrogate: [10, 4] }

function baseline(x: object, y: object, field: keyof typeof DASHES) {
  return {
    mark: {
      type: 'line',
      strokeDash: DASHES[field],
      strokeWidth: 1.4,
      color: 'gray',
      point: { size: 8, color: 'gray' },
    },
    encoding: { x, y: { ...y, field } },
  }
}

/** The axis holds all lines, and intervals up to half as high again: wider ones run off the top. */
function highest(curve: ErrorCurve, name: 'fvu' | 'skill' | 'rawError', baselines: boolean): number {
  const lines = curve.means.flatMap((row) =>
    baselines ? [row[name], row.ridge, row.persistence, row.surrogate ?? 0] : [row[name]],
  )
  const top = Math.max(...lines)
  const intervals = curve.means.map((row) => row[`${name}High`]).filter(Number.isFinite)
  return lines.length === 0 ? 1 : Math.min(Math.max(top, ...intervals), 1.5 * top) * 1.08
}

type Line = keyof typeof DASHES | 'fvu' | 'skill' | 'rawError'

function lineEnds(curve: ErrorCurve, top: number, lines: readonly Line[]): LineEnd[] {
  const last = curve.means[curve.means.length - 1]
  if (!last || lines.length < 2) return []
  return lines.flatMap((field) => {
    const y = last[field]
    const text = field in DASHES ? field : 'network'
    return y === null ? [] : [{ text, x: last.cellSize, y, pixels: (y / top) * HEIGHT }]
  })
}

function numbers({ units: { lengthUnit, density }, means }: ErrorCurve) {
  return tooltip([
    { field: 'cellSize', title: `b (${lengthUnit})` },
    ...(density === null ? [] : [{ field: 'particlesPerCell', title: 'particles per cell' }]),
    { field: 'offset', title: 'frames ahead' },
    { field: 'fvu', title: 'FVU', as: 'interval' },
    { field: 'skill', title: 'skill', as: 'interval' },
    { field: 'rawError', title: 'raw error', as: 'interval' },
    { field: 'ridge', title: 'FVU of ridge' },
    { field: 'persistence', title: 'FVU of persistence' },
    ...(means.some(({ surrogate }) => surrogate !== null)
      ? [{ field: 'surrogate', title: 'FVU of surrogates', as: 'interval' as const }]
      : []),
  ])
}
