import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { initialParameters, networkOf } from '../../kernel-helpers/dist/learning/network.js'
import { recipes } from '../../kernel-helpers/dist/learning/recipe.js'
import { Random } from '../../kernel-helpers/dist/run/random.js'
import { root } from '../../scripts/setup/process.mjs'
import { Program } from '../peers/program.mjs'
import { pythonWith } from '../peers/python.mjs'

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))
const TIMED_STEPS = 60
const COMPARED_STEPS = 20

/** @type {readonly ('small' | 'large')[]} */
const budgets = ['small', 'large']

/** @type {import('../case.mjs').Case[]} */
export default budgets.flatMap((budget) => [
  {
    name: `training-step-${budget}`,
    title: `One training step of the ${budget} network (6144 target pixels), 2 threads`,
    peer: 'PyTorch, 2 threads',
    unit: 'ms',
    better: 'lower',
    target: { ratio: 1 },
    prepare: () => contest(budget, { threads: 2, trainers: 1 }, [2]),
  },
  {
    name: `training-replicates-${budget}`,
    title: `Two networks side by side, time for one step of one of them, ${budget} network`,
    peer: 'PyTorch loop, 2 threads',
    unit: 'ms',
    better: 'lower',
    target: { ratio: 0.55 },
    prepare: () => contest(budget, { threads: 1, trainers: 2 }, [2]),
  },
  {
    name: `training-processes-${budget}`,
    title: `Two networks side by side, time for one step of one of them, ${budget} network`,
    peer: 'PyTorch, two processes of 1 thread',
    unit: 'ms',
    better: 'lower',
    target: { ratio: 1 },
    prepare: () => contest(budget, { threads: 1, trainers: 2 }, [1, 1]),
  },
])

/**
 * @param {'small' | 'large'} budget
 * @param {{ threads: number, trainers: number }} own
 * @param {readonly number[]} peers threads of each of the peer's processes
 * @returns {Promise<import('../case.mjs').Contest>}
 */
async function contest(budget, own, peers) {
  const python = await pythonWith(['torch==2.13.0', 'numpy'])
  const { kernels, channels } = recipes[budget]
  const data = writeData(budget)
  const network = [JSON.stringify(kernels), String(channels), data]
  const ours = new Program(process.execPath, [
    here('../ours/training.mjs'),
    ...['tensorflow', String(own.threads), String(own.trainers)],
    ...network,
  ])
  const theirs = peers.map(
    (threads) => new Program(python, [here('../peers/training.py'), String(threads), ...network]),
  )
  const timing = { command: 'time', steps: TIMED_STEPS }
  const all = (/** @type {object} */ request) => Promise.all(theirs.map((program) => program.ask(request)))
  // The first steps plan and allocate.
  await ours.ask(timing)
  await all(timing)
  return {
    ours: () => ours.ask(timing),
    theirs: async () => {
      const start = performance.now()
      const [first] = await all(timing)
      return peers.length === 1 ? first : (performance.now() - start) / (TIMED_STEPS * peers.length)
    },
    check: async () => {
      const request = { command: 'losses', steps: COMPARED_STEPS }
      const [a, [b]] = [await ours.ask(request), await all(request)]
      const off = Math.max(
        ...a.map((/** @type {number} */ loss, /** @type {number} */ i) => Math.abs(loss / b[i] - 1)),
      )
      if (!(off < 1e-4)) throw new Error(`losses differ by ${off} after the same steps: ${a} and ${b}`)
      return `losses of ${COMPARED_STEPS} equal steps agree to ${off.toExponential(0)}`
    },
    close: async () => {
      for (const program of [ours, ...theirs]) program.end()
    },
  }
}

/**
 * Parameters, inputs and targets, from which both start.
 * @param {'small' | 'large'} budget
 */
function writeData(budget) {
  const random = new Random(5)
  const network = networkOf(recipes[budget])
  const parameters = initialParameters(network, random)
  const side = 32 + 2 * network.radius
  const rest = new Float32Array(6 * side * side * 2 + 6 * 32 * 32)
  random.fillNormal(rest)
  const folder = join(root, '.cache/bench')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `training-${budget}.f32`)
  writeFileSync(file, Float32Array.from([...parameters, ...rest]))
  return file
}
