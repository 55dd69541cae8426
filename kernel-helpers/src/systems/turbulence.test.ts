import { describe, expect, test } from 'vitest'
import { resolveParameters } from './parameters.js'
import { turbulence } from './turbulence.js'

const points = 64
const start = (given: Record<string, number> = {}, seed = 1) =>
  turbulence.simulate(resolveParameters(turbulence, { resolution: 6, viscosity: 5e-3, ...given }), seed)

function frame(simulation: ReturnType<typeof start>, channel?: string) {
  const out = new Float32Array(points ** 2)
  simulation.observe(out, channel)
  return out
}

const mean = (values: Float32Array, f: (value: number) => number) =>
  values.reduce((sum, value) => sum + f(value), 0) / values.length

describe('the start', () => {
  test('has energy ½ in two equal components and no mean flow', () => {
    const simulation = start()
    expect(simulation.measure().energy).toBeCloseTo(0.5, 12)
    const squares = ['velocity x', 'velocity y'].map((channel) => {
      const velocity = frame(simulation, channel)
      expect(Math.abs(mean(velocity, (v) => v))).toBeLessThan(1e-7)
      return mean(velocity, (v) => v * v)
    })
    expect(squares[0] + squares[1]).toBeCloseTo(1, 6)
  })

  // McWilliams, J. Fluid Mech. 146, 21 (1984): E(k) ∝ k / (1 + (k/6)⁴). Sum over the square of modes that are kept.
  test('has the enstrophy of its energy spectrum', () => {
    let [energy, enstrophy, square] = [0, 0, 0]
    for (let kx = -21; kx <= 21; kx++)
      for (let ky = -21; ky <= 21; ky++) {
        const k2 = kx * kx + ky * ky
        if (k2 === 0) continue
        const weight = 1 / (1 + (k2 / 36) ** 2)
        energy += weight / 2
        enstrophy += (k2 * weight) / 2
        square += (k2 * weight) ** 2 / 2
      }
    const runs = 20
    const measured = Array.from({ length: runs }, (_, seed) => start({}, seed).measure().enstrophy)
    // Squares of independent Gaussians; the energy's own fluctuation adds less.
    const deviation = (Math.sqrt(square) / enstrophy) * Math.sqrt(2 / runs)
    const expected = (0.5 * enstrophy) / energy
    expect(Math.abs(measured.reduce((a, b) => a + b) / runs / expected - 1)).toBeLessThan(4 * deviation)
  })

  test('has bands of dye from 0 to 1', () => {
    const dye = frame(start({ bands: 2 }), 'dye')
    expect(dye[0]).toBeCloseTo(0.5, 6)
    expect(dye[8 * points + 5]).toBeCloseTo(1, 6)
    expect(dye[24 * points + 40]).toBeCloseTo(0, 6)
  })
})

describe('decay', () => {
  test('loses enstrophy fast and energy slowly, gathers in larger vortices, and the mean of the dye stays', () => {
    const simulation = start({ viscosity: 1e-3 })
    const before = simulation.measure()
    simulation.equilibrate(() => true)
    for (let i = 0; i < 60; i++) simulation.advance()
    const after = simulation.measure()
    expect(after.enstrophy / before.enstrophy).toBeLessThan(0.3)
    expect(after.energy / before.energy).toBeGreaterThan(0.6)
    expect(after.dyeVariance).toBeLessThan(0.1)
    expect(mean(frame(simulation, 'dye'), (c) => c)).toBeCloseTo(0.5, 6)
  })

  test('fresh dye is poured once vortices have formed, or at once if there is no time', () => {
    for (const patience of [Number.POSITIVE_INFINITY, 3]) {
      const simulation = start()
      let asked = 0
      simulation.equilibrate(() => ++asked <= patience)
      const dye = frame(simulation, 'dye')
      expect(dye[4 * points + 9]).toBeCloseTo(1, 6)
      expect(simulation.measure().energy).toBeLessThan(0.4999)
    }
  })

  test('a live change of viscosity or diffusivity changes the decay in proportion', () => {
    const rate = (name: string, value: number, quantity: string) => {
      const simulation = start({ hyperviscosity: 0, viscosity: 1e-5, diffusivity: 1e-5 })
      simulation.set(name, value)
      const before = simulation.measure()[quantity]
      simulation.advance()
      return Math.log(before / simulation.measure()[quantity])
    }
    for (const [name, quantity] of [
      ['viscosity', 'energy'],
      ['diffusivity', 'dyeVariance'],
    ])
      expect(Math.abs(rate(name, 2e-4, quantity) / rate(name, 1e-4, quantity) - 2)).toBeLessThan(0.02)
  })
})

test('an unknown channel is refused with the known ones', () => {
  expect(() => frame(start(), 'pressure')).toThrow(
    'channel is pressure; expected vorticity, velocity x, velocity y, dye',
  )
})

test.each(Object.entries(turbulence.presets!))('the preset %s stays finite', (_, preset) => {
  const parameters = resolveParameters(turbulence, preset)
  const simulation = turbulence.simulate(parameters, 1)
  for (let i = 0; i < 3; i++) simulation.advance()
  expect(simulation.measure().energy).toBeGreaterThan(0)
})
