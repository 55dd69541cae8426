import type { SharedRecording } from '../recording/recording.js'
import { openShared } from '../recording/shared.js'
import type { TaskContext } from '../run/task.js'
import { blockVariance, timeBlocks } from './evaluation.js'
import { examples, type Standardisation } from './examples.js'
import { subtract } from './learn.js'
import { networkOf } from './network.js'
import { applyPredictor, type Predictor } from './predictor.js'
import { RIDGE_RADIUS } from './ridge.js'
import type { Segment } from './split.js'

/** A job for a worker: how a trained predictor fares on recordings that it may never have seen. */
export interface ApplicationTask {
  readonly kind: 'apply'
  readonly predictor: Predictor
  readonly recordings: readonly SharedRecording[]
  readonly segments: readonly Segment[]
  readonly cellSize: number
  /** Frames ahead and back, of these recordings. */
  readonly offset: number
  /** Test frames, evenly spread: as many as a measurement had, and they are the same. */
  readonly count: number
  /** How these recordings' fields are turned into what the predictor sees. */
  readonly standardisation: Standardisation
}

/** Mean squared errors in the recordings' own units (squared), one number for each block of test time. */
export interface Application {
  readonly errors: readonly number[]
  /** Variance of the target about each pixel's mean over the test. */
  readonly variance: readonly number[]
  /** Frames in each block. */
  readonly frames: readonly number[]
}

/** Runs in a worker. */
export async function apply(task: ApplicationTask, context: TaskContext<number>): Promise<Application> {
  const { predictor, cellSize, offset, count, standardisation } = task
  const recordings = task.recordings.map(openShared)
  const pad = Math.max(RIDGE_RADIUS, networkOf(predictor).radius)
  const test = examples(recordings, task.segments, cellSize, offset, count, pad, standardisation)
  context.checkpoint()
  context.report(0.5)
  const predicted = await applyPredictor(predictor, test)
  context.checkpoint()
  const { frames, inBlocks } = timeBlocks(test, standardisation.deviation ** 2)
  const errors = inBlocks(subtract(test.targets, predicted))
  return { errors, variance: blockVariance(test, inBlocks), frames }
}
