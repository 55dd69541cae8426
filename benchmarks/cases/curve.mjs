import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findSystem } from '../../kernel-helpers/dist/systems/index.js'
import { record } from '../../kernel-helpers/dist/systems/record.js'
import { sharedPool } from '../../kernel-helpers/dist/workers.js'
import { root } from '../../scripts/setup/process.mjs'
import { Program } from '../peers/program.mjs'
import { pythonWith } from '../peers/python.mjs'

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))
const folder = join(root, '.cache/bench/lennard-jones')

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'curve-lennard-jones',
    title: 'Error curve of a stored cold Lennard-Jones trajectory, 9 cell sizes × 3 runs, small budget',
    peer: 'PyTorch script of the same recipe, 2 threads',
    unit: 's',
    better: 'lower',
    target: { ratio: 0.5 },
    rounds: 2,
    prepare: async () => {
      const spec = await storedTrajectory()
      const python = await pythonWith(['torch==2.13.0', 'numpy'])
      const ours = new Program(process.execPath, [here('../ours/curve.mjs'), spec])
      const theirs = new Program(python, [here('../peers/curve.py'), '2', spec])
      /** @type {{ ours?: Answer, theirs?: Answer }} */
      const last = {}
      return {
        ours: async () => {
          last.ours = /** @type {Answer} */ (await ours.ask({}))
          return last.ours.seconds
        },
        theirs: async () => {
          last.theirs = /** @type {Answer} */ (await theirs.ask({}))
          return last.theirs.seconds
        },
        check: async () => {
          const [a, b] = [last.ours?.fvu ?? [], last.theirs?.fvu ?? []]
          const off = Math.max(...a.map((fvu, i) => Math.abs(fvu / b[i] - 1)))
          if (!(off < 0.1)) throw new Error(`FVU differs by ${Math.round(100 * off)} %: ${a} and ${b}`)
          return `FVU at every scale agrees to ${(100 * off).toFixed(1)} % (other random numbers)`
        },
        close: async () => {
          ours.end()
          theirs.end()
        },
      }
    },
  },
  {
    name: 'curve-memory',
    title:
      'Peak memory of the process that measures that curve, beyond 1 GB, over the size of its trajectory',
    peer: 'size of the trajectory',
    unit: 'GB',
    better: 'lower',
    target: { ratio: 2 },
    rounds: 1,
    prepare: async () => {
      const spec = await storedTrajectory()
      const ours = new Program(process.execPath, [here('../ours/curve.mjs'), spec])
      const { frames, particles, runs } = JSON.parse(readFileSync(spec, 'utf8'))
      return {
        ours: async () => (await ours.ask({})).peakBytes / 1e9 - 1,
        theirs: async () => (frames * particles * 8 * runs.length) / 1e9,
        close: async () => ours.end(),
      }
    },
  },
]

/** @typedef {{ seconds: number, fvu: number[] }} Answer */

/** Three runs of the default cold fluid, simulated once; returns the JSON file that describes them. */
async function storedTrajectory() {
  const file = join(folder, 'trajectory.json')
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const system = findSystem('lennard-jones')
  const recordings = await record(sharedPool(), system, { temperature: 0.45, density: 0.4 })
  const runs = recordings.map((recording, i) => {
    const path = join(folder, `run-${i}.f32`)
    const shared = recording.share()
    if (shared.kind !== 'trajectory') throw new Error(`${system.name}: expected a trajectory`)
    writeFileSync(path, new Uint8Array(shared.positions))
    return path
  })
  const { frames, width, frameInterval, speed } = recordings[0]
  const { particles, renderWidth } =
    /** @type {import('../../kernel-helpers/dist/recording/trajectory.js').Trajectory} */ (recordings[0])
  const { cellSizes } = system.defaults
  const spec = { side: width, particles, frames, frameInterval, speed, width: renderWidth, cellSizes, runs }
  writeFileSync(file, JSON.stringify(spec))
  return file
}
