import type { Estimate } from './replicates.js'
import { mean } from './replicates.js'

/**
 * What each replicate adds to statistics of all: n times those of all less n − 1 times those without it (Tukey, Ann. Math.
 * Stat. 29, 614, 1958).
 * @param statistics of the replicates that it is given: all, or all but one
 */
export function pseudoValues<Replicate>(
  replicates: readonly Replicate[],
  statistics: (kept: readonly Replicate[]) => readonly number[],
): number[][] {
  const n = replicates.length
  const all = statistics(replicates)
  return replicates.map((_, i) => {
    const without = statistics(replicates.toSpliced(i, 1))
    return all.map((value, k) => n * value - (n - 1) * without[k])
  })
}

/**
 * A statistic of several independent replicates taken together, less its bias of order 1/n, with its 95 % interval:
 * Student's t of its pseudo-values.
 * @param statistic of the replicates that it is given: all, or all but one
 */
export function jackknife<Replicate>(
  replicates: readonly Replicate[],
  statistic: (kept: readonly Replicate[]) => number,
): Estimate {
  if (replicates.length < 2) return { value: statistic(replicates), low: Number.NaN, high: Number.NaN }
  return mean(pseudoValues(replicates, (kept) => [statistic(kept)]).map(([value]) => value))
}
