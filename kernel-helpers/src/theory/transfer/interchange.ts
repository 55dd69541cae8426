import type { Estimate } from '../replicates.js'
import { mean } from '../replicates.js'

/** Above which cell size two systems can't be told apart by their predictors. */
export interface Interchange {
  /**
   * The smallest measured cell size from which on the upper ends of all intervals lie below the margin, in both directions;
   * null if there is none.
   */
  readonly from: number | null
  /**
   * 95 % interval of the cell size at which the larger of the two ratios falls below the margin for good: where the lower
   * ends of the ratios' intervals do, and where the upper ends do (Fieller, J. R. Stat. Soc. B 16, 175 (1954)). −∞ stands for "below the finest", ∞ for "beyond the
   * coarsest".
   */
  readonly low: number
  readonly high: number
}

/** Steps between two measured cell sizes, over which replicates are interpolated. */
const STEPS = 8

/**
 * @param cellSizes increasing
 * @param directions ratios of each replicate, `[direction][cell size][replicate]`
 * @param margin ratio below which nothing counts as lost, above 1
 */
export function interchange(
  cellSizes: readonly number[],
  directions: readonly (readonly (readonly number[])[])[],
  margin: number,
): Interchange {
  const level = Math.log(margin)
  const highest = (estimates: readonly Estimate[], end: 'low' | 'high') =>
    Math.max(...estimates.map((estimate) => estimate[end]))
  const at = (place: number) =>
    directions.map((scales) => {
      const scale = Math.min(Math.floor(place), scales.length - 1)
      const next = scales[Math.min(scale + 1, scales.length - 1)]
      const part = place - scale
      return mean(scales[scale].map((ratio, i) => (1 - part) * Math.log(ratio) + part * Math.log(next[i])))
    })
  const measured = cellSizes.map((_, scale) => highest(at(scale), 'high'))
  const places = Array.from({ length: (cellSizes.length - 1) * STEPS + 1 }, (_, i) => i / STEPS)
  const estimates = places.map(at)
  const sizes = places.map((place) => interpolated(cellSizes, place))
  const end = (name: 'low' | 'high') =>
    crossing(
      sizes,
      estimates.map((both) => highest(both, name)),
      level,
    )
  return {
    from: cellSizes[measured.findLastIndex((value) => !(value < level)) + 1] ?? null,
    low: end('low'),
    high: end('high'),
  }
}

/** Over its logarithm. */
function interpolated(cellSizes: readonly number[], place: number): number {
  const scale = Math.min(Math.floor(place), cellSizes.length - 1)
  const next = cellSizes[Math.min(scale + 1, cellSizes.length - 1)]
  return cellSizes[scale] * (next / cellSizes[scale]) ** (place - scale)
}

/** Where a curve falls below a level for good: linear over the logarithm of the cell size. */
export function crossing(cellSizes: readonly number[], values: readonly number[], level: number): number {
  const last = values.findLastIndex((value) => !(value < level))
  if (last < 0) return Number.NEGATIVE_INFINITY
  if (last === values.length - 1) return Number.POSITIVE_INFINITY
  const part = (values[last] - level) / (values[last] - values[last + 1])
  return cellSizes[last] * (cellSizes[last + 1] / cellSizes[last]) ** part
}
