import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { newCrew, openCrew } from '../run/team.js'
import { MolecularDynamics, type PairPotential } from './molecular-dynamics.js'
import { interactions } from './molecular-dynamics.test.reference.js'

const cutoff = 2.5
const truncated: PairPotential = { cutoff, energyShift: 0, forceShift: 0 }
const shifted: PairPotential = { cutoff, energyShift: 4 * (cutoff ** -12 - cutoff ** -6), forceShift: 0 }
const shiftedForce: PairPotential = {
  ...shifted,
  forceShift: 24 * (2 * cutoff ** -13 - cutoff ** -7),
}
/** Weeks, Chandler & Andersen, J. Chem. Phys. 54, 5237 (1971), eqs. 4 and 5. */
const repulsive: PairPotential = { cutoff: 2 ** (1 / 6), energyShift: -1, forceShift: 0 }

interface Sample {
  readonly particles: number
  readonly density: number
  readonly potential?: PairPotential
  readonly temperature?: number
  readonly step?: number
  /** Side of the square in which a particle is put at random, in units of the distance between sites. */
  readonly disorder?: number
}

/** Particles near the sites of a square lattice, which is shifted across the boundary. */
function sample({
  particles,
  density,
  potential = shiftedForce,
  temperature = 1,
  step = 0.005,
  disorder = 0.2,
}: Sample) {
  const random = new Random(particles)
  const side = Math.sqrt(particles / density)
  const columns = Math.ceil(Math.sqrt(particles))
  const spacing = side / columns
  const positions = Float64Array.from({ length: 2 * particles }, (_, k) => {
    const site = k % 2 ? Math.floor((k >> 1) / columns) : (k >> 1) % columns
    return (site + disorder * (random.uniform() - 0.5) - 1.3) * spacing
  })
  const velocities = Float64Array.from(positions, () => Math.sqrt(temperature) * random.normal())
  return { side, positions, velocities, potential, skin: 0.3, step }
}

function run(dynamics: MolecularDynamics, steps: number) {
  for (let i = 0; i < steps; i++) dynamics.advance()
}

const energy = (dynamics: MolecularDynamics) => dynamics.kineticEnergy + dynamics.interactions().potential

describe.each(Object.entries({ truncated, shifted, shiftedForce, repulsive }))('%s', (_, potential) => {
  test.each([
    [0.01, 100],
    [0.1, 300],
    [0.4, 200],
    [0.8, 331],
    // The smallest box there may be: twice the reach of the lists.
    [0.8, 26],
    [1, 32],
    [2, 150],
  ])('forces, energy and virial are those of all pairs: density %f, %i particles', (density, particles) => {
    const dense = density >= 1
    const given = sample({ particles, density, potential, disorder: dense ? 0.5 : 0.2 })
    const dynamics = new MolecularDynamics(given)
    for (const steps of dense ? [0] : [0, 1, 37, 200]) {
      run(dynamics, steps)
      const exact = interactions(dynamics.positions, given.side, potential)
      const { potential: sum, virial } = dynamics.interactions()
      const strongest = exact.forces.reduce((most, force) => Math.max(most, Math.abs(force)), 1)
      expect(Math.abs(sum - exact.energy)).toBeLessThan(1e-12 * strongest * particles)
      expect(Math.abs(virial - exact.virial)).toBeLessThan(1e-12 * strongest * particles)
      dynamics.forces.forEach((force, i) => {
        expect(Math.abs(force - exact.forces[i])).toBeLessThan(1e-12 * strongest)
      })
    }
  })
})

test('where nothing interacts, particles fly straight through the boundary', () => {
  const [vx, vy] = [3, -7]
  const dynamics = new MolecularDynamics({
    ...{ side: 100, potential: repulsive, skin: 0.3, step: 0.01 },
    positions: Float64Array.of(1, 2, 51, 52),
    velocities: Float64Array.of(vx, vy, vx, vy),
  })
  run(dynamics, 1000)
  const frame = new Float32Array(4)
  dynamics.observe(frame)
  const inBox = (x: number) => x - 100 * Math.floor(x / 100)
  for (const [i, x] of [1 + 10 * vx, 2 + 10 * vy, 51 + 10 * vx, 52 + 10 * vy].entries())
    expect(frame[i]).toBeCloseTo(inBox(x), 4)
})

test('the equations of motion run backwards', () => {
  const given = sample({ particles: 400, density: 0.5 })
  const dynamics = new MolecularDynamics(given)
  run(dynamics, 300)
  expect(dynamics.positions).not.toEqual(given.positions)
  dynamics.scaleVelocities(-1)
  run(dynamics, 300)
  const backwards = (x: number, i: number) => {
    const difference = x - given.positions[i]
    return Math.abs(difference - given.side * Math.round(difference / given.side))
  }
  // Rounding errors of 10⁻¹⁶ grow by the Lyapunov exponent, of order 1/τ, over 3 τ.
  expect(Math.max(...dynamics.positions.map(backwards))).toBeLessThan(1e-9)
})

test('energy fluctuates with the square of the step and does not drift; momentum is conserved', () => {
  const fluctuation = (step: number) => {
    const dynamics = new MolecularDynamics(sample({ particles: 400, density: 0.6, step }))
    run(dynamics, 2 / step)
    const start = dynamics.velocities
    const energies = Array.from({ length: 200 }, () => {
      run(dynamics, 0.1 / step)
      return energy(dynamics) / 400
    })
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length
    expect(Math.abs(mean(energies.slice(100)) - mean(energies.slice(0, 100)))).toBeLessThan(20 * step ** 2)
    for (const axis of [0, 1]) {
      const total = (values: Float64Array) => values.reduce((sum, v, i) => sum + (i % 2 === axis ? v : 0), 0)
      expect(Math.abs(total(dynamics.velocities) - total(start))).toBeLessThan(1e-9)
    }
    return Math.sqrt(mean(energies.map((e) => (e - mean(energies)) ** 2)))
  }
  const ratio = fluctuation(0.008) / fluctuation(0.004)
  expect(ratio).toBeGreaterThan(3)
  expect(ratio).toBeLessThan(5.5)
})

test('100 000 particles: energy is conserved, positions lie in the box', () => {
  const given = sample({ particles: 100_000, density: 0.7 })
  const dynamics = new MolecularDynamics(given)
  const before = energy(dynamics)
  run(dynamics, 100)
  expect(Math.abs(energy(dynamics) - before)).toBeLessThan(1e-3 * 100_000)
  const frame = new Float32Array(200_000)
  dynamics.observe(frame)
  expect(frame.every((x) => x >= 0 && x < given.side)).toBe(true)
})

test('a box smaller than twice the reach is refused', () => {
  expect(() => new MolecularDynamics({ ...sample({ particles: 20, density: 0.8 }) })).toThrow(
    'side is 5; expected at least 5.6 σ',
  )
})

describe('several threads', () => {
  const helpers: Worker[] = []
  afterEach(async () => {
    await Promise.all(helpers.splice(0).map((helper) => helper.terminate()))
  })

  async function help(crew: object, count: number) {
    for (let i = 0; i < count; i++) {
      const helper = new Worker(new URL('./molecular-dynamics.test.helper.js', import.meta.url), {
        workerData: crew,
      })
      helpers.push(helper)
      await once(helper, 'message')
    }
  }

  test('trajectories are the same to the last bit, whenever helpers join, and helpers leave at the end', async () => {
    const given = sample({ particles: 1500, density: 0.6 })
    const alone = new MolecularDynamics(given)
    const shared = newCrew(3)
    const together = new MolecularDynamics({ ...given, crew: openCrew(shared, () => {}) })
    for (const joining of [0, 1, 1]) {
      await help(shared, joining)
      run(alone, 150)
      run(together, 150)
      expect(together.positions).toEqual(alone.positions)
      expect(together.velocities).toEqual(alone.velocities)
      expect(together.kineticEnergy).toBe(alone.kineticEnergy)
    }
    together.close()
    await Promise.all(helpers.map((helper) => once(helper, 'exit')))
  })

  test('waiting for a helper that has died ends when the run is stopped', async () => {
    const shared = newCrew(2)
    const checkpoint = () => {
      throw new Error('stopped')
    }
    const dynamics = new MolecularDynamics({
      ...sample({ particles: 1500, density: 0.6 }),
      crew: openCrew(shared, checkpoint),
    })
    await help(shared, 1)
    await helpers[0].terminate()
    expect(() => run(dynamics, 100)).toThrow('stopped')
  })
})
