import type { ReplicatedCurve } from '../naturalScales/extrema.js'
import { findNaturalScales, type NaturalScale } from '../naturalScales/naturalScales.js'
import { type MeasuredQuantity, measuredQuantities, type Scale } from './curveRows.js'
import type { Variation } from './variations.js'

/** What is known of one curve at some moment. */
export class MeasuredCurve {
  #found: readonly NaturalScale[] | undefined

  constructor(
    readonly variation: Variation,
    /** By cell size; those with something measured. */
    readonly scales: readonly Scale[],
    /** Whether nothing is left to measure. */
    readonly complete: boolean,
    private readonly density: number | null,
  ) {}

  /** Without refits. */
  get naturalScales(): readonly NaturalScale[] {
    this.#found ??= naturalScalesOf(this.scales, this.density)
    return this.#found
  }

  /** One quantity where every replicate is measured; undefined with fewer than three scales or two replicates. */
  replicated(quantity: MeasuredQuantity): ReplicatedCurve | undefined {
    return curveOf(
      this.scales.filter((scale) => scale.complete),
      (scale) => scale.logs[quantity],
    )
  }
}

/**
 * Natural scales of all measured quantities, by the cell sizes at which every replicate has been measured. With surrogates,
 * only those that also stand out in the ratio of the curve to that of its surrogates, and in every single replicate.
 */
function naturalScalesOf(scales: readonly Scale[], density: number | null): NaturalScale[] {
  const complete = scales.filter((scale) => scale.complete)
  return measuredQuantities.flatMap((quantity) => {
    const curve = curveOf(complete, (scale) => scale.logs[quantity])
    if (!curve) return []
    const found = findNaturalScales(curve, quantity, density)
    if (!complete.every((scale) => scale.beyond)) return found
    const ratio = curveOf(complete, (scale) => scale.beyond![quantity])
    const beyond = ratio ? findNaturalScales(ratio, quantity, density) : []
    return found.filter(
      (scale) =>
        beyond.some(
          (other) => other.kind === scale.kind && other.low <= scale.high && scale.low <= other.high,
        ) && inEveryReplicate(scale, complete, quantity),
    )
  })
}

/** Undefined where a scale has no independent replicates. */
function curveOf(
  scales: readonly Scale[],
  logs: (scale: Scale) => readonly number[],
): ReplicatedCurve | undefined {
  if (scales.length < 3) return undefined
  const columns = scales.map(logs)
  const replicates = Math.min(...columns.map((column) => column.length))
  if (replicates < 2) return undefined
  return {
    cellSizes: scales.map((scale) => scale.cellSize),
    logs: Array.from({ length: replicates }, (_, i) => columns.map((column) => column[i])),
  }
}

/** Whether each replicate has lower scales (for a valley, higher) on both sides of the extremum. */
function inEveryReplicate(
  { kind, cellSize }: NaturalScale,
  scales: readonly Scale[],
  quantity: MeasuredQuantity,
): boolean {
  if (kind === 'knee') return true
  const sign = kind === 'peak' ? 1 : -1
  const distance = (scale: Scale) => Math.abs(Math.log(scale.cellSize / cellSize))
  const nearest = scales.reduce((a, b) => (distance(b) < distance(a) ? b : a))
  const value = (scale: Scale, replicate: number) => sign * scale.rows[replicate][quantity]
  return nearest.measured.every((_, replicate) => {
    const lower = (scale: Scale) => value(scale, replicate) < value(nearest, replicate)
    return (
      scales.some((scale) => scale.cellSize < nearest.cellSize && lower(scale)) &&
      scales.some((scale) => scale.cellSize > nearest.cellSize && lower(scale))
    )
  })
}
