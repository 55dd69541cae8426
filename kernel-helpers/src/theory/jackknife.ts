import type { Estimate } from './bootstrap.js'
import { mean } from './replicates.js'

/**
 * A statistic of several independent replicates taken together, less its bias of order 1/n, with its 95 % interval:
 * Student's t of Tukey's pseudo-values (Tukey, Ann. Math. Stat. 29, 614, 1958).
 * @param statistic of the replicates that it is given: all, or all but one
 */
export function jackknife<Replicate>(
  replicates: readonly Replicate[],
  statistic: (kept: readonly Replicate[]) => number,
): Estimate {
  const n = replicates.length
  const all = statistic(replicates)
  if (n < 2) return { value: all, low: Number.NaN, high: Number.NaN }
  return mean(replicates.map((_, i) => n * all - (n - 1) * statistic(replicates.toSpliced(i, 1))))
}
