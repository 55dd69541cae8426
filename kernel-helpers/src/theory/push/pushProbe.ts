import type { Application, ApplicationTask } from '../../learning/application.js'
import type { RunOptions, WorkerPool } from '../../run/pool.js'
import { type SimulatedRun, type SimulationProgress, simulationTask } from '../../systems/record.js'
import { fvu } from '../timeBlocks.js'
import { settingName } from './push.js'
import type { Push } from './pushResult.js'
import type { Probe } from './pushRows.js'
import { offsetAt, turned, viewOf } from './pushSpec.js'

const FRAMES = 1500
/** Target pixels that an error is averaged over. */
const PIXELS = 100_000

/**
 * How the reference's predictors do at one more value of the dial, on one short run: an impression without intervals.
 *
 * @throws RangeError if the value is out of the dial's range, or the run too short for the largest cells
 */
export async function probePush(
  pool: WorkerPool,
  push: Push,
  value: number,
  { signal, onProgress }: RunOptions<number> = {},
): Promise<Probe> {
  const { chosen, dial, predictors } = push
  const { kappa, match, seed, replicates } = push.manifest.spec
  const { system, parameters } = turned(chosen, dial, value)
  const view = viewOf(chosen, dial, value)
  const longest = Math.max(...predictors.map(({ cellSize }) => offsetAt(view, cellSize, kappa)))
  const frames = Math.max(FRAMES, 10 * longest)
  // A seed that no measured run has.
  const { recording } = await pool.run<SimulatedRun, SimulationProgress>(
    simulationTask(system, parameters, seed + replicates, frames),
    {
      signal,
      onProgress: ({ phase, fraction }) =>
        onProgress?.(phase === 'recording' ? 0.3 + 0.5 * fraction : 0.3 * fraction),
    },
  )
  let done = 0
  const scales = await Promise.all(
    predictors.map(async (predictor) => {
      const { cellSize, standardisation: home } = predictor
      const { height, width } = view.shape(cellSize)
      const here =
        match.length === 0
          ? home
          : await pool.run<{ mean: number; deviation: number }>(
              { kind: 'statistics', recording, cellSize },
              { signal },
            )
      const background = 'mean' in here ? here.mean : here.background
      const task: ApplicationTask = {
        kind: 'apply',
        predictor,
        recordings: [recording],
        segments: [{ recording: 0, start: 0, end: frames }],
        cellSize,
        offset: offsetAt(view, cellSize, kappa),
        count: Math.min(1000, Math.max(40, Math.ceil(PIXELS / (height * width)))),
        standardisation: {
          background: match.includes('mean') ? background : home.background,
          deviation: match.includes('deviation') ? here.deviation : home.deviation,
        },
      }
      const applied = await pool.run<Application>(task, { signal })
      done++
      onProgress?.(0.8 + (0.2 * done) / predictors.length)
      return { cellSize, fvu: fvu(applied, applied.errors) }
    }),
  )
  return { value, name: settingName(chosen, dial, value), scales }
}
