import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findSystem } from '../../kernel-helpers/dist/systems/index.js'
import { lammpsData } from '../../kernel-helpers/dist/systems/lammps.test.support.js'
import { resolveParameters } from '../../kernel-helpers/dist/systems/parameters.js'
import { root } from '../../scripts/setup/process.mjs'
import { growthContest } from '../growth.mjs'
import { findLammps, integrate } from '../peers/lammps.mjs'

/** @typedef {import('../../kernel-helpers/dist/systems/soft-particles.js').SoftParticles} SoftParticles */

const KOB_ANDERSEN = [
  'pair_style lj/cut 2.5',
  'pair_modify shift yes',
  'pair_coeff 1 1 1 1 2.5',
  'pair_coeff 1 2 1.5 0.8 2.0',
  'pair_coeff 2 2 0.5 0.88 2.2',
]
const SHIFTED_FORCE = ['pair_style lj/smooth/linear 2.5', 'pair_coeff 1 1 1 1']
const WCA = [`pair_style lj/cut ${2 ** (1 / 6)}`, 'pair_modify shift yes', 'pair_coeff 1 1 1 1']

/**
 * @typedef {object} Fluid
 * @property {string} system
 * @property {string} title
 * @property {Record<string, number>} given
 * @property {readonly string[] | null} pairs how LAMMPS calls the potential, if it has it
 * @property {number} skin
 * @property {number} steps
 */

/** @type {Fluid[]} */
const fluids = [
  {
    system: 'lennard-jones',
    title: 'Lennard-Jones liquid in three dimensions, 4000 particles',
    given: { particles: 4000, dimensions: 3, density: 0.75, temperature: 0.85, timeStep: 0.005 },
    pairs: SHIFTED_FORCE,
    skin: 0.3,
    steps: 200,
  },
  {
    system: 'binary-mixture',
    title: 'Kob–Andersen mixture in three dimensions, 1000 particles',
    given: { dimensions: 3, share: 0.8 },
    pairs: KOB_ANDERSEN,
    skin: 0.3,
    steps: 500,
  },
  {
    system: 'binary-mixture',
    title: 'Kob–Andersen mixture in two dimensions, 1000 particles',
    given: {},
    pairs: KOB_ANDERSEN,
    skin: 0.3,
    steps: 3000,
  },
  { system: 'wca', title: 'WCA fluid, 1638 particles', given: {}, pairs: WCA, skin: 0.3, steps: 8000 },
  {
    system: 'soft-spheres',
    title: 'Soft spheres, n = 12, 1638 particles',
    given: {},
    pairs: null,
    skin: 0.3,
    steps: 3000,
  },
]

/** @type {import('../case.mjs').Case[]} */
export default [
  ...fluids.map((fluid) => ({
    name: `soft-${fluid.system}-${fluid.given.dimensions ?? 2}d`,
    title: `${fluid.title}, 1 thread`,
    peer: fluid.pairs ? 'LAMMPS, 1 thread' : '–',
    unit: 'steps/s',
    better: /** @type {const} */ ('higher'),
    target: fluid.pairs ? { ratio: 1 } : null,
    rounds: 5,
    prepare: () => contest(fluid),
  })),
  {
    name: 'soft-growth-3d',
    title: 'Lennard-Jones liquid in three dimensions, 10³ to 10⁵ particles: exponent of the time per step',
    peer: 'linear time',
    unit: 'exponent',
    better: 'lower',
    target: { value: 1.1 },
    rounds: 3,
    prepare: growth,
  },
  {
    name: 'soft-drift',
    title:
      'Drift of the energy per particle over 10⁶ steps of 256 Lennard-Jones particles at ρ* = 0.5, T* = 1',
    peer: '–',
    unit: 'ε',
    better: 'lower',
    target: { value: 1e-4 },
    rounds: 1,
    prepare: async () => ({ ours: async () => drift(1_000_000), theirs: null }),
  },
]

/**
 * A fluid under way, some steps from its lattice.
 * @param {string} system
 * @param {Record<string, number>} given
 */
function underWay(system, given) {
  const found = findSystem(system)
  const values = resolveParameters(found, given)
  const fluid = /** @type {SoftParticles} */ (found.simulate({ ...values, ensemble: 1 }, 1))
  for (let i = 0; i < 50; i++) fluid.advance()
  return { fluid, values }
}

/** @param {Fluid} given @returns {Promise<import('../case.mjs').Contest>} */
async function contest({ system, given, pairs, skin, steps }) {
  if (pairs) await findLammps()
  const { fluid, values } = underWay(system, given)
  const { dynamics, side } = fluid
  const { particles, share = 1 } = values
  const large = Math.round(share * particles)
  const dimensions = /** @type {2 | 3} */ (values.dimensions)
  const directory = join(root, '.cache/bench')
  mkdirSync(directory, { recursive: true })
  const data = join(directory, `${system}-${dimensions}d.data`)
  const { positions, velocities } = dynamics
  const species = share < 1 ? [large, particles - large] : [particles]
  const start = dynamics.interactions().potential
  if (pairs) writeFileSync(data, lammpsData({ dimensions, side, positions, velocities, species }))
  const spec = { dimensions, pairs: pairs ?? [], skin, step: fluid.step }
  return {
    ours: async () => steps / seconds(() => run(dynamics, steps)),
    theirs: pairs && (async () => steps / integrate(data, { ...spec, lengths: [0, steps] })[1].seconds),
    check: async () => {
      const bytes = Math.round(dynamics.bytes / particles)
      if (!pairs) return `${bytes} bytes per particle`
      const apart = Math.abs(start / integrate(data, { ...spec, lengths: [0] })[0].potential - 1)
      if (!(apart < 1e-10)) throw new Error(`energies differ by ${apart}`)
      return `energies within ${apart.toExponential(0)}; ${bytes} bytes per particle`
    },
  }
}

/** @returns {Promise<import('../case.mjs').Contest>} */
async function growth() {
  const given = { dimensions: 3, density: 0.75, temperature: 0.85, timeStep: 0.005 }
  const systems = new Map(
    [1000, 10_000, 100_000].map((particles) => [
      particles,
      underWay('lennard-jones', { ...given, particles }).fluid.dynamics,
    ]),
  )
  return growthContest('particles', [...systems.keys()], (particles) => {
    const dynamics = /** @type {SoftParticles['dynamics']} */ (systems.get(particles))
    const steps = Math.max(5, 3e5 / particles)
    return seconds(() => run(dynamics, steps)) / steps
  })
}

/**
 * How far apart the mean energies of the first and the last tenth are, ε per particle.
 * @param {number} steps
 */
function drift(steps) {
  const system = findSystem('lennard-jones')
  const particles = 256
  const values = resolveParameters(system, { particles, density: 0.5, temperature: 1 })
  const { dynamics } = /** @type {SoftParticles} */ (system.simulate(values, 1))
  run(dynamics, steps / 100)
  const [first, last] = [0, 1].map((part) => {
    if (part === 1) run(dynamics, 0.8 * steps)
    let sum = 0
    for (let sample = 0; sample < 1000; sample++) {
      run(dynamics, steps / 10_000)
      sum += dynamics.kineticEnergy + dynamics.interactions().potential
    }
    return sum / 1000 / particles
  })
  return Math.abs(last - first)
}

/**
 * @param {SoftParticles['dynamics']} dynamics
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
