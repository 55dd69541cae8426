import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sharedFloats } from '../../kernel-helpers/dist/recording/memory.js'
import { Trajectory } from '../../kernel-helpers/dist/recording/trajectory.js'
import { Random } from '../../kernel-helpers/dist/run/random.js'
import { root } from '../../scripts/setup/process.mjs'
import { Program } from '../peers/program.mjs'
import { pythonWith } from '../peers/python.mjs'

const [FRAMES, PARTICLES, SIDE, WIDTH] = [500, 1638, 64, 0.3]
const THEIR_FRAMES = 20

/** @type {import('../case.mjs').Case[]} */
export default [0.5, 1, 2, 4, 8].map((cellSize) => ({
  name: `rendering-${cellSize}`,
  title: `Particles of width ${WIDTH} σ rendered at b = ${cellSize} σ, ${PARTICLES} to a frame, 1 thread`,
  peer: 'NumPy bincount of SciPy erf',
  unit: 'million/s',
  better: 'higher',
  target: null,
  prepare: () => contest(cellSize),
}))

/**
 * @param {number} cellSize
 * @returns {Promise<import('../case.mjs').Contest>}
 */
async function contest(cellSize) {
  const python = await pythonWith(['numpy==2.2.6', 'scipy==1.15.3'])
  const positions = sharedFloats(2 * FRAMES * PARTICLES)
  const random = new Random(1)
  for (let i = 0; i < positions.length; i++) positions[i] = SIDE * random.uniform()
  const work = join(root, '.cache/bench')
  mkdirSync(work, { recursive: true })
  const path = join(work, 'rendering.f32')
  writeFileSync(path, positions)
  const script = fileURLToPath(new URL('../peers/rendering.py', import.meta.url))
  const theirs = new Program(python, [script, path, ...[FRAMES, PARTICLES, SIDE, WIDTH].map(String)])
  const cells = SIDE / cellSize
  const gas = new Trajectory({
    ...{ frames: FRAMES, particles: PARTICLES, positions, width: SIDE, height: SIDE, renderWidth: WIDTH },
    ...{ boundary: 'periodic', frameInterval: 1, lengthUnit: 'σ', timeUnit: 'τ', speed: null },
    provenance: { title: 'gas', source: { kind: 'array' } },
  })
  const out = new Float32Array(cells ** 2)
  const ours = async () => {
    const start = performance.now()
    for (let frame = 0; frame < FRAMES; frame++) gas.render(frame, cellSize, out)
    return (FRAMES * PARTICLES) / (performance.now() - start) / 1e3
  }
  // The first frames are rendered by code that isn't optimised yet.
  await ours()
  return {
    ours,
    theirs: () => theirs.ask({ cells, frames: THEIR_FRAMES }),
    check: async () => {
      const to = join(work, 'rendering.f64')
      await theirs.ask({ cells, to })
      const expected = new Float64Array(Uint8Array.from(readFileSync(to)).buffer)
      gas.render(0, cellSize, out)
      const off = expected.reduce((most, value, i) => Math.max(most, Math.abs(out[i] - value)), 0)
      const largest = expected.reduce((most, value) => Math.max(most, value), 0)
      if (!(off < 1e-3 * largest))
        throw new Error(`a cell is off by ${off} where the fullest holds ${largest}`)
      return `within ${(off / largest).toExponential(0)} of the fullest cell`
    },
    close: async () => theirs.end(),
  }
}
