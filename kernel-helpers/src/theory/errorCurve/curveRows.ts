import type { Measurement } from '../../learning/measurement.js'
import { type Estimate, exponential, mean } from '../replicates.js'
import { type Blocks, fvu, ratio, timeReplicates } from '../timeBlocks.js'

/** One measured replicate, or the mean over the replicates at one scale. */
export interface CurveRow {
  /** Side of a cell, in the recording's length unit. */
  readonly cellSize: number
  /** Frames ahead. */
  readonly offset: number
  readonly replicate: number | 'mean'
  readonly particlesPerCell: number | null
  /** Mean squared error over the target's variance, with its 95 % interval. */
  readonly fvu: number
  readonly fvuLow: number
  readonly fvuHigh: number
  /** Mean squared error over that of persistence. */
  readonly skill: number
  readonly skillLow: number
  readonly skillHigh: number
  /** Mean squared error, in the recording's unit squared. */
  readonly rawError: number
  readonly rawErrorLow: number
  readonly rawErrorHigh: number
  /** FVU of ridge regression and of persistence. */
  readonly ridge: number
  readonly persistence: number
  /** FVU on the surrogates; null where there are none. */
  readonly surrogate: number | null
  readonly surrogateLow: number | null
  readonly surrogateHigh: number | null
  /** Which predictor validation chose; for a mean, the one chosen most often. */
  readonly predictor: string
}

/** What was measured at one scale: `replicates[i]` is undefined until it is there. */
export interface MeasuredScale {
  readonly cellSize: number
  readonly offset: number
  readonly replicates: readonly (Measurement | undefined)[]
  /** `surrogates[s][replicate]` */
  readonly surrogates: readonly (readonly (Measurement | undefined)[])[]
}

/** Errors that are measured at every scale. */
export const measuredQuantities = ['fvu', 'skill', 'rawError'] as const
export type MeasuredQuantity = (typeof measuredQuantities)[number]

/** What the replicates at one scale amount to. */
export interface Scale {
  /** One for each replicate and one for their mean. */
  readonly rows: readonly CurveRow[]
  readonly cellSize: number
  readonly offset: number
  readonly measured: readonly { readonly replicate: number; readonly measurement: Measurement }[]
  /** Whether every replicate has been measured. */
  readonly complete: boolean
  /** Logarithms in independent replicates, or those of independent stretches of time of a single one; none if that can't be had. */
  readonly logs: Readonly<Record<MeasuredQuantity, readonly number[]>>
  /** How much larger they are than those of the replicate's surrogates on average; undefined unless all are measured. */
  readonly beyond: Readonly<Record<MeasuredQuantity, readonly number[]>> | undefined
}

const blocksOf: Readonly<Record<MeasuredQuantity, (m: Measurement) => Blocks>> = {
  fvu: (m) => fvuBlocks(m, m.chosen),
  skill: (m) => ({ numerator: m.errors[m.chosen], denominator: m.errors.persistence, frames: m.frames }),
  rawError: (m) => ({ numerator: m.errors[m.chosen], frames: m.frames }),
}

function fvuBlocks(m: Measurement, predictor: Measurement['chosen']): Blocks {
  return { numerator: m.errors[predictor], denominator: m.variance, frames: m.frames }
}

/** FVU of one of the predictors. */
export function fvuOf(m: Measurement, predictor: Measurement['chosen']): number {
  return fvu(m, m.errors[predictor])
}

/** What has been measured at one scale, with intervals; undefined as long as there is nothing. */
export function reduceScale(
  { cellSize: asked, offset, replicates, surrogates }: MeasuredScale,
  density: number | null,
): Scale | undefined {
  const measured = replicates.flatMap((measurement, replicate) =>
    measurement ? [{ replicate, measurement }] : [],
  )
  if (measured.length === 0) return undefined
  const all = measured.map((m) => m.measurement)
  const complete = measured.length === replicates.length
  const copies = surrogates.map((copy) => copy.filter((m) => m !== undefined))
  const compared = complete && copies.length > 0 && copies.every((copy) => copy.length === all.length)
  const logs = byQuantity((quantity) => logarithms(all, blocksOf[quantity]))
  const scale = {
    cellSize: all[0]?.cellSize ?? asked,
    offset,
    measured,
    complete,
    logs,
    beyond: compared
      ? byQuantity((quantity) => {
          const others = copies.map((copy) => logarithms(copy, blocksOf[quantity]))
          if (others.some((other) => other.length !== logs[quantity].length)) return []
          return logs[quantity].map((log, i) => log - average(others.map((other) => other[i])))
        })
      : undefined,
  }
  const beside = scale.beyond && surrogateFvu(logs.fvu, scale.beyond.fvu)
  return { ...scale, rows: rowsOf(scale, density, beside) }
}

function byQuantity<T>(of: (quantity: MeasuredQuantity) => T): Record<MeasuredQuantity, T> {
  return { fvu: of('fvu'), skill: of('skill'), rawError: of('rawError') }
}

/** Of the replicates' ratios, or of the independent stretches of a single one. */
function logarithms(measured: readonly Measurement[], blocks: (m: Measurement) => Blocks): number[] {
  return measured.length > 1
    ? measured.map((m) => Math.log(ratio(blocks(m))))
    : timeReplicates(blocks(measured[0]))
}

/** The geometric mean of the replicates' ratios with its 95 % interval, NaN where that can't be had. */
function summary(measured: readonly Measurement[], blocks: (m: Measurement) => Blocks): Estimate {
  const logs = logarithms(measured, blocks)
  if (logs.length > 0) return exponential(mean(logs))
  return { value: ratio(blocks(measured[0])), low: Number.NaN, high: Number.NaN }
}

function rowsOf(
  { cellSize, offset, measured }: Omit<Scale, 'rows'>,
  density: number | null,
  surrogate: Estimate | undefined,
): CurveRow[] {
  const row = (
    measurements: readonly Measurement[],
    replicate: number | 'mean',
    beside: Estimate | undefined,
  ): CurveRow => {
    const [fvu, skill, raw] = measuredQuantities.map((name) => summary(measurements, blocksOf[name]))
    return {
      cellSize,
      offset,
      replicate,
      particlesPerCell: density === null ? null : density * cellSize ** 2,
      fvu: fvu.value,
      fvuLow: fvu.low,
      fvuHigh: fvu.high,
      skill: skill.value,
      skillLow: skill.low,
      skillHigh: skill.high,
      rawError: raw.value,
      rawErrorLow: raw.low,
      rawErrorHigh: raw.high,
      ridge: summary(measurements, (m) => fvuBlocks(m, 'ridge')).value,
      persistence: summary(measurements, (m) => fvuBlocks(m, 'persistence')).value,
      surrogate: beside?.value ?? null,
      surrogateLow: beside?.low ?? null,
      surrogateHigh: beside?.high ?? null,
      predictor: mostFrequent(measurements.map((m) => m.chosen)),
    }
  }
  return [
    ...measured.map(({ replicate, measurement }) => row([measurement], replicate, undefined)),
    row(
      measured.map((m) => m.measurement),
      'mean',
      surrogate,
    ),
  ]
}

/** Of the surrogates, averaged over the copies of each replicate. */
function surrogateFvu(logs: readonly number[], beyond: readonly number[]): Estimate | undefined {
  return beyond.length === 0 ? undefined : exponential(mean(logs.map((log, i) => log - beyond[i])))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function mostFrequent(names: readonly string[]): string {
  const count = (name: string) => names.filter((other) => other === name).length
  return names.reduce((a, b) => (count(b) > count(a) ? b : a))
}
