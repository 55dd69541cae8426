import { AllPairs } from '../../kernel-helpers/dist/systems/event-driven-dynamics.test.support.js'
import { HardFluid } from '../../kernel-helpers/dist/systems/hard-fluid.js'
import {
  compressibilityOfMixture,
  enskogRate,
} from '../../kernel-helpers/dist/systems/hard-fluid.test.support.js'
import { findSystem, resolveParameters } from '../../kernel-helpers/dist/systems/index.js'

const collisionsEach = 1000

/** @type {[dimensions: 2 | 3, given: Record<string, number>][]} */
const fluids = [
  [2, { particles: 2500, density: 0.127 }],
  [2, { particles: 2500, density: 0.4 }],
  [2, { particles: 2500, density: 0.6 }],
  [2, { particles: 2500, density: 0.6, share: 0.5, sizeRatio: 0.5, massRatio: 0.25 }],
  [2, { particles: 2500, density: 1, share: 0.8, sizeRatio: 0.3, massRatio: 0.1 }],
  [3, { particles: 2048, density: 0.2 }],
  [3, { particles: 2048, density: 0.4 }],
  [3, { particles: 2048, density: 0.8 }],
  [3, { particles: 2048, density: 0.8, share: 0.5, sizeRatio: 0.5, massRatio: 0.25 }],
  [3, { particles: 2048, density: 1.2, share: 0.8, sizeRatio: 0.4, massRatio: 0.1 }],
]

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'hard-fluids-averages',
    title: `Hard disks and spheres, ${collisionsEach} collisions of each: largest deviation of pressure or collision rate`,
    peer: 'equations of state, Enskog',
    unit: '%',
    better: 'lower',
    target: { value: 1 },
    rounds: 1,
    prepare: averages,
  },
  {
    name: 'hard-fluids-drift',
    title: '1638 hard disks, 10⁷ collisions: relative change of the energy',
    peer: 'conservation',
    unit: '10⁻¹²',
    better: 'lower',
    target: { value: 10 },
    rounds: 1,
    prepare: drift,
  },
]

/** @returns {Promise<import('../case.mjs').Contest>} */
async function averages() {
  /** @type {string[]} */
  const notes = []
  return {
    ours: async () => {
      const deviations = fluids.flatMap(([dimensions, given]) => {
        const fluid = start(dimensions, given)
        fluid.equilibrate(() => true)
        const enough = fluid.dynamics.collisions + (collisionsEach * given.particles) / 2
        while (fluid.dynamics.collisions < enough) fluid.advance()
        const { pressure, collisionRate } = fluid.measure()
        const compressibility = (pressure * fluid.side ** dimensions) / given.particles
        const percent = [
          compressibility / compressibilityOfMixture(dimensions, fluid),
          collisionRate / enskogRate(dimensions, fluid),
        ].map((ratio) => 100 * (ratio - 1))
        const kind = `${dimensions}-D${given.share ? ` mixture ${given.sizeRatio}` : ''}`
        notes.push(
          `${kind} η ${fluid.packing.toFixed(3)}: Z ${compressibility.toFixed(4)} (${percent[0].toFixed(2)} %), rate ${collisionRate.toFixed(3)} (${percent[1].toFixed(2)} %)`,
        )
        return percent.map(Math.abs)
      })
      return Math.max(...deviations)
    },
    theirs: null,
    check: async () => notes.join('; '),
  }
}

/** @returns {Promise<import('../case.mjs').Contest>} */
async function drift() {
  let momentum = Number.NaN
  let overlap = Number.NaN
  return {
    ours: async () => {
      const { dynamics, side, masses, diameters } = start(2, {})
      const energy = () => dynamics.velocities.reduce((sum, v) => sum + v * v, 0)
      const before = energy()
      for (let i = 0; i < 1000; i++) dynamics.advance(Number.POSITIVE_INFINITY, 1e4)
      const { positions, velocities } = dynamics
      const along = [0, 1].map((axis) => velocities.reduce((sum, v, k) => sum + (k % 2 === axis ? v : 0), 0))
      momentum = Math.hypot(...along)
      const radii = diameters.map((diameter) => diameter / 2)
      overlap = new AllPairs({ box: [side, side], positions, velocities, radii, masses }).overlap()
      return 1e12 * Math.abs(energy() / before - 1)
    },
    theirs: null,
    check: async () =>
      `total momentum ${momentum.toExponential(1)} √(mε), deepest overlap ${overlap.toExponential(1)} σ`,
  }
}

/**
 * @param {2 | 3} dimensions
 * @param {Record<string, number>} given
 */
function start(dimensions, given) {
  const system = findSystem(dimensions === 2 ? 'hard-disks' : 'hard-spheres')
  return new HardFluid(dimensions, system.parameters, resolveParameters(system, given), 1)
}
