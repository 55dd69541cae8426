import { fileURLToPath } from 'node:url'
import { Random } from '../../kernel-helpers/dist/run/random.js'
import { FewBodies } from '../../kernel-helpers/dist/systems/few-bodies.js'
import { figureEight, plummerSphere, pythagorean } from '../../kernel-helpers/dist/systems/gravity-starts.js'
import { ManyBodies } from '../../kernel-helpers/dist/systems/many-bodies.js'
import { growthContest } from '../growth.mjs'
import { Program } from '../peers/program.mjs'
import { pythonWith } from '../peers/python.mjs'

const softening = 0.05
const step = 0.01
const peer = 'REBOUND, 1 thread'

/** @typedef {import('../../kernel-helpers/dist/systems/bodies.js').Bodies<Float64Array>} Bodies */

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'gravity-pythagorean',
    title: 'Pythagorean three-body problem up to the escape, adaptive steps of order 15',
    peer: `${peer}, IAS15`,
    unit: 's',
    better: 'lower',
    target: { ratio: 1 },
    prepare: () => few(pythagorean(), 60),
  },
  {
    name: 'gravity-eight',
    title: 'Figure-eight of three bodies, 20 periods, adaptive steps of order 15',
    peer: `${peer}, IAS15`,
    unit: 's',
    better: 'lower',
    target: { ratio: 1 },
    prepare: () => few(figureEight(), 126.5),
  },
  {
    name: 'gravity-1000-direct',
    title: 'Plummer sphere of 1000 bodies, leapfrog, all pairs',
    peer,
    unit: 'steps/s',
    better: 'higher',
    target: { ratio: 1 },
    prepare: () => many(1000, 0, 100),
  },
  {
    name: 'gravity-1000',
    title: 'Plummer sphere of 1000 bodies, leapfrog, tree at θ = 0.6',
    peer: `${peer}, tree`,
    unit: 'steps/s',
    better: 'higher',
    target: { ratio: 1 },
    prepare: () => many(1000, 0.6, 100),
  },
  {
    name: 'gravity-10000',
    title: 'Plummer sphere of 10 000 bodies, leapfrog, tree at θ = 0.6',
    peer: `${peer}, tree`,
    unit: 'steps/s',
    better: 'higher',
    target: { ratio: 1 },
    prepare: () => many(10_000, 0.6, 5),
  },
  {
    name: 'gravity-growth',
    title: 'Plummer spheres of 10³ to 10⁵ bodies, tree at θ = 0.6: exponent of the time per step, 1 thread',
    peer: 'N log N: 1.10',
    unit: 'exponent',
    better: 'lower',
    target: null,
    rounds: 3,
    prepare: growth,
  },
]

async function rebound() {
  const script = fileURLToPath(new URL('../peers/gravity.py', import.meta.url))
  return new Program(await pythonWith(['rebound==5.2.2']), [script])
}

/**
 * @param {Bodies} start
 * @param {number} duration
 * @returns {Promise<import('../case.mjs').Contest>}
 */
async function few(start, duration) {
  const theirs = await rebound()
  const request = { ...vectors(start), integrator: 'ias15', duration }
  const errors = { ours: 0, theirs: 0 }
  const counts = { ours: 0, theirs: 0 }
  const ours = async () => {
    const bodies = new FewBodies(start)
    const before = energy(bodies)
    const seconds = timed(() => bodies.advance(duration))
    errors.ours = Math.abs(energy(bodies) / before - 1)
    counts.ours = bodies.steps
    return seconds
  }
  // The first run is by code that isn't optimised yet.
  await ours()
  return {
    ours,
    theirs: async () => {
      const answer = await theirs.ask(request)
      errors.theirs = Math.abs(answer.energyError)
      counts.theirs = answer.steps
      return answer.seconds
    },
    check: async () => {
      if (!(errors.ours < 1e-8)) throw new Error(`the energy is off by ${errors.ours}; expected below 1e-8`)
      return `energy off by ${errors.ours.toExponential(0)} (theirs ${errors.theirs.toExponential(0)}), ${counts.ours} steps (theirs ${counts.theirs})`
    },
    close: async () => theirs.end(),
  }
}

/**
 * @param {number} count
 * @param {number} openingAngle
 * @param {number} steps
 * @returns {Promise<import('../case.mjs').Contest>}
 */
async function many(count, openingAngle, steps) {
  const theirs = await rebound()
  const start = plummerSphere(count, new Random(count))
  // So wide that no body leaves their box.
  const request = {
    ...{ ...vectors(start), integrator: 'leapfrog', box: 1000 },
    ...{ step, softening, openingAngle, steps },
  }
  /** @type {number[][]} */
  let own = []
  /** @type {number[][]} */
  let other = []
  const ours = async () => {
    const bodies = new ManyBodies({ ...start, softening, openingAngle })
    const seconds = timed(() => bodies.advance(steps, step))
    own = bodies.positions.map((x) => [...x])
    return steps / seconds
  }
  await ours()
  return {
    ours,
    theirs: async () => {
      const answer = await theirs.ask(request)
      other = [0, 1, 2].map((axis) => answer.positions.map((/** @type {number[]} */ p) => p[axis]))
      return steps / answer.seconds
    },
    check: async () => {
      const apart = own.flatMap((x, axis) => x.map((value, i) => (value - other[axis][i]) ** 2))
      const rms = Math.sqrt(apart.reduce((sum, square) => sum + square, 0) / count)
      const exact = new ManyBodies({ ...start, softening, openingAngle: 0 })
      const tree = new ManyBodies({ ...start, softening, openingAngle })
      if (!(rms < 1e-2)) throw new Error(`bodies are ${rms} from theirs; expected less than 0.01`)
      return `bodies ${rms.toExponential(0)} from theirs after ${steps} steps; rms error of the force ${forceError(tree, exact).toExponential(0)}`
    },
    close: async () => theirs.end(),
  }
}

/** @returns {Promise<import('../case.mjs').Contest>} */
async function growth() {
  const spheres = new Map(
    [1000, 10_000, 100_000].map((count) => [
      count,
      new ManyBodies({ ...plummerSphere(count, new Random(1)), softening, openingAngle: 0.6 }),
    ]),
  )
  return growthContest('bodies', [...spheres.keys()], (count) => {
    const bodies = /** @type {ManyBodies} */ (spheres.get(count))
    const steps = Math.max(1, 1e5 / count)
    return timed(() => bodies.advance(steps, step)) / steps
  })
}

/**
 * @param {ManyBodies} bodies
 * @param {ManyBodies} exact
 */
function forceError(bodies, exact) {
  let [error, norm] = [0, 0]
  for (const [axis, a] of exact.accelerations.entries()) {
    for (const [i, value] of a.entries()) {
      error += (bodies.accelerations[axis][i] - value) ** 2
      norm += value ** 2
    }
  }
  return Math.sqrt(error / norm)
}

/** @param {Bodies} bodies */
function vectors({ masses, positions, velocities }) {
  const rows = (/** @type {Float64Array} */ values) =>
    Array.from(masses, (_, i) => [...values.slice(3 * i, 3 * i + 3)])
  return { masses: [...masses], positions: rows(positions), velocities: rows(velocities) }
}

/** @param {FewBodies} bodies */
function energy({ energies }) {
  return energies.kinetic + energies.potential
}

/** @param {() => void} work */
function timed(work) {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}
