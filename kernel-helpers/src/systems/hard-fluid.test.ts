import { describe, expect, test } from 'vitest'
import { hardDisks } from './hard-disks.js'
import { HardFluid } from './hard-fluid.js'
import { compressibilityOfMixture, enskogRate } from './hard-fluid.test.support.js'
import { hardSpheres } from './hard-spheres.js'
import { resolveParameters } from './parameters.js'

type Values = Record<string, number>

const systems = { 2: hardDisks, 3: hardSpheres }

function start(dimensions: 2 | 3, given: Values = {}, seed = 1): HardFluid {
  const system = systems[dimensions]
  return new HardFluid(dimensions, system.parameters, resolveParameters(system, given), seed)
}

/** The fluid after equilibration and so many collisions of each particle. */
function averaged(dimensions: 2 | 3, given: Values, collisionsEach: number): HardFluid {
  const fluid = start(dimensions, given)
  fluid.equilibrate(() => true)
  const enough = fluid.dynamics.collisions + (collisionsEach * fluid.masses.length) / 2
  while (fluid.dynamics.collisions < enough) fluid.advance()
  return fluid
}

const mixtures: [string, 2 | 3, Values][] = [
  ['disks of two sizes', 2, { particles: 2500, density: 0.6, share: 0.5, sizeRatio: 0.5, massRatio: 0.25 }],
  [
    'disks, few of them large',
    2,
    { particles: 2500, density: 1, share: 0.8, sizeRatio: 0.3, massRatio: 0.1 },
  ],
  ['disks of two masses', 2, { particles: 2500, density: 0.4, share: 0.3, massRatio: 8 }],
  ['spheres of two sizes', 3, { particles: 2048, density: 0.8, share: 0.5, sizeRatio: 0.5, massRatio: 0.25 }],
  [
    'spheres, few of them large',
    3,
    { particles: 2048, density: 1.2, share: 0.8, sizeRatio: 0.4, massRatio: 0.1 },
  ],
]

describe.each(mixtures)('%s', (_, dimensions, given) => {
  test('have the pressure of the equation of state of mixtures, and the rate of Enskog', () => {
    const fluid = averaged(dimensions, given, 200)
    const { pressure, collisionRate, temperature } = fluid.measure()
    expect(temperature).toBeCloseTo(1, 10)
    const expected = compressibilityOfMixture(dimensions, fluid)
    const compressibility = (pressure * fluid.side ** dimensions) / given.particles
    expect(Math.abs(compressibility / expected - 1)).toBeLessThan(0.01)
    expect(Math.abs(collisionRate / enskogRate(dimensions, fluid) - 1)).toBeLessThan(0.01)
  })
})

test.each([2, 3] as const)('both species have the same temperature, in %i dimensions', (dimensions) => {
  const fluid = start(dimensions, { particles: 1000, share: 0.5, massRatio: 0.05, sizeRatio: 0.7 })
  const { masses, dynamics } = fluid
  /** Kinetic energy of a heavy and of a light particle over that of each degree of freedom. */
  const temperatures = () => {
    const energies = [0, 0]
    dynamics.velocities.forEach((v, k) => {
      const m = masses[Math.floor(k / dimensions)]
      energies[+(m < 1)] += (m * v * v) / (500 * dimensions)
    })
    return energies
  }
  fluid.equilibrate(() => true)
  const samples = Array.from({ length: 100 }, () => {
    dynamics.advance(Number.POSITIVE_INFINITY, 20_000)
    return temperatures()
  })
  // So far apart that they are independent: their correlation is below its error, 0.1.
  for (const species of [0, 1]) {
    const values = samples.map((sample) => sample[species])
    const average = values.reduce((sum, value) => sum + value) / values.length
    const error = Math.sqrt(
      values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1) / values.length,
    )
    expect(error).toBeLessThan(0.005)
    // T (N − 1)/N, as the momentum is fixed.
    expect(Math.abs(average - 0.999)).toBeLessThan(4 * error)
  }
})

test.each([2, 3] as const)(
  'a lattice melts just below freezing, and not well above, in %i dimensions',
  (dimensions) => {
    /** |Σ exp(ikx)|²/N at the wave vector of the starting layers, over N. */
    const order = (preset: string) => {
      const fluid = start(dimensions, { ...systems[dimensions].presets![preset], particles: 500 })
      const { positions } = fluid.dynamics
      const across = positions.filter((_, k) => k % dimensions === dimensions - 1)
      const layers = new Set(across.map((x) => Math.round(1e6 * x))).size
      fluid.equilibrate(() => true)
      let [real, imaginary] = [0, 0]
      for (let i = 0; i < 500; i++) {
        const phase = (2 * Math.PI * layers * positions[dimensions * i + dimensions - 1]) / fluid.side
        real += Math.cos(phase) / 500
        imaginary += Math.sin(phase) / 500
      }
      return real ** 2 + imaginary ** 2
    }
    expect(order('near freezing')).toBeLessThan(0.1)
    expect(order('crystal')).toBeGreaterThan(0.4)
  },
)

describe.each([2, 3] as const)('in %i dimensions', (dimensions) => {
  test('the channels add up: species to all, momenta to zero', () => {
    const particles = 200
    const fluid = start(dimensions, { particles, density: 0.3, share: 0.3, massRatio: 4, sizeRatio: 0.5 })
    for (let frame = 0; frame < 50; frame++) fluid.advance()
    const weights = (channel: string) => {
      const out = new Float32Array(particles)
      fluid.weigh(channel, out)
      return out
    }
    const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0)
    expect(sum(weights('density'))).toBe(particles)
    expect(sum(weights('species B'))).toBe(60)
    const b = weights('species B')
    weights('species A').forEach((a, i) => {
      expect(a + b[i]).toBe(1)
    })
    const kinetic = ['momentum x', 'momentum y'].map((channel) => {
      const momenta = weights(channel)
      expect(Math.abs(sum(momenta))).toBeLessThan(1e-4)
      return momenta.reduce((total, p, i) => total + p ** 2 / fluid.masses[i] / particles, 0)
    })
    for (const energy of kinetic) expect(Math.abs(energy - 1)).toBeLessThan(4 * Math.sqrt(2 / particles))
    const temperature = (2 * sum(weights('energy'))) / dimensions / (particles - 1)
    expect(Math.abs(temperature - fluid.measure().temperature)).toBeLessThan(1e-5)
    expect(() => weights('charge')).toThrow('channel: charge, expected one of density, ')
  })

  test('what is too dense to be placed is refused with the densest that is not', () => {
    const { max } = systems[dimensions].parameters.density
    const given = { particles: 100, density: max, share: 0.5, sizeRatio: 0.5 }
    let message = ''
    try {
      start(dimensions, given)
    } catch (error) {
      message = (error as RangeError).message
    }
    const [, density] = /^density is [\d.]+; expected at most ([\d.]+), at which 100 particles/.exec(message)!
    expect(() => start(dimensions, { ...given, density: Number(density) })).not.toThrow()
    expect(() => start(dimensions, { ...given, density: Number(density) + 0.001 })).toThrow('density is')
  })

  test('one particle is refused', () => {
    expect(() => start(dimensions, { particles: 1 })).toThrow('particles is 1; expected an integer from 64')
  })

  test('every preset runs', () => {
    for (const preset of Object.values(systems[dimensions].presets!)) {
      const fluid = start(dimensions, preset)
      fluid.advance()
      expect(fluid.measure().temperature).toBeCloseTo(1, 10)
    }
  })
})
