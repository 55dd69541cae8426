import { fileURLToPath } from 'node:url'
import { randomWalkers } from '../../kernel-helpers/dist/systems/random-walkers.js'
import { growthContest } from '../growth.mjs'
import { Program } from '../peers/program.mjs'
import { pythonWith } from '../peers/python.mjs'

const particles = 4096

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'random-walkers-4096',
    title: `Frames of ${particles} random walkers, 1 thread`,
    peer: 'NumPy, 1 thread',
    unit: 'frames/s',
    better: 'higher',
    target: { ratio: 1 },
    prepare: contest,
  },
  {
    name: 'random-walkers-growth',
    title: 'Random walkers, 10² to 10⁵: exponent of the time per frame, 1 thread',
    peer: 'linear time',
    unit: 'exponent',
    better: 'lower',
    target: { value: 1.1 },
    rounds: 3,
    prepare: async () =>
      growthContest('particles', [100, 1000, 10_000, 100_000], (count) => {
        const frames = Math.ceil(2e6 / count)
        return walk(simulation(count), count, frames) / frames
      }),
  },
]

/** @returns {Promise<import('../case.mjs').Contest>} */
async function contest() {
  const python = await pythonWith(['numpy==2.2.6'])
  const script = fileURLToPath(new URL('../peers/random_walkers.py', import.meta.url))
  const walkers = simulation(particles)
  const { width, frameInterval } = randomWalkers.observable({ particles, density: 1 })
  const deviation = Math.sqrt(2 * frameInterval)
  const theirs = new Program(python, [script, ...[particles, width, deviation].map(String)])
  let frames = 0
  const ours = async () => {
    frames += 500
    return 500 / walk(walkers, particles, 500)
  }
  await ours()
  return {
    ours,
    theirs: async () => 500 / (await theirs.ask({ steps: 500 })).seconds,
    check: async () => {
      const { steps, squares } = await theirs.ask({ steps: 0 })
      const diffusivities = [
        walkers.measure().meanSquaredDisplacement / (4 * frames * frameInterval),
        squares / (4 * steps * frameInterval),
      ]
      // The square of a displacement is distributed exponentially.
      if (diffusivities.some((d) => Math.abs(d - 1) > 4 / Math.sqrt(particles)))
        throw new Error(`diffusion coefficients are ${diffusivities}, expected 1`)
      return `diffusion coefficients ${diffusivities.map((d) => d.toFixed(3)).join(' and ')}, expected 1`
    },
    close: async () => theirs.end(),
  }
}

/** @param {number} count */
function simulation(count) {
  return randomWalkers.simulate({ particles: count, density: 1, diffusivity: 1 }, 1)
}

/**
 * Seconds that it takes to make frames.
 * @param {import('../../kernel-helpers/dist/systems/system.js').Simulation} walkers
 * @param {number} count
 * @param {number} frames
 */
function walk(walkers, count, frames) {
  const out = new Float32Array(2 * count)
  const start = performance.now()
  for (let i = 0; i < frames; i++) {
    walkers.advance()
    walkers.observe(out)
  }
  return (performance.now() - start) / 1000
}
