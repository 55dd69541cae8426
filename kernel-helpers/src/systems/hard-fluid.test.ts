import { describe, expect, test } from 'vitest'
import { hardDisks } from './hard-disks.js'
import { HardFluid } from './hard-fluid.js'
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

/** Mean over the particles. */
function mean(values: Float64Array, power = 1): number {
  return values.reduce((sum, value) => sum + value ** power, 0) / values.length
}

/** pV/NkT of hard disks: Henderson, Mol. Phys. 30, 971 (1975). */
const henderson = (packing: number) => (1 + packing ** 2 / 8) / (1 - packing) ** 2

/** Of a mixture of disks: Santos, Yuste & López de Haro, Mol. Phys. 96, 1 (1999). */
function mixtureOfDisks({ packing, diameters }: HardFluid): number {
  const ratio = mean(diameters) ** 2 / mean(diameters, 2)
  return (1 - ratio) / (1 - packing) + ratio * henderson(packing)
}

/** Of a mixture of spheres: Mansoori, Carnahan, Starling & Leland, J. Chem. Phys. 54, 1523 (1971). */
function mixtureOfSpheres({ packing, diameters }: HardFluid): number {
  const [one, two, three] = [1, 2, 3].map((power) => mean(diameters, power))
  const empty = 1 - packing
  return (
    1 / empty +
    (3 * packing * one * two) / three / empty ** 2 +
    (packing ** 2 * (3 - packing) * two ** 3) / three ** 2 / empty ** 3
  )
}

/** Contact values g_ij of the same theories, for the distance of contact and the product of the diameters. */
function contact(dimensions: 2 | 3, { packing, diameters }: HardFluid, sum: number, product: number): number {
  const empty = 1 - packing
  if (dimensions === 2) {
    const one = (1 - (7 * packing) / 16) / empty ** 2
    return 1 / empty + ((one - 1 / empty) * ((mean(diameters) / mean(diameters, 2)) * (2 * product))) / sum
  }
  const z = ((mean(diameters, 2) / mean(diameters, 3)) * packing * product) / sum
  return 1 / empty + (3 * z) / empty ** 2 + (2 * z ** 2) / empty ** 3
}

/** Collisions of a particle per time at T* = 1, all species together: Enskog's. */
function enskog(dimensions: 2 | 3, fluid: HardFluid): number {
  const volume = fluid.side ** dimensions
  const kinds = new Map<string, { diameter: number; mass: number; count: number }>()
  fluid.diameters.forEach((diameter, i) => {
    const mass = fluid.masses[i]
    const kind = kinds.get(`${diameter} ${mass}`) ?? { diameter, mass, count: 0 }
    kinds.set(`${diameter} ${mass}`, { ...kind, count: kind.count + 1 })
  })
  let rate = 0
  for (const a of kinds.values()) {
    for (const b of kinds.values()) {
      const sum = a.diameter + b.diameter
      const reduced = (a.mass * b.mass) / (a.mass + b.mass)
      const area = dimensions === 2 ? sum / 2 : 2 * (sum / 2) ** 2
      const speed = Math.sqrt((2 * Math.PI) / reduced)
      const g = contact(dimensions, fluid, sum, a.diameter * b.diameter)
      rate += (a.count / fluid.masses.length) * (b.count / volume) * area * speed * g
    }
  }
  return rate
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
    const expected = (dimensions === 2 ? mixtureOfDisks : mixtureOfSpheres)(fluid)
    const compressibility = (pressure * fluid.side ** dimensions) / given.particles
    expect(Math.abs(compressibility / expected - 1)).toBeLessThan(0.01)
    expect(Math.abs(collisionRate / enskog(dimensions, fluid) - 1)).toBeLessThan(0.01)
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
    const average = mean(Float64Array.from(values))
    const error = Math.sqrt(
      values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1) / values.length,
    )
    expect(error).toBeLessThan(0.005)
    // T (N − 1)/N, as the momentum is fixed.
    expect(Math.abs(average - 0.999)).toBeLessThan(4 * error)
  }
})

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
    expect(() => weights('charge')).toThrow('channel: charge, expected one of density, momentum x')
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
    expect(() => start(dimensions, { ...given, density: Number(density) - 0.001 })).not.toThrow()
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
