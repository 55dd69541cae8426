import { describe, expect, test } from 'vitest'
import { binaryMixture } from './binary-mixture.js'
import { lammps, lammpsInstalled } from './lammps.test.support.js'
import { lennardJones } from './lennard-jones.js'
import { resolveParameters } from './parameters.js'
import type { SoftParticles } from './soft-particles.js'
import { average, chiSquaredBelow, kolmogorov, ratioSlope, variance } from './statistics.test.support.js'
import type { System } from './system.js'
import { wca } from './wca.js'

const start = (system: System, given: Record<string, number>, seed = 1) =>
  system.simulate(resolveParameters(system, given), seed) as SoftParticles

function frames(simulation: SoftParticles, count: number) {
  for (let i = 0; i < count; i++) simulation.advance()
}

describe('constant temperature', () => {
  const particles = 64
  /** Energies of the whole system, some two relaxation times of the thermostat apart. */
  function energies(dimensions: number, temperature: number, samples: number) {
    const fluid = start(wca, {
      particles,
      dimensions,
      temperature,
      density: 0.3,
      ensemble: 1,
      timeStep: 0.01,
    })
    const framesApart = Math.ceil((1 / 0.0625) * Math.sqrt(2 * temperature))
    frames(fluid, 20 * framesApart)
    return Array.from({ length: samples }, () => {
      frames(fluid, framesApart)
      const { kineticEnergy, totalEnergy } = fluid.measure()
      return { kinetic: kineticEnergy * particles, total: totalEnergy * particles }
    })
  }

  test.each([2, 3])(
    'the kinetic energy has the distribution of the canonical ensemble, %i-D',
    (dimensions) => {
      const [first, second] = [1, 1.25].map((temperature) => energies(dimensions, temperature, 800))
      const freedoms = dimensions * (particles - 1)
      for (const [sample, temperature] of [
        [first, 1],
        [second, 1.25],
      ] as const) {
        const kinetic = sample.map((energy) => energy.kinetic)
        const below = (k: number) => chiSquaredBelow((2 * k) / temperature, freedoms)
        expect(kolmogorov(kinetic, below)).toBeLessThan(1.95)
        // The test can tell a thermostat that is 3 % off, or one that doesn't let the energy fluctuate.
        expect(
          kolmogorov(
            kinetic.map((k) => 1.03 * k),
            below,
          ),
        ).toBeGreaterThan(1.95)
        expect(
          kolmogorov(
            kinetic.map((k) => average(kinetic) + (k - average(kinetic)) / 2),
            below,
          ),
        ).toBeGreaterThan(1.95)
      }
      // Merz & Shirts, PLoS ONE 13, e0202764 (2018): the ratio of the distributions at two temperatures.
      for (const energy of ['kinetic', 'total'] as const) {
        const of = (sample: typeof first) => sample.map((values) => values[energy])
        const { slope, error } = ratioSlope(of(first), of(second))
        expect(Math.abs(slope - (1 - 1 / 1.25))).toBeLessThan(4 * error)
        expect(error).toBeLessThan(0.02)
      }
    },
  )

  test('the energy fluctuates as it does not at constant energy', () => {
    const spread = (ensemble: number) => {
      const fluid = start(wca, { particles, ensemble })
      frames(fluid, 100)
      const totals = Array.from({ length: 200 }, () => {
        frames(fluid, 2)
        return fluid.measure().totalEnergy
      })
      return Math.sqrt(variance(totals))
    }
    // √(c/N) T per particle, c the heat capacity, at least 1 in two dimensions.
    expect(spread(1)).toBeGreaterThan(0.06)
    expect(spread(0)).toBeLessThan(1e-3)
  })
})

describe('channels', () => {
  const particles = 1000
  const given = { particles, dimensions: 3, share: 0.8, thickness: 2 }
  const mixture = start(binaryMixture, given)
  frames(mixture, 3)
  const weights = (channel: string) => {
    const out = new Float32Array(particles).fill(Number.NaN)
    mixture.weigh(channel, out)
    return [...out]
  }

  test('are named, with a slice only where there is a third dimension', () => {
    const named = (dimensions: number) =>
      binaryMixture.observable(resolveParameters(binaryMixture, { ...given, dimensions })).channels
    expect(named(2)).toEqual(['density', 'momentum x', 'momentum y', 'species A', 'species B'])
    expect(named(3)).toEqual(['density', 'momentum x', 'momentum y', 'slice', 'species A', 'species B'])
    expect(() => weights('slise')).toThrow(
      'channel is slise; expected one of density, momentum x, momentum y, slice, species A, species B',
    )
  })

  test('count particles, their momenta, those in the slice and those of a species', () => {
    const { positions, velocities } = mixture.dynamics
    expect(weights('density')).toEqual(new Array(particles).fill(1))
    for (const [axis, name] of ['momentum x', 'momentum y'].entries())
      expect(weights(name)).toEqual(
        Array.from({ length: particles }, (_, i) => Math.fround(velocities[3 * i + axis])),
      )
    const { side } = mixture
    const inSlice = Array.from({ length: particles }, (_, i) => {
      const z = positions[3 * i + 2]
      return Math.abs(z - side * Math.floor(z / side) - side / 2) < 1 ? 1 : 0
    })
    expect(weights('slice')).toEqual(inSlice)
    // Of 1000 particles in a box of 9.4 σ, 2 / 9.4 are in a slice of 2 σ.
    expect(Math.abs(average(inSlice) - 2 / side)).toBeLessThan(0.06)
    expect(average(weights('species A'))).toBeCloseTo(0.8, 6)
    expect(weights('species A').map((a) => 1 - a)).toEqual(weights('species B'))
  })

  test('frames show the particles along z, in the box', () => {
    const frame = new Float32Array(2 * particles)
    mixture.observe(frame)
    const { positions } = mixture.dynamics
    frame.forEach((x, k) => {
      const apart = x - positions[3 * (k >> 1) + (k % 2)]
      expect(Math.abs(apart - mixture.side * Math.round(apart / mixture.side))).toBeLessThan(1e-5)
    })
  })
})

/** How LAMMPS calls what the systems are made of. */
const asInLammps = {
  'lennard-jones': ['pair_style lj/smooth/linear 2.5', 'pair_coeff 1 1 1 1'],
  wca: [`pair_style lj/cut ${2 ** (1 / 6)}`, 'pair_modify shift yes', 'pair_coeff 1 1 1 1'],
  'binary-mixture': [
    'pair_style lj/cut 2.5',
    'pair_modify shift yes',
    'pair_coeff 1 1 1 1 2.5',
    'pair_coeff 1 2 1.5 0.8 2.0',
    'pair_coeff 2 2 0.5 0.88 2.2',
  ],
}

// Where LAMMPS isn't installed, these are skipped.
describe.skipIf(!lammpsInstalled)('LAMMPS', () => {
  const cases: [name: string, given: Record<string, number>, system: System][] = [
    ['lennard-jones', { particles: 400, density: 0.7, temperature: 0.8 }, lennardJones],
    ['lennard-jones', { particles: 500, density: 0.8, temperature: 0.8, dimensions: 3 }, lennardJones],
    ['wca', { particles: 400, density: 0.7 }, wca],
    ['wca', { particles: 500, density: 0.8, dimensions: 3 }, wca],
    ['binary-mixture', { particles: 500, share: 0.65 }, binaryMixture],
    ['binary-mixture', { particles: 500, share: 0.8, dimensions: 3 }, binaryMixture],
  ]
  test.each(cases)('finds the same energies and pressure: %s, %j', (name, given, system) => {
    const fluid = start(system, given)
    frames(fluid, 40)
    const { side, dynamics } = fluid
    const dimensions = given.dimensions === 3 ? 3 : 2
    const large = Math.round((given.share ?? 1) * given.particles)
    const species = given.share ? [large, given.particles - large] : [large]
    const { positions, velocities } = dynamics
    const { log } = lammps({ dimensions, side, positions, velocities, species }, [
      ...asInLammps[name as keyof typeof asInLammps],
      'fix motion all nve',
      'compute_modify thermo_temp extra/dof 0',
      'thermo_style custom step pe ke press',
      'thermo_modify norm yes format float %.15g',
      'run 0',
    ])
    const [, potential, kinetic, pressure] = log.match(/^\s*0\s+(\S+)\s+(\S+)\s+(\S+)\s*$/m)!.map(Number)
    const ours = fluid.measure()
    expect(Math.abs(ours.potentialEnergy - potential)).toBeLessThan(1e-10)
    expect(Math.abs(ours.kineticEnergy - kinetic)).toBeLessThan(1e-10)
    expect(Math.abs(ours.pressure - pressure)).toBeLessThan(1e-9)
  })
})
