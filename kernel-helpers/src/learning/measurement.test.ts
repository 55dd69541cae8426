import { expect, test } from 'vitest'
import type { SharedRecording } from '../recording/recording.js'
import { openShared } from '../recording/shared.js'
import { translatingTexture } from '../systems/index.js'
import { record } from '../systems/record.js'
import { sharedPool } from '../workers.js'
import { timeBlocks } from './evaluation.js'
import { examples } from './examples.js'
import { subtract } from './learn.js'
import { measure } from './measurement.js'
import { applyPredictor } from './predictor.js'
import { recipes } from './recipe.js'
import { split } from './split.js'

test('a kept predictor, stored and read again, errs by as much as was measured', async () => {
  const runs = await record(sharedPool(), translatingTexture, {}, { frames: 200, seeds: [1, 2] })
  const recordings: SharedRecording[] = runs.map((run) => run.share())
  const frames = split([200, 200], 0)
  const task = { cellSize: 8, offset: 8, background: 'scalar', seed: 1, keep: true } as const
  const recipe = { ...recipes.small, steps: 40, testPixels: 10_000 }
  const measured = await measure(
    { kind: 'measure', ...task, recordings, split: frames, recipe },
    { report: () => {}, checkpoint: () => {} },
  )
  const predictor = measured.predictor!
  const count = measured.frames.reduce((sum, blocks) => sum + blocks, 0)
  const test = examples(recordings.map(openShared), frames.test, 8, 8, count, 5, predictor.standardisation)
  const { inBlocks } = timeBlocks(test, predictor.standardisation.deviation ** 2)
  for (const chosen of ['network', 'ridge', 'persistence', 'mean'] as const) {
    const predicted = await applyPredictor({ ...predictor, chosen }, test)
    const errors = inBlocks(subtract(test.targets, predicted))
    for (const [block, error] of errors.entries())
      expect(error / measured.errors[chosen][block], chosen).toBeCloseTo(1, 4)
  }
  expect(measured.errors.network[0]).not.toBe(measured.errors.ridge[0])
  await sharedPool().close()
}, 120_000)
