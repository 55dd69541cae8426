import { expect, test } from 'vitest'
import { widestLattice } from './lattice.js'

function nearest(positions: Float64Array, side: number, dimensions: number): number {
  const particles = positions.length / dimensions
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < particles; i++) {
    for (let j = 0; j < i; j++) {
      let squared = 0
      for (let axis = 0; axis < dimensions; axis++) {
        const x = positions[dimensions * i + axis] - positions[dimensions * j + axis]
        squared += (x - side * Math.round(x / side)) ** 2
      }
      least = Math.min(least, squared)
    }
  }
  return Math.sqrt(least)
}

test.each([2, 3] as const)('in %i dimensions no two are closer than it says', (dimensions) => {
  for (const particles of [2, 7, 64, 100, 125, 128, 250, 256, 300]) {
    const { positions, spacing } = widestLattice(particles, 7, dimensions)
    expect(nearest(positions, 7, dimensions)).toBeGreaterThan(spacing * (1 - 1e-12))
    for (const x of positions) expect(x >= 0 && x < 7).toBe(true)
  }
})

test('spheres that fill it are at the closest packing there is, π/√18', () => {
  const { spacing } = widestLattice(256, 1, 3)
  expect((256 * Math.PI * spacing ** 3) / 6).toBeCloseTo(Math.PI / Math.sqrt(18), 12)
})

test('disks can be placed at 84 % of the closest packing, π/√12, whatever their number', () => {
  for (let particles = 64; particles < 5000; particles++) {
    const { spacing } = widestLattice(particles, 1, 2)
    expect(particles * spacing ** 2).toBeGreaterThan((0.84 * 2) / Math.sqrt(3))
  }
})
