import { Random } from '../../kernel-helpers/dist/run/random.js'
import { EventDrivenDynamics } from '../../kernel-helpers/dist/systems/event-driven-dynamics.js'
import { widestLattice } from '../../kernel-helpers/dist/systems/lattice.js'
import { maxwellian } from '../../kernel-helpers/dist/systems/thermostat.js'
import { growthContest } from '../growth.mjs'

const packing = 0.3
const collisions = 500_000

/** The default numbers of the systems, and ten thousand. */
const sizes = [
  { dimensions: 2, particles: 1638, target: null },
  { dimensions: 2, particles: 10_000, target: { value: 5e5 } },
  { dimensions: 3, particles: 2048, target: null },
  { dimensions: 3, particles: 10_648, target: null },
]

/** @type {import('../case.mjs').Case[]} */
export default [
  ...sizes.map(({ dimensions, particles, target }) => ({
    name: `${kind(dimensions)}-${particles}`,
    title: `Event-driven dynamics of ${particles} ${kind(dimensions).replace('-', ' ')} at packing ${packing}, 1 thread`,
    peer: '–',
    unit: 'collisions/s',
    better: /** @type {const} */ ('higher'),
    target,
    prepare: async () => contest(dimensions, particles),
  })),
  ...[2, 3].map((dimensions) => ({
    name: `${kind(dimensions)}-growth`,
    title: `${dimensions === 2 ? 'Hard disks' : 'Hard spheres'}, 10³ to 10⁶ at packing ${packing}: exponent of the time in which each collides once, 1 thread`,
    peer: 'linear time',
    unit: 'exponent',
    better: /** @type {const} */ ('lower'),
    target: null,
    rounds: 3,
    prepare: async () => growth(dimensions),
  })),
]

/** @param {number} dimensions */
function kind(dimensions) {
  return dimensions === 2 ? 'hard-disks' : 'hard-spheres'
}

/**
 * @param {number} dimensions
 * @param {number} particles
 * @returns {import('../case.mjs').Contest}
 */
function contest(dimensions, particles) {
  const spheres = fluid(dimensions, particles)
  const bytes = spheres.positions.buffer.byteLength / particles
  return {
    ours: async () => perSecond(spheres, collisions),
    theirs: null,
    check: async () => `${Math.round(bytes)} bytes a particle`,
  }
}

/**
 * @param {number} dimensions
 * @returns {import('../case.mjs').Contest}
 */
function growth(dimensions) {
  const systems = new Map(
    [1000, 10_000, 100_000, 1_000_000].map((count) => [count, fluid(dimensions, count)]),
  )
  return growthContest('particles', [...systems.keys()], (count) => {
    const spheres = /** @type {EventDrivenDynamics} */ (systems.get(count))
    // Each collides once: count / 2 collisions.
    return count / 2 / perSecond(spheres, 300_000)
  })
}

/**
 * Disks or spheres that started on a lattice, after ten collisions of each.
 * @param {number} dimensions
 * @param {number} particles
 */
function fluid(dimensions, particles) {
  const d = dimensions === 2 ? 2 : 3
  const side = ((particles * Math.PI) / (2 * d) / packing) ** (1 / d)
  const spheres = new EventDrivenDynamics({
    box: new Array(d).fill(side),
    positions: widestLattice(particles, side, d).positions,
    velocities: maxwellian(particles, 1, new Random(particles), d),
    radii: new Float64Array(particles).fill(0.5),
    masses: new Float64Array(particles).fill(1),
  })
  spheres.advance(Number.POSITIVE_INFINITY, 5 * particles)
  return spheres
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
