import { findSystem } from '../../kernel-helpers/dist/systems/index.js'
import { record } from '../../kernel-helpers/dist/systems/record.js'
import { errorCurveAnalysis } from '../../kernel-helpers/dist/theory/errorCurve/errorCurve.js'
import { runAnalysis } from '../../kernel-helpers/dist/theory/runAnalysis.js'
import { sharedPool } from '../../kernel-helpers/dist/workers.js'
import { growthContest } from '../growth.mjs'

const system = findSystem('white-noise')

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'growth-frames',
    title:
      'Error curve of white noise, 64² pixels, 3 cell sizes, 2 runs of 200 to 6400 frames: exponent of its time',
    peer: 'linear time',
    unit: 'exponent',
    better: 'lower',
    target: { value: 1 },
    rounds: 2,
    prepare: async () => {
      await measured(100, [16])
      return growthContest('frames', [200, 800, 3200, 6400], (frames) => measured(frames, [4, 8, 16]))
    },
  },
  {
    name: 'growth-scales',
    title:
      'Error curve of white noise, 64² pixels, 2 runs of 400 frames, 1 to 8 cell sizes: exponent of its time',
    peer: 'linear time',
    unit: 'exponent',
    better: 'lower',
    target: { value: 1.1 },
    rounds: 2,
    prepare: async () => {
      await measured(100, [16])
      // Sizes that all fit 16 times into the box, so that each costs the same.
      return growthContest('scales', [1, 2, 4, 8], (scales) =>
        measured(
          400,
          Array.from({ length: scales }, (_, i) => 4 + 0.005 * i),
        ),
      )
    },
  },
]

/**
 * Seconds that a curve takes.
 * @param {number} frames
 * @param {readonly number[]} cellSizes
 */
async function measured(frames, cellSizes) {
  const runs = await record(sharedPool(), system, { size: 64 }, { frames, seeds: [1, 2] })
  const start = performance.now()
  await runAnalysis(errorCurveAnalysis, sharedPool(), runs, { cellSizes })
  return (performance.now() - start) / 1000
}
