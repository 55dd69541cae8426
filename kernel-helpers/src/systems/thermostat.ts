import type { Random } from '../run/random.js'

/**
 * Velocities at temperature `temperature` (ε/k), interleaved; total momentum zero.
 * @param masses one for each particle, or the number of particles of mass 1
 */
export function maxwellian(
  masses: ArrayLike<number> | number,
  temperature: number,
  random: Random,
  dimensions = 2,
): Float64Array {
  const m = typeof masses === 'number' ? new Float64Array(masses).fill(1) : masses
  const velocities = Float64Array.from(
    { length: dimensions * m.length },
    (_, k) => Math.sqrt(temperature / m[Math.floor(k / dimensions)]) * random.normal(),
  )
  let total = 0
  for (let i = 0; i < m.length; i++) total += m[i]
  for (let axis = 0; axis < dimensions; axis++) {
    let momentum = 0
    for (let i = 0; i < m.length; i++) momentum += m[i] * velocities[dimensions * i + axis]
    for (let i = 0; i < m.length; i++) velocities[dimensions * i + axis] -= momentum / total
  }
  return velocities
}

/**
 * The factor by which stochastic velocity rescaling multiplies all velocities: Bussi, Donadio & Parrinello,
 * J. Chem. Phys. 126, 014101 (2007), eq. A7. Samples the canonical ensemble and keeps the total momentum zero.
 * @param kinetic present kinetic energy
 * @param freedoms degrees of freedom that share it
 * @param elapsed time since the last call, in units of the thermostat's relaxation time
 */
export function rescalingFactor(
  kinetic: number,
  freedoms: number,
  temperature: number,
  elapsed: number,
  random: Random,
): number {
  const kept = Math.exp(-elapsed)
  const gained = ((1 - kept) * temperature) / (2 * kinetic)
  const one = random.normal()
  const others = chiSquared(freedoms - 1, random)
  return Math.sqrt(kept + gained * (one * one + others) + 2 * one * Math.sqrt(kept * gained))
}

/** Twice a gamma variate of shape n / 2: Marsaglia & Tsang, ACM Trans. Math. Softw. 26, 363 (2000). Needs n ≥ 2. */
function chiSquared(n: number, random: Random): number {
  const d = n / 2 - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return 2 * d * v
  }
}
