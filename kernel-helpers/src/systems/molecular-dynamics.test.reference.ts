import type { PairPotential } from './molecular-dynamics.js'

/** Forces, energy and virial of all pairs as in the textbook: every pair, every image next to the box, no lists. */
export function interactions(
  positions: ArrayLike<number>,
  side: number,
  { cutoff, energyShift, forceShift }: PairPotential,
) {
  const forces = new Float64Array(positions.length)
  let energy = 0
  let virial = 0
  for (let i = 0; i < positions.length; i += 2) {
    for (let j = 0; j < i; j += 2) {
      for (const shiftX of [-side, 0, side]) {
        for (const shiftY of [-side, 0, side]) {
          const dx = positions[i] - positions[j] + shiftX
          const dy = positions[i + 1] - positions[j + 1] + shiftY
          const r = Math.hypot(dx, dy)
          if (r >= cutoff) continue
          energy += 4 * (r ** -12 - r ** -6) - energyShift + (r - cutoff) * forceShift
          const force = 4 * (12 * r ** -13 - 6 * r ** -7) - forceShift
          virial += force * r
          forces[i] += (force * dx) / r
          forces[i + 1] += (force * dy) / r
          forces[j] -= (force * dx) / r
          forces[j + 1] -= (force * dy) / r
        }
      }
    }
  }
  return { energy, forces, virial }
}
