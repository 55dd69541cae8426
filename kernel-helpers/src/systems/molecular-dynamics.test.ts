import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { newCrew, openCrew } from '../run/team.js'
import { MolecularDynamics } from './molecular-dynamics.js'
import { interactions } from './molecular-dynamics.test.reference.js'
import { inversePowerPair, lennardJonesPair, type PairPotential, repulsiveCore } from './pair-potential.js'

const cutoff = 2.5
const truncated = lennardJonesPair({ cutoff, truncation: 'cut' })
const shifted = lennardJonesPair({ cutoff, truncation: 'shifted energy' })
const shiftedForce = lennardJonesPair({ cutoff, truncation: 'shifted force' })
const inversePower = inversePowerPair(12, 2.2)
const oddPower = inversePowerPair(9, 2.5)

interface Sample {
  readonly particles: number
  readonly dimensions?: 2 | 3
  readonly density: number
  readonly potential?: PairPotential
  readonly temperature?: number
  readonly step?: number
  /** Side of the square in which a particle is put at random, in units of the distance between sites. */
  readonly disorder?: number
}

/** Particles near the sites of a square or cubic lattice, which is shifted across the boundary. */
function sample({
  particles,
  dimensions = 2,
  density,
  potential = shiftedForce,
  temperature = 1,
  step = 0.005,
  disorder = 0.2,
}: Sample) {
  const random = new Random(particles)
  const side = (particles / density) ** (1 / dimensions)
  const columns = Math.ceil(particles ** (1 / dimensions) - 1e-9)
  const spacing = side / columns
  const positions = Float64Array.from({ length: dimensions * particles }, (_, k) => {
    const site = Math.floor(Math.floor(k / dimensions) / columns ** (k % dimensions)) % columns
    return (site + disorder * (random.uniform() - 0.5) - 1.3) * spacing
  })
  const velocities = Float64Array.from(positions, () => Math.sqrt(temperature) * random.normal())
  return { dimensions, side, positions, velocities, potential, skin: 0.3, step }
}

function run(dynamics: MolecularDynamics, steps: number) {
  for (let i = 0; i < steps; i++) dynamics.advance()
}

const energy = (dynamics: MolecularDynamics) => dynamics.kineticEnergy + dynamics.interactions().potential

/** Compares with a sum over all pairs, relative to the strongest force. */
function expectExact(
  dynamics: MolecularDynamics,
  exact: ReturnType<typeof interactions>,
  particles: number,
): void {
  const { potential: sum, virial } = dynamics.interactions()
  const strongest = exact.forces.reduce((most, force) => Math.max(most, Math.abs(force)), 1)
  expect(Math.abs(sum - exact.energy)).toBeLessThan(1e-12 * strongest * particles)
  expect(Math.abs(virial - exact.virial)).toBeLessThan(1e-12 * strongest * particles)
  dynamics.forces.forEach((force, i) => {
    expect(Math.abs(force - exact.forces[i])).toBeLessThan(1e-12 * strongest)
  })
}

describe.each(
  Object.entries({
    truncated,
    shifted,
    shiftedForce,
    repulsiveCore,
    inversePower,
    oddPower,
  }),
)('%s', (_, potential) => {
  test.each([
    [2, 0.01, 100],
    [2, 0.1, 300],
    [2, 0.4, 200],
    [2, 0.8, 331],
    // The smallest box there may be: twice the reach of the lists.
    [2, 0.8, 26],
    [2, 1, 32],
    [2, 2, 150],
    [3, 0.05, 100],
    [3, 0.8, 141],
    [3, 0.8, 250],
  ] as const)(
    'forces, energy and virial are those of all pairs: %i-D, density %f, %i particles',
    (dimensions, density, particles) => {
      const dense = density >= 1
      const given = sample({ particles, dimensions, density, potential, disorder: dense ? 0.5 : 0.2 })
      const dynamics = new MolecularDynamics(given)
      for (const steps of dense ? [0] : [0, 1, 37, 200]) {
        run(dynamics, steps)
        const exact = interactions(dynamics.positions, given.side, potential, { dimensions })
        expectExact(dynamics, exact, particles)
      }
    },
  )
})

test.each([2, 3] as const)('species interact in pairs of their own, %i-D', (dimensions) => {
  const pair = (epsilon: number, sigma: number) =>
    lennardJonesPair({ epsilon, sigma, cutoff: 2.5 * sigma, truncation: 'shifted force' })
  const [one, other, both, third] = [pair(1, 1), pair(0.5, 0.88), pair(1.5, 0.8), pair(0.7, 0.9)]
  const potential = [
    [one, both, third],
    [both, other, third],
    [third, third, both],
  ]
  const species = [150, 60, 40]
  const kind = (i: number) => (i < 150 ? 0 : i < 210 ? 1 : 2)
  const given = sample({ particles: 250, dimensions, density: 0.9 })
  const dynamics = new MolecularDynamics({ ...given, potential, species })
  for (const steps of [0, 1, 37, 200]) {
    run(dynamics, steps)
    const pairOf = (i: number, j: number) => potential[kind(i)][kind(j)]
    const exact = interactions(dynamics.positions, given.side, one, { dimensions, pair: pairOf })
    expectExact(dynamics, exact, 250)
  }
})

test('particles that are alike in two species move as those of one', () => {
  const given = sample({ particles: 300, dimensions: 3, density: 0.7 })
  const row = [shiftedForce, shiftedForce]
  const alike = new MolecularDynamics(given)
  const named = new MolecularDynamics({ ...given, potential: [row, row], species: [100, 200] })
  for (const dynamics of [alike, named]) run(dynamics, 100)
  // The order of the sums differs.
  named.positions.forEach((x, i) => {
    expect(Math.abs(x - alike.positions[i])).toBeLessThan(1e-9)
  })
})

test('where nothing interacts, particles fly straight through the boundary', () => {
  const [vx, vy] = [3, -7]
  const dynamics = new MolecularDynamics({
    ...{ side: 100, potential: repulsiveCore, skin: 0.3, step: 0.01 },
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

test.each([2, 3] as const)('the equations of motion run backwards, %i-D', (dimensions) => {
  const given = sample({ particles: 400, dimensions, density: 0.5 })
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

test.each([2, 3] as const)(
  'energy fluctuates with the square of the step and does not drift, momentum is conserved, %i-D',
  (dimensions) => {
    const fluctuation = (step: number) => {
      const dynamics = new MolecularDynamics(sample({ particles: 400, dimensions, density: 0.6, step }))
      run(dynamics, 2 / step)
      const start = dynamics.velocities
      const energies = Array.from({ length: 200 }, () => {
        run(dynamics, 0.1 / step)
        return energy(dynamics) / 400
      })
      const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length
      expect(Math.abs(mean(energies.slice(100)) - mean(energies.slice(0, 100)))).toBeLessThan(20 * step ** 2)
      for (let axis = 0; axis < dimensions; axis++) {
        const total = (values: Float64Array) =>
          values.reduce((sum, v, i) => sum + (i % dimensions === axis ? v : 0), 0)
        expect(Math.abs(total(dynamics.velocities) - total(start))).toBeLessThan(1e-9)
      }
      return Math.sqrt(mean(energies.map((e) => (e - mean(energies)) ** 2)))
    }
    const ratio = fluctuation(0.008) / fluctuation(0.004)
    expect(ratio).toBeGreaterThan(3)
    expect(ratio).toBeLessThan(5.5)
  },
)

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

test('what is not a fluid is refused with the reason', () => {
  const given = sample({ particles: 100, density: 0.8 })
  const refused = (changes: object) => expect(() => new MolecularDynamics({ ...given, ...changes }))
  const positions = given.positions.with(7, Number.NaN)
  refused({ positions }).toThrow('positions[7] is NaN; expected a finite number')
  refused({ velocities: given.velocities.slice(1) }).toThrow(
    'velocities has 199 numbers; expected 2 × particles',
  )
  refused({ species: [40, 50] }).toThrow('potential has rows of 1; expected 2 × 2')
  const row = [shiftedForce, shiftedForce]
  refused({ species: [40, 50], potential: [row, row] }).toThrow(
    'species are 40 + 50 particles; expected 100 in all',
  )
  refused({ species: [40, 60], potential: [row, [shiftedForce, inversePowerPair(10, 2)]] }).toThrow(
    'exponent is 12 and 10; expected the same for all pairs',
  )
  refused({ potential: { ...inversePower, exponent: 1.5 } }).toThrow(
    'exponent is 1.5; expected an integer from 2 on',
  )
  refused({ potential: { ...shifted, exponent: 8 } }).toThrow(
    'exponent is 8; expected 12 where there is an attraction',
  )
})

test.each([2, 3] as const)('displaced particles go on with the forces where they are, %i-D', (dimensions) => {
  const given = sample({ particles: 250, dimensions, density: 0.6 })
  const dynamics = new MolecularDynamics(given)
  run(dynamics, 50)
  const [before, velocities] = [dynamics.positions, dynamics.velocities]
  const random = new Random(1)
  dynamics.displace(() => 0.01 * random.normal())
  expect(dynamics.velocities).toEqual(velocities)
  const squares = dynamics.positions.map((x, i) => {
    const d = x - before[i]
    return (d - given.side * Math.round(d / given.side)) ** 2
  })
  expect(Math.sqrt(squares.reduce((a, b) => a + b) / squares.length)).toBeCloseTo(0.01, 3)
  for (const steps of [0, 20]) {
    run(dynamics, steps)
    expectExact(dynamics, interactions(dynamics.positions, given.side, shiftedForce, { dimensions }), 250)
  }
})

test.each([0, 1])('%i particles move, or not', (particles) => {
  const dynamics = new MolecularDynamics({
    ...{ side: 10, potential: shiftedForce, skin: 0.3, step: 0.01 },
    positions: new Float64Array(2 * particles).fill(9.5),
    velocities: new Float64Array(2 * particles).fill(1),
  })
  run(dynamics, 100)
  expect(dynamics.kineticEnergy).toBe(particles)
  expect(dynamics.interactions()).toEqual({ potential: 0, virial: 0 })
  const frame = new Float32Array(2 * particles)
  dynamics.observe(frame)
  for (const x of frame) expect(x).toBeCloseTo(0.5, 5)
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

  test.each([2, 3] as const)(
    'trajectories are the same to the last bit, whenever helpers join, and helpers leave at the end, %i-D',
    async (dimensions) => {
      const given = sample({ particles: 1500, dimensions, density: 0.6 })
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
    },
  )

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
