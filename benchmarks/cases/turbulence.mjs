import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Random } from '../../kernel-helpers/dist/run/random.js'
import { PlanarFlow } from '../../kernel-helpers/dist/systems/planar-flow.js'
import { root } from '../../scripts/setup/process.mjs'
import { growthContest } from '../growth.mjs'
import { Program } from '../peers/program.mjs'
import { pythonWith } from '../peers/python.mjs'

const timeStep = 0.003
const damping = { viscosity: 5e-4, hyperviscosity: 1e-7, diffusivity: 1e-3 }
const compared = 100

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'turbulence-256',
    title: 'Turbulence with a dye on 256² points, pseudo-spectral, RK4, 1 thread',
    peer: 'the same scheme with NumPy and scipy.fft, 1 thread',
    unit: 'steps/s',
    better: 'higher',
    target: { ratio: 1 },
    rounds: 5,
    prepare: contest,
  },
  {
    name: 'turbulence-growth',
    title: 'Turbulence with a dye on 32² to 512² points: exponent of the time per step, 1 thread',
    peer: 'n log n',
    unit: 'exponent',
    better: 'lower',
    target: null,
    rounds: 3,
    prepare: growth,
  },
]

/** @returns {Promise<import('../case.mjs').Contest>} */
async function contest() {
  const python = await pythonWith(['numpy==2.2.6', 'scipy==1.15.3'])
  const directory = join(root, '.cache/bench')
  mkdirSync(directory, { recursive: true })
  const path = join(directory, 'turbulence.f64')
  const { flow, vorticity, dye } = turbulence(256)
  writeFileSync(path, Buffer.concat([vorticity, dye].map(({ buffer }) => Buffer.from(buffer))))
  const { viscosity, hyperviscosity, diffusivity } = damping
  const script = fileURLToPath(new URL('../peers/turbulence.py', import.meta.url))
  const numbers = [256, timeStep, viscosity, hyperviscosity, diffusivity]
  const theirs = new Program(python, [script, path, ...numbers.map(String)], {
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
  })
  advance(flow, 20)
  await theirs.ask({ from: 'start', steps: 3 })
  return {
    ours: async () => 60 / advance(flow, 60),
    theirs: async () => 20 / (await theirs.ask({ from: 'here', steps: 20 })).seconds,
    check: async () => {
      const { flow: own } = turbulence(256)
      advance(own, compared)
      const { totals } = await theirs.ask({ from: 'start', steps: compared })
      const apart = [own.energy, own.enstrophy, own.dyeVariance].map((value, i) =>
        Math.abs(value / totals[i] - 1),
      )
      if (!(Math.max(...apart) < 1e-6))
        throw new Error(
          `energy, enstrophy and variance of the dye differ by ${apart} after ${compared} steps`,
        )
      return `energy, enstrophy and variance of the dye within ${Math.max(...apart).toExponential(0)} after ${compared} steps`
    },
    close: async () => theirs.end(),
  }
}

/** @returns {Promise<import('../case.mjs').Contest>} */
async function growth() {
  const flows = new Map([32, 64, 128, 256, 512].map((size) => [size ** 2, turbulence(size).flow]))
  return growthContest('grid points', [...flows.keys()], (points) => {
    const steps = Math.max(4, Math.round(2e6 / points))
    return advance(/** @type {PlanarFlow} */ (flows.get(points)), steps) / steps
  })
}

/**
 * A random flow of energy ½ with the spectrum of decaying turbulence, on a grid, and bands of dye.
 * @param {number} size
 */
function turbulence(size) {
  const noise = new Float32Array(size ** 2)
  new Random(1).fillNormal(noise)
  const dye = Float64Array.from(noise, (_, i) => Math.sin((8 * Math.PI * Math.floor(i / size)) / size))
  const flow = new PlanarFlow({ size, vorticity: noise, dye, damping })
  flow.filter((k) => k / Math.sqrt(1 + (k / 6) ** 4))
  const amplitude = Math.sqrt(0.5 / flow.energy)
  flow.filter(() => amplitude)
  const vorticity = new Float64Array(size ** 2)
  flow.read('vorticity', vorticity)
  return { flow, vorticity, dye }
}

/**
 * Seconds that it takes.
 * @param {PlanarFlow} flow
 * @param {number} steps
 */
function advance(flow, steps) {
  const start = performance.now()
  for (let i = 0; i < steps; i++) flow.advance(timeStep)
  return (performance.now() - start) / 1000
}
