import { Random } from '../../kernel-helpers/dist/run/random.js'
import { findSystem } from '../../kernel-helpers/dist/systems/index.js'
import { record } from '../../kernel-helpers/dist/systems/record.js'
import { errorCurveAnalysis } from '../../kernel-helpers/dist/theory/errorCurve/errorCurve.js'
import { runAnalysis } from '../../kernel-helpers/dist/theory/runAnalysis.js'
import { sharedPool } from '../../kernel-helpers/dist/workers.js'

const MOMENTS = 8
const LATEST_MOMENT = 3000

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'stop-simulation',
    title: `Slowest of ${MOMENTS} stops of a simulation until its threads are free, each at a random moment of its first seconds`,
    peer: '–',
    unit: 'ms',
    better: 'lower',
    target: { value: 200 },
    rounds: 3,
    prepare: async () =>
      contest((signal) => record(sharedPool(), findSystem('lennard-jones'), {}, { frames: 18_000, signal })),
  },
  {
    name: 'stop-curve',
    title: `Slowest of ${MOMENTS} stops of an error curve with surrogates until its threads are free, each at a random moment of its first seconds`,
    peer: '–',
    unit: 'ms',
    better: 'lower',
    target: { value: 200 },
    rounds: 3,
    prepare: async () => {
      const video = await record(
        sharedPool(),
        findSystem('white-noise'),
        { size: 256 },
        { frames: 400, seeds: [1] },
      )
      return contest((signal) =>
        runAnalysis(errorCurveAnalysis, sharedPool(), video, { surrogates: 1 }, { signal }),
      )
    },
  },
]

/**
 * @param {(signal: AbortSignal) => Promise<unknown>} work
 * @returns {import('../case.mjs').Contest}
 */
function contest(work) {
  const random = new Random(1)
  return {
    ours: async () => {
      let slowest = 0
      for (let i = 0; i < MOMENTS; i++) {
        const stop = new AbortController()
        const ended = work(stop.signal).catch((error) => {
          if (!stop.signal.aborted) throw error
        })
        await new Promise((resolve) => setTimeout(resolve, LATEST_MOMENT * random.uniform()))
        const asked = performance.now()
        stop.abort(new Error('stopped'))
        await ended
        await allThreadsFree()
        slowest = Math.max(slowest, performance.now() - asked)
      }
      return slowest
    },
    theirs: null,
  }
}

/** Every thread has taken up, and done, a job that was asked for after the stop. */
async function allThreadsFree() {
  const pool = sharedPool()
  const trifle = { kind: 'simulate', system: 'white-noise', parameters: { size: 8 }, seed: 1, frames: 2 }
  await Promise.all(
    Array.from({ length: pool.size }, () => pool.run({ ...trifle, memory: new SharedArrayBuffer(512) })),
  )
}
