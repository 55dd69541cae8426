import { Random } from '../../kernel-helpers/dist/run/random.js'
import { HardSpheres } from '../../kernel-helpers/dist/systems/hard-spheres.js'
import { buildEdmd, collideEdmd } from '../peers/edmd.mjs'
import { Skip } from '../skip.mjs'

const packing = 0.3
const collisions = 500_000

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'hard-disks-10000',
    title: `Event-driven dynamics of 10 000 hard disks at packing ${packing}, 1 thread`,
    peer: 'EDMD (Smallenburg 2022), spheres in a plane',
    unit: 'collisions/s',
    better: 'higher',
    target: { value: 5e5 },
    prepare: () => contest('hard-disks', 2, 100),
  },
  {
    name: 'hard-spheres-10648',
    title: `Event-driven dynamics of 10 648 hard spheres at packing ${packing}, 1 thread`,
    peer: 'EDMD (Smallenburg 2022)',
    unit: 'collisions/s',
    better: 'higher',
    target: { ratio: 1 },
    prepare: () => contest('hard-spheres', 3, 22),
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
 * @param {string} name
 * @param {2 | 3} dimensions
 * @param {number} columns
 * @returns {Promise<import('../case.mjs').Contest>}
 */
async function contest(name, dimensions, columns) {
  const { spheres, box, start } = fluid(dimensions, columns)
  const plane = dimensions === 2
  /** @type {string | undefined} */
  let program
  let absence = ''
  try {
    program = await buildEdmd({
      name,
      // Three of its cells deep, the fewest it can have.
      box: [box[0], box[1], box[2] ?? 3.1],
      positions: plane ? withDepth(start, 1.5) : start,
      plane,
    })
  } catch (error) {
    if (!(error instanceof Skip)) throw error
    absence = error.message
  }
  const edmd = program
  return {
    ours: async () => perSecond(spheres, collisions),
    theirs: edmd === undefined ? null : async () => (await collideEdmd(edmd, collisions)).perSecond,
    check: async () => {
      if (edmd === undefined) return `alone: ${absence}`
      const { perTime } = await collideEdmd(edmd, collisions)
      const ours = collisions / spheres.advance(Number.POSITIVE_INFINITY, collisions)
      const apart = Math.abs(ours / perTime - 1)
      if (!(apart < 0.01))
        throw new Error(`${ours} collisions per unit time; expected ${perTime}, those of EDMD, to 1 %`)
      return `collisions per unit of simulated time within ${(100 * apart).toFixed(1)} %`
    },
  }
}

/** @returns {Promise<import('../case.mjs').Contest>} */
async function growth() {
  const systems = [32, 100, 316, 1000].map((columns) => fluid(2, columns).spheres)
  const rates = () => systems.map((disks) => perSecond(disks, 300_000))
  const counts = systems.map((disks) => disks.positions.length / 2)
  return {
    ours: async () => slope(rates().map((rate, i) => [Math.log(counts[i]), Math.log(counts[i] / rate)])),
    theirs: null,
    check: async () =>
      `million collisions per second: ${rates()
        .map((rate, i) => `${(rate / 1e6).toFixed(2)} at ${counts[i]}`)
        .join(', ')}`,
  }
}

/**
 * Disks or spheres that started on a square or cubic lattice, after ten collisions of each, and where they started.
 * @param {2 | 3} dimensions
 * @param {number} columns
 */
function fluid(dimensions, columns) {
  const particles = columns ** dimensions
  const spacing = ((dimensions === 2 ? Math.PI / 4 : Math.PI / 6) / packing) ** (1 / dimensions)
  const box = new Array(dimensions).fill(columns * spacing)
  const start = Float64Array.from(
    { length: dimensions * particles },
    (_, k) =>
      ((Math.floor(Math.floor(k / dimensions) / columns ** (k % dimensions)) % columns) + 0.3) * spacing,
  )
  const spheres = new HardSpheres({
    box,
    positions: start,
    velocities: atTemperatureOne(dimensions, particles),
    radii: new Float64Array(particles).fill(0.5),
    masses: new Float64Array(particles).fill(1),
  })
  spheres.advance(Number.POSITIVE_INFINITY, 5 * particles)
  return { spheres, box, start }
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
 * @param {Float64Array} positions x0, y0, x1, y1, …
 * @param {number} depth
 */
function withDepth(positions, depth) {
  return Float64Array.from({ length: (positions.length / 2) * 3 }, (_, k) =>
    k % 3 === 2 ? depth : positions[2 * Math.floor(k / 3) + (k % 3)],
  )
}

/**
 * @param {HardSpheres} spheres
 * @param {number} collisions
 */
function perSecond(spheres, collisions) {
  const start = performance.now()
  spheres.advance(Number.POSITIVE_INFINITY, collisions)
  return (1000 * collisions) / (performance.now() - start)
}

/**
 * Of the straight line of least squares.
 * @param {readonly number[][]} points
 */
function slope(points) {
  const mean = (/** @type {number} */ axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const product = points.reduce((sum, p) => sum + (p[0] - x) * (p[1] - y), 0)
  return product / points.reduce((sum, p) => sum + (p[0] - x) ** 2, 0)
}
