/** Where the normal distribution that stands for a particle is cut, in standard deviations. */
export const CUT = 4
const ENTRIES = 4096

/**
 * The cumulative distribution of a normal distribution cut at ±4 standard deviations and renormalised, at equal steps
 * from 0 at one end to 1 at the other, which stands twice (error of linear interpolation below 2e-7). Because a share
 * is a difference of cumulative values at cell edges, shares of neighbouring cells add up exactly to those of their
 * union.
 */
export function cumulativeTable(): Float64Array {
  const table = new Float64Array(ENTRIES + 2)
  const step = (2 * CUT) / ENTRIES
  const bell = (x: number) => Math.exp((-x * x) / 2)
  for (let i = 0; i < ENTRIES; i++) {
    const x = -CUT + i * step
    // Simpson's rule.
    table[i + 1] = table[i] + (step / 6) * (bell(x) + 4 * bell(x + step / 2) + bell(x + step))
  }
  const total = table[ENTRIES]
  table[ENTRIES + 1] = total
  return table.map((value) => value / total)
}
