import { Random } from '../../kernel-helpers/dist/run/random.js'
import { EventDrivenDynamics } from '../../kernel-helpers/dist/systems/event-driven-dynamics.js'
import { growthContest } from '../growth.mjs'

const packing = 0.3
const collisions = 500_000

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'hard-disks-10000',
    title: `Event-driven dynamics of 10 000 hard disks at packing ${packing}, 1 thread`,
    peer: '–',
    unit: 'collisions/s',
    better: 'higher',
    target: { value: 5e5 },
    prepare: () => contest(2, 100),
  },
  {
    name: 'hard-spheres-10648',
    title: `Event-driven dynamics of 10 648 hard spheres at packing ${packing}, 1 thread`,
    peer: '–',
    unit: 'collisions/s',
    better: 'higher',
    target: null,
    prepare: () => contest(3, 22),
  },
  {
    name: 'hard-disks-growth',
    title: `Hard disks, 10³ to 10⁶ at packing ${packing}: exponent of the time in which each collides once, 1 thread`,
    peer: 'linear time',
    unit: 'exponent',
    better: 'lower',
    target: null,
    rounds: 3,
    prepare: growth,
  },
]

/**
 * @param {2 | 3} dimensions
 * @param {number} columns
 * @returns {Promise<import('../case.mjs').Contest>}
 */
async function contest(dimensions, columns) {
  const spheres = fluid(dimensions, columns)
  return { ours: async () => perSecond(spheres, collisions), theirs: null }
}

/** @returns {Promise<import('../case.mjs').Contest>} */
async function growth() {
  const systems = new Map([32, 100, 316, 1000].map((columns) => [columns ** 2, fluid(2, columns)]))
  return growthContest('particles', [...systems.keys()], (count) => {
    const disks = /** @type {EventDrivenDynamics} */ (systems.get(count))
    // Each collides once: count / 2 collisions.
    return count / 2 / perSecond(disks, 300_000)
  })
}

/**
 * Disks or spheres that started on a square or cubic lattice, after ten collisions of each.
 * @param {2 | 3} dimensions
 * @param {number} columns
 */
function fluid(dimensions, columns) {
  const particles = columns ** dimensions
  const spacing = ((dimensions === 2 ? Math.PI / 4 : Math.PI / 6) / packing) ** (1 / dimensions)
  const box = new Array(dimensions).fill(columns * spacing)
  const positions = Float64Array.from(
    { length: dimensions * particles },
    (_, k) =>
      ((Math.floor(Math.floor(k / dimensions) / columns ** (k % dimensions)) % columns) + 0.3) * spacing,
  )
  const spheres = new EventDrivenDynamics({
    box,
    positions,
    velocities: atTemperatureOne(dimensions, particles),
    radii: new Float64Array(particles).fill(0.5),
    masses: new Float64Array(particles).fill(1),
  })
  spheres.advance(Number.POSITIVE_INFINITY, 5 * particles)
  return spheres
}

/**
 * @param {number} dimensions
 * @param {number} particles
 */
function atTemperatureOne(dimensions, particles) {
  const random = new Random(particles)
  const velocities = Float64Array.from({ length: dimensions * particles }, () => random.normal())
  const factor = Math.sqrt(velocities.length / velocities.reduce((sum, v) => sum + v * v, 0))
  return velocities.map((v) => v * factor)
}

/**
 * @param {EventDrivenDynamics} spheres
 * @param {number} collisions
 */
function perSecond(spheres, collisions) {
  const start = performance.now()
  spheres.advance(Number.POSITIVE_INFINITY, collisions)
  return (1000 * collisions) / (performance.now() - start)
}
