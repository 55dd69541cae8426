import { expect, test } from 'vitest'
import { compressibilityOfSpheres, contactOfSpheres } from './hard-fluid.test.support.js'
import { hardSpheres } from './hard-spheres.js'
import { resolveParameters } from './parameters.js'

const start = (given: Record<string, number> = {}) =>
  hardSpheres.simulate(resolveParameters(hardSpheres, given), 1)

test('the default fluid has the temperature asked for, the rate of Enskog and the pressure of Carnahan and Starling', () => {
  const fluid = start()
  fluid.equilibrate(() => true)
  for (let frame = 0; frame < 1000; frame++) fluid.advance()
  const { temperature, packing, collisionRate, pressure } = fluid.measure()
  expect(temperature).toBeCloseTo(1, 10)
  expect(packing).toBeCloseTo((Math.PI * 0.4) / 6, 12)
  // 4ρσ²√(πT/m) g(σ).
  const expected = 4 * 0.4 * Math.sqrt(Math.PI) * contactOfSpheres(packing)
  expect(Math.abs(collisionRate / expected - 1)).toBeLessThan(0.01)
  expect(Math.abs(pressure / (0.4 * compressibilityOfSpheres(packing)) - 1)).toBeLessThan(0.01)
})

test('a slice shows the share of the box that it is thick, and follows the slider', () => {
  const particles = 2048
  const fluid = start({ density: 0.2, thickness: 4 })
  fluid.equilibrate(() => true)
  const side = Math.cbrt(particles / 0.2)
  const weights = new Float32Array(particles)
  for (const thickness of [4, 8, 20]) {
    fluid.set('thickness', thickness)
    let share = 0
    for (let frame = 0; frame < 400; frame++) {
      fluid.advance()
      fluid.weigh!('slice', weights)
      share += weights.reduce((sum, weight) => sum + weight) / particles / 400
    }
    expect(Math.abs(share - thickness / side)).toBeLessThan(0.01)
  }
  fluid.set('temperature', 2)
  expect(fluid.measure().temperature).toBeCloseTo(2, 10)
})
