import { expect, test } from 'vitest'
import { resolveParameters } from './parameters.js'
import type { SoftParticles } from './soft-particles.js'
import { softSpheres } from './soft-spheres.js'
import { blockMean } from './statistics.test.support.js'

/** Compressibility factor P / ρT. */
function compressibility(given: Record<string, number>, frames: number) {
  const values = resolveParameters(softSpheres, { particles: 400, ensemble: 1, ...given })
  const fluid = softSpheres.simulate(values, 1) as SoftParticles
  fluid.equilibrate(() => true)
  const { density, temperature, dimensions } = values
  const factors = Array.from({ length: frames }, () => {
    fluid.advance()
    const { pressure, kineticEnergy } = fluid.measure()
    return 1 + (pressure / density - (2 * kineticEnergy) / dimensions) / temperature
  })
  return blockMean(factors)
}

test('the twelfth power in three dimensions has the pressure of its virial series', () => {
  const density = 0.25
  const { mean, error } = compressibility({ density, dimensions: 3, exponent: 12 }, 2000)
  // Hoover, Ross, Johnson, Henderson, Barker & Brown, J. Chem. Phys. 52, 4931 (1970), with x = ρσ³ (ε/kT)^¼ / √2.
  const x = density / Math.SQRT2
  const series = 1 + 3.629599 * x + 7.581602 * x ** 2 + 9.979224 * x ** 3 + 8.452 * x ** 4 + 4.4 * x ** 5
  expect(error).toBeLessThan(0.01)
  // The truncation makes 0.002.
  expect(Math.abs(mean - series)).toBeLessThan(4 * error + 0.003)
})

test.each([6, 9, 12, 24])('density and temperature act through one number, n = %i', (exponent) => {
  const temperature = 2
  const given = { exponent, density: 0.4, timeStep: 0.004 }
  const one = compressibility(given, 800)
  const scaled = given.density * temperature ** (2 / exponent)
  const other = compressibility({ ...given, density: scaled, temperature }, 800)
  // Where the potential is cut at 3 σ, the sixth power is not quite one.
  const truncation = exponent === 6 ? 0.05 : 0.02
  expect(Math.abs(one.mean - other.mean)).toBeLessThan(4 * Math.hypot(one.error, other.error) + truncation)
  // It does make a difference.
  expect(one.mean).toBeGreaterThan(1.5)
})

test('cold, the spheres stay a triangular crystal; warm, they lose it', () => {
  /** Modulus of the mean of exp 6iθ over the bonds to all neighbours: 1 in a perfect crystal. */
  const bondOrder = (name: string) => {
    const given = { ...softSpheres.presets![name], particles: 400, ensemble: 1 }
    const values = resolveParameters(softSpheres, given)
    const fluid = softSpheres.simulate(values, 1) as SoftParticles
    fluid.equilibrate(() => true)
    const { side, dynamics } = fluid
    const { positions } = dynamics
    const reach = 1.4 / Math.sqrt(values.density)
    let [real, imaginary, bonds] = [0, 0, 0]
    for (let i = 0; i < values.particles; i++) {
      for (let j = 0; j < i; j++) {
        const [dx, dy] = [0, 1].map((axis) => {
          const d = positions[2 * i + axis] - positions[2 * j + axis]
          return d - side * Math.round(d / side)
        })
        if (Math.hypot(dx, dy) > reach) continue
        real += Math.cos(6 * Math.atan2(dy, dx))
        imaginary += Math.sin(6 * Math.atan2(dy, dx))
        bonds++
      }
    }
    return Math.hypot(real, imaginary) / bonds
  }
  expect(bondOrder('cold crystal')).toBeGreaterThan(0.7)
  expect(bondOrder('n = 12')).toBeLessThan(0.2)
})
