import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sharedFloats } from '../../kernel-helpers/dist/recording/memory.js'
import { Pyramid } from '../../kernel-helpers/dist/recording/pyramid.js'
import { Video } from '../../kernel-helpers/dist/recording/video.js'
import { WorkerPool } from '../../kernel-helpers/dist/run/pool.js'
import { Random } from '../../kernel-helpers/dist/run/random.js'
import { workerFile } from '../../kernel-helpers/dist/workers.js'
import { root } from '../../scripts/setup/process.mjs'
import { Program } from '../peers/program.mjs'
import { pythonWith } from '../peers/python.mjs'

const [FRAMES, SIDE] = [2000, 512]
const FACTORS = [2, 4, 8, 16, 32, 64, 128, 256]
const COMPARED = [0, 1, 777, FRAMES - 1]
const work = join(root, '.cache/bench')

/** @type {Omit<import('../case.mjs').Case, 'name' | 'peer' | 'target' | 'prepare'>} */
const inTime = {
  title: `All levels 2, 4, … 256 of ${SIDE}² pixels × ${FRAMES} frames (2.1 GB of float32), 2 threads`,
  unit: 'ms',
  better: 'lower',
  rounds: 5,
}

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    ...inTime,
    name: 'pyramid',
    peer: 'NumPy, reshape and mean',
    target: { ratio: 0.33 },
    prepare: () => contest('reshaped', (milliseconds) => milliseconds),
  },
  {
    ...inTime,
    name: 'pyramid-strided',
    peer: 'NumPy, sums of strided views',
    target: null,
    prepare: () => contest('strided', (milliseconds) => milliseconds),
  },
  {
    ...inTime,
    name: 'pyramid-bandwidth',
    peer: 'NumPy only adding up the video, 2 threads',
    unit: 'GB/s',
    better: 'higher',
    target: null,
    prepare: () => contest('read', (milliseconds) => (4 * FRAMES * SIDE ** 2) / milliseconds / 1e6),
  },
]

/**
 * @param {'reshaped' | 'strided' | 'read'} command
 * @param {(milliseconds: number) => number} inUnit
 * @returns {Promise<import('../case.mjs').Contest>}
 */
async function contest(command, inUnit) {
  const python = await pythonWith(['numpy==2.2.6'])
  const path = writeVideo()
  const theirs = new Program(python, [
    fileURLToPath(new URL('../peers/pyramid.py', import.meta.url)),
    path,
    ...[FRAMES, SIDE, JSON.stringify(FACTORS)].map(String),
  ])
  const pyramid = new Pyramid(readVideo(path), FACTORS)
  const pool = new WorkerPool(workerFile, 2)
  await pyramid.levels(pool)
  await theirs.ask({ command })
  return {
    ours: async () => {
      const start = performance.now()
      await pyramid.levels(pool)
      return inUnit(performance.now() - start)
    },
    theirs: () => theirs.ask({ command }),
    check: async () => {
      const to = join(work, 'pyramid-levels.f64')
      await theirs.ask({ command: 'exact', frames: COMPARED, to })
      const off = worst(
        await pyramid.levels(pool),
        new Float64Array(Uint8Array.from(readFileSync(to)).buffer),
      )
      if (!(off < 1e-6)) throw new Error(`a level is off by ${off} of the exact mean`)
      return `within ${off.toExponential(0)} of the exact means`
    },
    close: async () => {
      theirs.end()
      await pool.close()
    },
  }
}

/**
 * Largest relative difference from means computed in 64-bit floats.
 * @param {readonly Video[]} levels
 * @param {Float64Array} exact
 */
function worst(levels, exact) {
  let [at, most] = [0, 0]
  for (const { rows, columns, pixels } of levels)
    for (const frame of COMPARED)
      for (let i = frame * rows * columns; i < (frame + 1) * rows * columns; i++)
        most = Math.max(most, Math.abs(pixels[i] / exact[at++] - 1))
  return most
}

/** Noise on a level of 100: sixteen frames over and over, each brighter than the one before. */
function writeVideo() {
  mkdirSync(work, { recursive: true })
  const path = join(work, 'pyramid.f32')
  const size = SIDE ** 2
  if (existsSync(path) && statSync(path).size === 4 * FRAMES * size) return path
  const noise = new Float32Array(16 * size)
  new Random(1).fillNormal(noise)
  const file = openSync(path, 'w')
  for (let frame = 0; frame < FRAMES; frame++) {
    const start = (frame % 16) * size
    writeSync(
      file,
      noise.slice(start, start + size).map((value) => 100 + 0.01 * frame + value),
    )
  }
  closeSync(file)
  return path
}

/** @param {string} path */
function readVideo(path) {
  const pixels = sharedFloats(FRAMES * SIDE ** 2)
  const bytes = new Uint8Array(pixels.buffer)
  const file = openSync(path, 'r')
  for (let at = 0; at < bytes.length; )
    at += readSync(file, bytes, at, Math.min(2 ** 24, bytes.length - at), at)
  closeSync(file)
  return new Video({
    ...{ frames: FRAMES, rows: SIDE, columns: SIDE, pixels, pixelSize: 1, lengthUnit: 'px' },
    ...{ frameInterval: 1, timeUnit: 'frame', boundary: 'open', speed: null },
    provenance: { title: 'noise', source: { kind: 'array' } },
  })
}
