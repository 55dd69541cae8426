/** Mean of correlated values and its standard error, from the scatter of blocks much longer than they are correlated. */
export function blockMean(values: readonly number[], blocks = 20): { mean: number; error: number } {
  const length = Math.floor(values.length / blocks)
  const means = Array.from({ length: blocks }, (_, block) =>
    average(values.slice(block * length, (block + 1) * length)),
  )
  return { mean: average(means), error: Math.sqrt(variance(means) / (blocks - 1)) }
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function variance(values: readonly number[]): number {
  const mean = average(values)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
}

/** Probability that the sum of `freedoms` squares of standard normal numbers is below x: the series of γ(a, z). */
export function chiSquaredBelow(x: number, freedoms: number): number {
  const [a, z] = [freedoms / 2, x / 2]
  let term = 1 / a
  let sum = term
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= z / (a + k)
    sum += term
  }
  return sum * Math.exp(a * Math.log(z) - z - logGamma(a))
}

/** Stirling's series from 10 on, below by recursion. */
function logGamma(a: number): number {
  if (a < 10) return logGamma(a + 1) - Math.log(a)
  return (a - 0.5) * Math.log(a) - a + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * a) - 1 / (360 * a ** 3)
}

/** Kolmogorov's statistic: √n times the largest distance from the distribution; above 1.95 once in a thousand. */
export function kolmogorov(values: readonly number[], below: (x: number) => number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const n = sorted.length
  const apart = sorted.map((x, i) => Math.max(Math.abs(below(x) - i / n), Math.abs(below(x) - (i + 1) / n)))
  return Math.sqrt(n) * Math.max(...apart)
}

/**
 * Slope of ln p₂(E)/p₁(E), by maximum likelihood, and its standard error: Shirts, J. Chem. Theory Comput. 9, 909 (2013).
 * Between canonical ensembles it is 1/T₁ − 1/T₂.
 */
export function ratioSlope(first: readonly number[], second: readonly number[]) {
  const samples = [...first.map((e) => [e, 0]), ...second.map((e) => [e, 1])]
  const middle = average(samples.map(([e]) => e))
  let [offset, slope] = [0, 0]
  let error = Number.NaN
  for (let iteration = 0; iteration < 20; iteration++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0]
    for (const [energy, from] of samples) {
      const e = energy - middle
      const p = 1 / (1 + Math.exp(-offset - slope * e))
      g0 += from - p
      g1 += (from - p) * e
      h00 += p * (1 - p)
      h01 += p * (1 - p) * e
      h11 += p * (1 - p) * e * e
    }
    const determinant = h00 * h11 - h01 * h01
    offset += (h11 * g0 - h01 * g1) / determinant
    slope += (h00 * g1 - h01 * g0) / determinant
    error = Math.sqrt(h00 / determinant)
  }
  return { slope, error }
}
