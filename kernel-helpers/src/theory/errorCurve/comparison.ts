import { Float64, Int32, Table, Utf8, vectorFromArray } from 'apache-arrow'
import { type ResultDescription, SCHEMA_VERSION } from '../../protocol/index.js'
import type { Manifest } from '../../run/manifest.js'
import type { CommutingGap } from '../commutingGap/result.js'
import { type ComparedQuantity, comparisonPlots } from './comparisonPlot.js'
import type { ErrorCurve } from './curve.js'
import { curveNames } from './curveNames.js'

/** A point of one of the curves; what was not measured there is null. */
export type ComparedPoint = {
  readonly curve: string
  /** SHA-256 of the curve's recordings, parted by spaces. */
  readonly recordings: string
  readonly cellSize: number
  /** Cell size in units of the curve's finest one. */
  readonly scale: number
  readonly offset: number
} & { readonly [Name in `${ComparedQuantity}${'' | 'Low' | 'High'}`]: number | null }

/** Curves of several systems, and the commuting gaps of the same recordings, over one axis. */
export interface Comparison {
  readonly description: ResultDescription
  readonly table: Table
}

/** @throws RangeError naming a commuting gap of other recordings than the curves, or if no curve has a measured scale */
export function compare(curves: readonly ErrorCurve[], gaps: readonly CommutingGap[] = []): Comparison {
  const measured = curves.filter((curve) => curve.means.length > 0)
  if (measured.length === 0)
    throw new RangeError('curves: none has a measured cell size, expected at least one')
  const names = curveNames(measured)
  const points = measured.flatMap((curve, i) => curvePoints(curve, names[i]))
  const verdicts = measured.map(({ verdict }, i) => `${names[i]}: ${verdict}`)
  for (const gap of gaps) {
    const of = measured.findIndex((curve) => recordingsOf(curve.manifest) === recordingsOf(gap.manifest))
    if (of < 0)
      throw new RangeError(
        `gaps: that of ${gap.title} is of other recordings, expected those of one of the curves`,
      )
    points.push(...gapPoints(gap, names[of], measured[of].means[0].cellSize))
    verdicts.push(`${names[of]}: ${gap.verdict}`)
  }
  const found = [...measured, ...gaps]
  const titles = new Set(measured.map(({ title }) => title))
  const units = new Set(measured.map(({ units: { lengthUnit } }) => lengthUnit))
  const [unit] = units
  return {
    table: tableOf(points),
    description: {
      schema_version: SCHEMA_VERSION,
      title: `Prediction error by scale: ${titles.size === 1 ? measured[0].title : `${measured.length} curves`}`,
      verdict: verdicts.join('\n'),
      caption: `manifests ${found.map(({ manifest }) => manifest.id.slice(0, 8)).join(', ')}`,
      plots: comparisonPlots(points, names, units.size === 1 ? unit : null),
      recordings: [...new Set(measured.flatMap(({ manifest }) => manifest.inputs.map((one) => one.sha256)))],
      manifest: null,
    },
  }
}

function recordingsOf({ inputs }: Manifest<unknown>): string {
  return inputs.map(({ sha256 }) => sha256).join(' ')
}

const NOTHING = {
  ...{ fvu: null, fvuLow: null, fvuHigh: null, skill: null, skillLow: null, skillHigh: null },
  ...{ rawError: null, rawErrorLow: null, rawErrorHigh: null, gap: null, gapLow: null, gapHigh: null },
}

function curvePoints({ means, manifest }: ErrorCurve, curve: string): ComparedPoint[] {
  return means.map((mean) => {
    const { cellSize, offset, fvu, fvuLow, fvuHigh, skill, skillLow, skillHigh } = mean
    const { rawError, rawErrorLow, rawErrorHigh } = mean
    return {
      ...{ curve, recordings: recordingsOf(manifest), cellSize, scale: cellSize / means[0].cellSize, offset },
      ...{ ...NOTHING, fvu, fvuLow, fvuHigh, skill, skillLow, skillHigh },
      ...{ rawError, rawErrorLow, rawErrorHigh },
    }
  })
}

function gapPoints({ scales, manifest }: CommutingGap, curve: string, finest: number): ComparedPoint[] {
  return scales.map(({ cellSize, offset, mean: { gap } }) => ({
    ...{ curve, recordings: recordingsOf(manifest), cellSize, scale: cellSize / finest, offset },
    ...{ ...NOTHING, gap: gap.value, gapLow: gap.low, gapHigh: gap.high },
  }))
}

function tableOf(points: readonly ComparedPoint[]): Table {
  const columns = (Object.keys(points[0]) as (keyof ComparedPoint)[]).map((name) => {
    const values = points.map((point) => point[name])
    if (name === 'curve' || name === 'recordings') return [name, vectorFromArray(values, new Utf8())]
    if (name === 'offset') return [name, vectorFromArray(values, new Int32())]
    return [name, vectorFromArray(values.map(finiteOrNull), new Float64())]
  })
  return new Table(Object.fromEntries(columns))
}

function finiteOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
