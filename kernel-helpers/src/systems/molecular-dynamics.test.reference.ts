import type { PairPotential } from './pair-potential.js'

export interface ReferenceOptions {
  readonly dimensions?: 2 | 3
  /** Of the particles i and j; without it, the same for all. */
  readonly pair?: (i: number, j: number) => PairPotential
}

/** Forces, energy and virial of all pairs as in the textbook: every pair, every image next to the box, no lists. */
export function interactions(
  positions: ArrayLike<number>,
  side: number,
  potential: PairPotential,
  { dimensions = 2, pair = () => potential }: ReferenceOptions = {},
) {
  const forces = new Float64Array(positions.length)
  const shifts = Array.from({ length: 3 ** dimensions }, (_, image) =>
    Array.from({ length: dimensions }, (_, axis) => ((Math.floor(image / 3 ** axis) % 3) - 1) * side),
  )
  let energy = 0
  let virial = 0
  const particles = positions.length / dimensions
  for (let i = 0; i < particles; i++) {
    for (let j = 0; j < i; j++) {
      const { cutoff, exponent, repulsion, attraction, energyShift, forceShift } = pair(i, j)
      for (const shift of shifts) {
        const apart = shift.map(
          (s, axis) => positions[dimensions * i + axis] - positions[dimensions * j + axis] + s,
        )
        const r = Math.hypot(...apart)
        if (r >= cutoff) continue
        energy += repulsion * r ** -exponent - attraction * r ** -6 - energyShift + (r - cutoff) * forceShift
        const force = exponent * repulsion * r ** -(exponent + 1) - 6 * attraction * r ** -7 - forceShift
        virial += force * r
        for (const [axis, d] of apart.entries()) {
          forces[dimensions * i + axis] += (force * d) / r
          forces[dimensions * j + axis] -= (force * d) / r
        }
      }
    }
  }
  return { energy, forces, virial }
}
