/** Where the normal distribution that stands for a particle is cut, in standard deviations. */
export const CUT = 4
const ENTRIES = 4096

/**
 * The cumulative distribution of a normal distribution cut at ±4 standard deviations and renormalised, at equal steps
 * from one end to the other (error of linear interpolation below 2e-7). Because a share is a difference of cumulative
 * values at cell edges, shares of neighbouring cells add up exactly to those of their union.
 */
export function cumulativeTable(): Float64Array {
  // Composite Simpson integration, normalised to end at 1.
  const table = new Float64Array(ENTRIES + 1)
  const step = (2 * CUT) / ENTRIES
  const bell = (x: number) => Math.exp((-x * x) / 2)
  for (let i = 0; i < ENTRIES; i++) {
    const x = -CUT + i * step
    table[i + 1] = table[i] + (step / 6) * (bell(x) + 4 * bell(x + step / 2) + bell(x + step))
  }
  const total = table[ENTRIES]
  return table.map((value) => value / total)
}
