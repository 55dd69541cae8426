import { expect, test } from 'vitest'
import { resolveParameters } from './parameters.js'
import type { SoftParticles } from './soft-particles.js'
import { blockMean } from './statistics.test.support.js'
import { wca } from './wca.js'

const energy = (r: number) => 4 * (r ** -12 - r ** -6) + 1
const range = 2 ** (1 / 6)

/** Compressibility factor P / ρT. */
function compressibility(given: Record<string, number>, frames: number) {
  const fluid = wca.simulate(resolveParameters(wca, { ensemble: 1, ...given }), 1) as SoftParticles
  fluid.equilibrate(() => true)
  const { density, temperature = 1 } = given
  const factors = Array.from({ length: frames }, () => {
    fluid.advance()
    const { pressure, kineticEnergy, potentialEnergy } = fluid.measure()
    expect(potentialEnergy).toBeGreaterThanOrEqual(0)
    // The kinetic part is known, and only adds noise.
    const kinetic = (2 * kineticEnergy) / (given.dimensions ?? 2)
    return 1 + (pressure / density - kinetic) / temperature
  })
  return blockMean(factors)
}

test('a fluid of repulsive disks has the pressure of hard disks of their effective diameter', () => {
  // Barker & Henderson, J. Chem. Phys. 47, 4714 (1967), eq. 20.
  let diameter = 0
  const dr = 1e-4
  for (let r = dr / 2; r < range; r += dr) diameter -= Math.expm1(-energy(r)) * dr
  const density = 0.4
  const packing = (Math.PI / 4) * density * diameter ** 2
  // Henderson, Mol. Phys. 30, 971 (1975), within 0.5 % at this packing.
  const hard = (1 + packing ** 2 / 8) / (1 - packing) ** 2
  const { mean, error } = compressibility({ particles: 400, density, temperature: 1 }, 2000)
  expect(error).toBeLessThan(0.015)
  // An effective diameter makes 2 %.
  expect(Math.abs(mean / hard - 1)).toBeLessThan(0.02 + (4 * error) / hard)
})

test('a dilute gas has the pressure of its second virial coefficient, in three dimensions', () => {
  const [density, temperature] = [0.02, 1]
  let second = 0
  const dr = 1e-4
  for (let r = dr / 2; r < range; r += dr)
    second -= 2 * Math.PI * Math.expm1(-energy(r) / temperature) * r * r * dr
  const { mean, error } = compressibility(
    { particles: 400, density, temperature, dimensions: 3, timeStep: 0.01 },
    4000,
  )
  // The next term is 5/8 (B₂ρ)² for hard spheres: Boltzmann, Versl. Kon. Akad. Wet. 7, 484 (1899).
  const expected = 1 + second * density + 0.625 * (second * density) ** 2
  expect(error).toBeLessThan(0.003)
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error + 1e-4)
})
