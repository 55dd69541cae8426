import type { Estimate } from '../replicates.js'
import { geometricMean, mean } from '../replicates.js'

/**
 * Change of a quantity relative to a reference, from replicates in pairs, with its 95 % interval: of the ratio where all
 * values are positive, else of the difference over the size of the reference's mean.
 *
 * @throws RangeError if there are fewer than 2 pairs, all differences are the same, or signs differ and the reference can't
 *   be told from 0
 */
export function relativeChange(pushed: readonly number[], reference: readonly number[]): Estimate {
  const pairs = pushed.map((value, i) => [value, reference[i]] as const)
  if (pairs.length < 2) throw new RangeError(`${pairs.length} replicates, expected at least 2`)
  if (pairs.every(([a, b]) => a === b)) throw new RangeError('the same in every run')
  if (pairs.every(([a, b]) => a > 0 && b > 0)) {
    const { value, low, high } = geometricMean(pairs.map(([a, b]) => a / b))
    return { value: value - 1, low: low - 1, high: high - 1 }
  }
  const scale = mean(reference)
  if (scale.low <= 0 && scale.high >= 0)
    throw new RangeError(
      `${scale.value.toPrecision(3)} at the reference, expected a value that can be told from 0 for a relative change`,
    )
  const size = Math.abs(scale.value)
  const { value, low, high } = mean(pairs.map(([a, b]) => a - b))
  return { value: value / size, low: low / size, high: high / size }
}

/**
 * Response d ln q / d ln x of a positive quantity to a dial x: for each replicate the least-squares slope through the
 * reference, then their mean with its 95 % interval.
 *
 * @param ratios q over that at the reference, `[value of the dial][replicate]`
 * @param dial x over that at the reference, one for each row, none of them 1
 */
export function response(ratios: readonly (readonly number[])[], dial: readonly number[]): Estimate {
  const x = dial.map(Math.log)
  const squares = x.reduce((sum, one) => sum + one * one, 0)
  return mean(
    ratios[0].map(
      (_, replicate) => ratios.reduce((sum, row, i) => sum + Math.log(row[replicate]) * x[i], 0) / squares,
    ),
  )
}
