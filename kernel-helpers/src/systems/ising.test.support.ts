/** A mean over a time series and its standard error, from blocks that are longer than its memory. */
export function meanOf(series: readonly number[], blocks = 40): { mean: number; error: number } {
  const length = Math.floor(series.length / blocks)
  const means = Array.from({ length: blocks }, (_, k) => average(series.slice(k * length, (k + 1) * length)))
  const mean = average(means)
  const variance = average(means.map((value) => (value - mean) ** 2))
  return { mean, error: Math.sqrt(variance / (blocks - 1)) }
}

/** Integrated autocorrelation time, ½ + Σ ρ(t), up to six times itself: Sokal's window. */
export function autocorrelationTime(series: readonly number[]): number {
  const mean = average(series)
  const rest = series.map((value) => value - mean)
  const variance = average(rest.map((value) => value * value))
  let time = 0.5
  for (let lag = 1; lag < 6 * time; lag++) {
    let sum = 0
    for (let i = lag; i < rest.length; i++) sum += rest[i] * rest[i - lag]
    time += sum / (rest.length - lag) / variance
  }
  return time
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export interface Exact {
  energy: number
  squaredEnergy: number
  magnetisation: number
  absolute: number
}

/**
 * Means per spin over all states of 4 × 4 spins, or over those with so many up.
 * @param up number of spins that are up; any if left out
 */
export function enumerated(temperature: number, field: number, up?: number): Exact {
  const sums = { energy: 0, squaredEnergy: 0, magnetisation: 0, absolute: 0 }
  let partition = 0
  for (let state = 0; state < 2 ** 16; state++) {
    const spin = (x: number, y: number) => ((state >> (4 * (y & 3) + (x & 3))) & 1 ? 1 : -1)
    let [bonds, total] = [0, 0]
    for (let x = 0; x < 4; x++) {
      for (let y = 0; y < 4; y++) {
        bonds += spin(x, y) * (spin(x + 1, y) + spin(x, y + 1))
        total += spin(x, y)
      }
    }
    if (up !== undefined && total !== 2 * up - 16) continue
    const energy = -bonds - field * total
    const weight = Math.exp(-energy / temperature)
    partition += weight
    sums.energy += (weight * energy) / 16
    sums.squaredEnergy += weight * (energy / 16) ** 2
    sums.magnetisation += (weight * total) / 16
    sums.absolute += (weight * Math.abs(total)) / 16
  }
  for (const key of Object.keys(sums) as (keyof Exact)[]) sums[key] /= partition
  return sums
}

/** Energy of a spin in the infinite square lattice: Onsager, Phys. Rev. 65, 117 (1944). */
export function onsager(temperature: number): number {
  const k = 2 / temperature
  const modulus = (2 * Math.sinh(k)) / Math.cosh(k) ** 2
  let [a, b] = [1, Math.sqrt(1 - modulus ** 2)]
  for (let i = 0; i < 40; i++) [a, b] = [(a + b) / 2, Math.sqrt(a * b)]
  const elliptic = Math.PI / 2 / a
  return -(1 + (2 / Math.PI) * (2 * Math.tanh(k) ** 2 - 1) * elliptic) / Math.tanh(k)
}

/** Spontaneous magnetisation of the infinite square lattice: Yang, Phys. Rev. 85, 808 (1952). */
export function yang(temperature: number): number {
  return (1 - Math.sinh(2 / temperature) ** -4) ** (1 / 8)
}

/** Energy of a spin of n × n on a torus, n even: Kaufman, Phys. Rev. 76, 1232 (1949), from her partition function. */
export function kaufman(n: number, temperature: number): number {
  const logarithm = (k: number) => {
    const angles = Array.from({ length: 2 * n }, (_, l) =>
      l === 0
        ? 2 * k + Math.log(Math.tanh(k))
        : Math.acosh(Math.cosh(2 * k) ** 2 / Math.sinh(2 * k) - Math.cos((Math.PI * l) / n)),
    )
    // Each product over its own factor exp(nγ/2), of the odd and of the even angles.
    const [odd, even] = [1, 0].map((rest) => {
      const half = angles.filter((_, l) => l % 2 === rest).map((angle) => (n * angle) / 2)
      return {
        exponent: half.reduce((sum, x) => sum + x, 0),
        sum: half.reduce((product, x) => product * (1 + Math.exp(-2 * x)), 1),
        difference: half.reduce((product, x) => product * (1 - Math.exp(-2 * x)), 1),
      }
    })
    const rest =
      odd.sum + odd.difference + (even.sum + even.difference) * Math.exp(even.exponent - odd.exponent)
    return ((n * n) / 2) * Math.log(2 * Math.sinh(2 * k)) + odd.exponent + Math.log(rest / 2)
  }
  const [k, step] = [1 / temperature, 1e-5]
  return -(logarithm(k + step) - logarithm(k - step)) / (2 * step) / n ** 2
}

/**
 * Magnetisation of the infinite cubic lattice, a fit for 0.0005 < 1 − T/T_c < 0.26: Talapov & Blöte, J. Phys. A 29,
 * 5727 (1996).
 */
export function talapovBlote(temperature: number): number {
  const t = 1 - 0.2216544 * temperature
  return t ** 0.32694109 * (1.6919045 - 0.34357731 * t ** 0.50842026 - 0.42572366 * t)
}
