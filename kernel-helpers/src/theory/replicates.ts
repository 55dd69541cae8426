import jStat from 'jstat'
import type { Estimate } from './bootstrap.js'

/**
 * The mean of independent replicates, with its 95 % interval: Student's t on n − 1 degrees of freedom.
 * The interval of a single replicate is not known (NaN).
 */
export function mean(values: readonly number[]): Estimate {
  const n = values.length
  const value = values.reduce((sum, one) => sum + one, 0) / n
  if (n < 2) return { value, low: Number.NaN, high: Number.NaN }
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1)
  const half = jStat.studentt.inv(0.975, n - 1) * Math.sqrt(variance / n)
  return { value, low: value - half, high: value + half }
}

/** The geometric mean of positive replicates: {@link mean} of their logarithms. For ratios and errors. */
export function geometricMean(values: readonly number[]): Estimate {
  const { value, low, high } = mean(values.map(Math.log))
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) }
}
