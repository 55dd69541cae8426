import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { WorkerPool } from '../../kernel-helpers/dist/run/pool.js'
import { Random } from '../../kernel-helpers/dist/run/random.js'
import { newCrew, openCrew } from '../../kernel-helpers/dist/run/team.js'
import { lammpsData } from '../../kernel-helpers/dist/systems/lammps.test.support.js'
import { MolecularDynamics } from '../../kernel-helpers/dist/systems/molecular-dynamics.js'
import { lennardJonesPair } from '../../kernel-helpers/dist/systems/pair-potential.js'
import { maxwellian } from '../../kernel-helpers/dist/systems/thermostat.js'
import { workerFile } from '../../kernel-helpers/dist/workers.js'
import { root } from '../../scripts/setup/process.mjs'
import { growthContest } from '../growth.mjs'
import { findLammps, integrate } from '../peers/lammps.mjs'
import { Skip } from '../skip.mjs'

/** @typedef {{ side: number, positions: Float64Array, velocities: Float64Array }} State */

/** A liquid: 2-D Lennard-Jones, truncated and not shifted, in reduced units. */
const density = 0.7
const temperature = 1
const spec = { skin: 0.3, step: 0.005 }
const potential = lennardJonesPair({ cutoff: 2.5, truncation: 'cut' })
const theirSpec = {
  ...{ ...spec, dimensions: /** @type {const} */ (2) },
  pairs: ['pair_style lj/cut 2.5', 'pair_coeff 1 1 1 1'],
}

const sizes = [
  { particles: 4096, settling: 4000, warmUp: 300, timed: 2000, compared: 200 },
  { particles: 100_000, settling: 2000, warmUp: 20, timed: 100, compared: 100 },
]

/** @type {import('../case.mjs').Case[]} */
export default [
  ...sizes.flatMap((size) => [
    {
      name: `lennard-jones-${size.particles}`,
      title: `Molecular dynamics of ${size.particles} particles at ρ* = ${density}, T* = ${temperature}, 1 thread`,
      peer: 'LAMMPS, 1 thread',
      unit: 'steps/s',
      better: /** @type {const} */ ('higher'),
      target: { ratio: 1 },
      prepare: () => contest(size, 1),
    },
    {
      name: `lennard-jones-${size.particles}-threads`,
      title: `Molecular dynamics of ${size.particles} particles at ρ* = ${density}, T* = ${temperature}, 2 threads`,
      peer: 'LAMMPS, 1 thread',
      unit: 'steps/s',
      better: /** @type {const} */ ('higher'),
      target: { ratio: 1.7 },
      prepare: () => contest(size, 2),
    },
  ]),
  {
    name: 'lennard-jones-growth',
    title: 'Molecular dynamics of 10³ to 10⁶ particles: exponent of the time per step, 1 thread',
    peer: 'linear time',
    unit: 'exponent',
    better: /** @type {const} */ ('lower'),
    target: { value: 1.1 },
    rounds: 3,
    prepare: growth,
  },
]

/**
 * @param {typeof sizes[number]} size
 * @param {number} threads
 * @returns {Promise<import('../case.mjs').Contest>}
 */
async function contest({ particles, settling, warmUp, timed, compared }, threads) {
  if (threads > availableParallelism()) throw new Skip(`there are fewer than ${threads} cores`)
  await findLammps()
  const start = liquid(particles, settling)
  const directory = join(root, '.cache/bench')
  mkdirSync(directory, { recursive: true })
  const data = join(directory, `lennard-jones-${particles}.data`)
  writeFileSync(data, lammpsData({ ...start, dimensions: 2, species: [particles] }))

  const crew = newCrew(threads)
  const pool = new WorkerPool(workerFile, threads)
  const help = Array.from({ length: threads - 1 }, () =>
    pool.run({ kind: 'assist', system: 'lennard-jones', crew }),
  )
  const dynamics = new MolecularDynamics({ ...start, potential, ...spec, crew: openCrew(crew, () => {}) })
  while (dynamics.threads < threads) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    dynamics.advance()
  }
  return {
    ours: async () => {
      run(dynamics, warmUp)
      return timed / seconds(() => run(dynamics, timed))
    },
    theirs: async () => timed / integrate(data, { ...theirSpec, lengths: [warmUp, timed] })[1].seconds,
    check: async () => {
      const own = new MolecularDynamics({ ...start, potential, ...spec })
      const theirs = integrate(data, { ...theirSpec, lengths: [0, compared] })
      const apart = [0, compared].map((steps, i) => {
        run(own, steps)
        const energies = [own.interactions().potential, own.kineticEnergy]
        return Math.max(
          ...[theirs[i].potential, theirs[i].kinetic].map((e, k) => Math.abs(energies[k] / e - 1)),
        )
      })
      if (!(apart[0] < 1e-10 && apart[1] < 1e-6))
        throw new Error(`energies differ by ${apart} at the start and after ${compared} steps`)
      return `energies within ${apart[0].toExponential(0)} at the start, ${apart[1].toExponential(0)} after ${compared} steps`
    },
    close: async () => {
      dynamics.close()
      await Promise.all(help)
      await pool.close()
    },
  }
}

/** @returns {Promise<import('../case.mjs').Contest>} */
async function growth() {
  const systems = new Map(
    [1000, 10_000, 100_000, 1_000_000].map((particles) => [
      particles,
      new MolecularDynamics({ ...liquid(particles, 200), potential, ...spec }),
    ]),
  )
  return growthContest('particles', [...systems.keys()], (particles) => {
    const dynamics = /** @type {MolecularDynamics} */ (systems.get(particles))
    const steps = Math.max(5, 3e6 / particles)
    return seconds(() => run(dynamics, steps)) / steps
  })
}

/**
 * @param {MolecularDynamics} dynamics
 * @param {number} steps
 */
function run(dynamics, steps) {
  for (let i = 0; i < steps; i++) dynamics.advance()
}

/** @param {() => void} work */
function seconds(work) {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

/**
 * Particles that start on a square lattice and are kept at the temperature.
 * @param {number} particles
 * @param {number} steps
 * @returns {State}
 */
function liquid(particles, steps) {
  const side = Math.sqrt(particles / density)
  const columns = Math.ceil(Math.sqrt(particles))
  const positions = Float64Array.from(
    { length: 2 * particles },
    (_, k) => ((k % 2 ? Math.floor((k >> 1) / columns) : (k >> 1) % columns) / columns) * side,
  )
  const velocities = maxwellian(particles, temperature, new Random(particles))
  const dynamics = new MolecularDynamics({ side, positions, velocities, potential, ...spec })
  for (let i = 0; i < steps; i++) {
    dynamics.advance()
    dynamics.scaleVelocities(Math.sqrt((temperature * particles) / dynamics.kineticEnergy))
  }
  return { side, positions: dynamics.positions, velocities: dynamics.velocities }
}
