import { expect, test } from 'vitest'
import { gravity } from './gravity.js'
import { resolveParameters } from './parameters.js'

function start(given: Record<string, number> = {}, seed = 1) {
  const parameters = resolveParameters(gravity, given)
  const { size, width, frameInterval } = gravity.observable(parameters)
  const simulation = gravity.simulate(parameters, seed)
  const frame = () => {
    const out = new Float32Array(size)
    simulation.observe(out)
    return out
  }
  return { simulation, frame, width, frameInterval, bodies: size / 2 }
}

test.each(Object.entries(gravity.presets!))('preset %s is valid, moves and starts in view', (_, preset) => {
  const { simulation, frame, width } = start(preset)
  const before = frame()
  const seen = before.filter((x) => x >= 0 && x < width).length
  expect(seen).toBeGreaterThan(0.9 * before.length)
  simulation.advance()
  expect(frame()).not.toEqual(before)
  expect(Math.abs(simulation.measure().energyError)).toBeLessThan(1e-3)
})

test('the Kepler orbit is back after 128 frames, whatever the seed, which turns it', () => {
  const [one, other] = [1, 2].map((seed) => start({ problem: 0, eccentricity: 0.7 }, seed))
  const before = one.frame()
  expect(before).not.toEqual(other.frame())
  for (let i = 0; i < 128; i++) one.simulation.advance()
  one.frame().forEach((x, k) => {
    expect(Math.abs(x - before[k])).toBeLessThan(1e-6)
  })
})

test('channels: bodies, their masses and momenta', () => {
  const { simulation } = start({ problem: 2 })
  for (let i = 0; i < 20; i++) simulation.advance()
  const weights = Object.fromEntries(
    gravity.observable(resolveParameters(gravity)).channels!.map((channel) => {
      const out = new Float32Array(3)
      simulation.weigh!(channel, out)
      return [channel, [...out]]
    }),
  )
  expect(weights.density).toEqual([1, 1, 1])
  expect(weights.mass).toEqual([3, 4, 5])
  for (const axis of ['momentum x', 'momentum y']) {
    const [a, b, c] = weights[axis]
    expect(Math.abs(a)).toBeGreaterThan(0.01)
    expect(Math.abs(a + b + c)).toBeLessThan(1e-5)
  }
})

test('a sphere starts with the virial ratio asked for; a cold one collapses and comes to equilibrium', () => {
  expect(start({ virialRatio: 0.25 }).simulation.measure().virialRatio).toBeCloseTo(0.25, 12)
  const cold = start({ virialRatio: 0.05, particles: 500 })
  const central = () => {
    const frame = cold.frame().map((x) => x - cold.width / 2)
    return Array.from({ length: 500 }, (_, i) => Math.hypot(frame[2 * i], frame[2 * i + 1])).sort(
      (a, b) => a - b,
    )[250]
  }
  const before = central()
  let smallest = before
  const ratios: number[] = []
  for (let time = 0; time < 16; time += cold.frameInterval) {
    cold.simulation.advance()
    smallest = Math.min(smallest, central())
    if (time > 8) ratios.push(cold.simulation.measure().virialRatio)
  }
  expect(smallest).toBeLessThan(before / 2)
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05)
})

test('softening and opening angle change in flight', () => {
  const { simulation } = start({ particles: 300 })
  const before = simulation.measure().potentialEnergy
  simulation.set('softening', 0.5)
  expect(simulation.measure().potentialEnergy).toBeGreaterThan(before)
  expect(simulation.measure().energyError).toBe(0)
  simulation.set('openingAngle', 0)
  simulation.advance()
  expect(Math.abs(simulation.measure().energyError)).toBeLessThan(1e-3)
  for (const problem of [0, 1, 2]) {
    const orbit = start({ problem }).simulation
    orbit.set('softening', 0.5)
    orbit.advance()
    expect(Math.abs(orbit.measure().energyError)).toBeLessThan(1e-12)
  }
})

test.each([2, 3, 100_000])('%s bodies run', (particles) => {
  const { simulation, frame } = start({ particles, softening: particles < 10 ? 0.001 : 0.05, timeStep: 0.05 })
  simulation.advance()
  expect(frame().every(Number.isFinite)).toBe(true)
})
