import { short } from '../figures.js'
import type { NaturalScale } from '../naturalScales/naturalScales.js'
import type { ErrorCurve } from './curve.js'
import type { MeasuredQuantity } from './curveRows.js'

const OF_REFITS = 'isValid(datum.refit)'

/** Bands of a natural scale, light for the hull of all intervals and dark for the statistical one, with its name. */
export function naturalScaleLayers(scale: NaturalScale, lengthUnit: string): object[] {
  const { cellSize, low, high, statistical, particlesPerCell, particlesLow, particlesHigh, kind } = scale
  const words = [
    `${kind} ${short(cellSize)} ${lengthUnit} [${short(low)}, ${short(high)}]`,
    ...(particlesPerCell === null
      ? []
      : [
          `${short(particlesPerCell)} [${short(particlesLow!)}, ${short(particlesHigh!)}] particles per cell`,
        ]),
  ]
  const data = {
    values: [{ low, high, cellSize, words, surely: statistical.low, atMost: statistical.high }],
  }
  const at = (field: string) => ({ field, type: 'quantitative' })
  const band = (from: string, to: string, opacity: number) => ({
    data,
    mark: { type: 'rect', opacity },
    encoding: { x: at(from), x2: { field: to } },
  })
  return [
    band('low', 'high', 0.1),
    band('surely', 'atMost', 0.22),
    {
      data,
      mark: { type: 'text', baseline: 'top', fontSize: 11, lineHeight: 13 },
      encoding: { x: at('cellSize'), y: { value: 3 }, text: { field: 'words' } },
    },
  ]
}

/** Names of the refits that have anything to show, in the order of the slider. */
function shown(curve: ErrorCurve): string[] {
  return curve.refits
    .filter(({ scales }) => scales.some((scale) => scale.complete))
    .map(({ variation }) => variation.name)
}

/** A slider that brings out one refit after another; none as long as there is no refit. */
export function refitSlider(curve: ErrorCurve): object {
  const { length } = shown(curve)
  if (length === 0) return {}
  const bind = { input: 'range', min: 0, max: length, step: 1, name: 'refit brought out ' }
  return { params: [{ name: 'refit', value: 0, bind }] }
}

/** The curve measured again in other ways: faint, but for the one that the slider brings out, with its name. */
export function refitLayers(curve: ErrorCurve, name: MeasuredQuantity, x: object, y: object): object[] {
  const names = shown(curve)
  if (names.length === 0) return []
  const chosen = { test: `indexof(${JSON.stringify(names)}, datum.refit) === refit - 1`, value: 0.95 }
  const encoding = {
    x,
    y: { ...y, field: name },
    detail: { field: 'refit', type: 'nominal' },
    opacity: { condition: chosen, value: 0.25 },
  }
  const last = { sort: [{ field: 'cellSize', order: 'ascending' }], groupby: ['refit'] }
  return [
    {
      transform: [{ filter: OF_REFITS }],
      mark: { type: 'line', strokeWidth: 1.2, clip: true, color: 'gray', point: { size: 10, color: 'gray' } },
      encoding,
    },
    {
      transform: [
        { filter: OF_REFITS },
        { window: [{ op: 'last_value', field: 'cellSize', as: 'end' }], frame: [null, null], ...last },
        { filter: 'datum.cellSize === datum.end' },
      ],
      mark: { type: 'text', align: 'right', dy: -7, fontSize: 10, color: 'gray' },
      encoding: {
        ...encoding,
        text: { field: 'refit', type: 'nominal' },
        opacity: { condition: chosen, value: 0 },
      },
    },
  ]
}
