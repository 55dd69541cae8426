import { blockVariance, timeBlocks } from '../../learning/evaluation.js'
import { forecast, restored, standardised } from '../../learning/forecast.js'
import type { Predictor } from '../../learning/predictor.js'
import { type Segment, spread } from '../../learning/split.js'
import type { FieldShape, Recording, SharedRecording } from '../../recording/recording.js'
import { openShared } from '../../recording/shared.js'
import type { TaskContext } from '../../run/task.js'
import { checkNested, halved } from './halving.js'
import { type Scene, sceneOf, sceneTimes } from './scene.js'

/** A job for a worker: how far two predictors, one at b and one at 2b, are from commuting. */
export interface GapTask {
  readonly kind: 'commuting-gap'
  readonly recordings: readonly SharedRecording[]
  readonly test: readonly Segment[]
  /** At b, with time offset S. */
  readonly fine: Predictor
  /** At 2b, with time offset 2S. */
  readonly coarse: Predictor
  /** Pixels at b to look at. */
  readonly testPixels: number
  /** Moments of the test to keep the fields of. */
  readonly scenes: number
}

/** Mean squares in the recording's own units, one number for each block of test time. */
export interface GapMeasurement {
  /** 2b and b: the sides of the cells that fit, in the recording's unit. */
  readonly cellSize: number
  readonly fineCellSize: number
  /** Frames that both paths look ahead, 2S. */
  readonly offset: number
  /** Of C f_b f_b x − f_2b C x. */
  readonly gap: readonly number[]
  /** Of C f_b f_b x − C x(t + 2S). */
  readonly evolvedError: readonly number[]
  /** Of f_2b C x − C x(t + 2S). */
  readonly coarsenedError: readonly number[]
  /** Variance of C x(t + 2S) about each pixel's mean over the test. */
  readonly variance: readonly number[]
  /** Frames in each block. */
  readonly frames: readonly number[]
  readonly scenes: readonly Scene[]
}

const PIXELS_AT_ONCE = 2 ** 18
const FEWEST_FIELDS = 40
const MOST_FIELDS = 2000

type Time = { readonly recording: number; readonly frame: number }

/**
 * Predicts by both paths from the same times t of the test: evolve twice by S at b, then average 2 × 2 cells; or average
 * first, then evolve once by 2S at 2b. No frame of the test is used but those at t − 2S, t − S, t and, to judge, t + 2S.
 *
 * @throws RangeError if the cells at b aren't quarters of those at 2b, fewer than two windows fit, or nothing varies at 2b
 */
export async function measureGap(task: GapTask, context: TaskContext<number>): Promise<GapMeasurement> {
  const { fine, coarse, test } = task
  const recordings = task.recordings.map(openShared)
  const [first] = recordings
  checkNested(first, fine.cellSize, coarse.cellSize)
  const shapes = { fine: first.shape(fine.cellSize), coarse: first.shape(coarse.cellSize) }
  const [fineSize, coarseSize] = [sizeOf(shapes.fine), sizeOf(shapes.coarse)]
  const fields = Math.min(MOST_FIELDS, Math.max(FEWEST_FIELDS, Math.ceil(task.testPixels / fineSize)))
  const times = spread(test, coarse.offset, fields)
  if (times.length < 2)
    throw new RangeError(
      `offset: ${fine.offset} frames at cell size ${fine.cellSize} leaves ${times.length} windows from t − 2·offset to t + 2·offset in the test part, expected at least 2`,
    )
  const paths = {
    evolved: new Float32Array(times.length * coarseSize),
    coarsened: new Float32Array(times.length * coarseSize),
    truth: new Float32Array(times.length * coarseSize),
  }
  const drawn = sceneTimes(times.length, task.scenes)
  const scenes: Scene[] = []
  const atOnce = Math.max(1, Math.floor(PIXELS_AT_ONCE / fineSize))
  for (let start = 0; start < times.length; start += atOnce) {
    context.checkpoint()
    context.report(start / times.length)
    const batch = times.slice(start, start + atOnce)
    const fineFields = await evolve(fine, 2, recordings, batch, shapes.fine)
    context.checkpoint()
    const coarseFields = await evolve(coarse, 1, recordings, batch, shapes.coarse)
    const place = start * coarseSize
    paths.evolved.set(halved(fineFields.future, shapes.fine, shapes.coarse), place)
    paths.coarsened.set(coarseFields.future, place)
    render(recordings, batch, coarse.offset, coarse.cellSize, paths.truth.subarray(place), coarseSize)
    for (const index of drawn.filter((i) => i >= start && i < start + batch.length)) {
      const at = (all: Float32Array, size: number, i: number) => all.subarray(i * size, (i + 1) * size)
      scenes.push(
        sceneOf(times[index].frame, shapes, {
          present: at(fineFields.present, fineSize, index - start),
          future: at(fineFields.future, fineSize, index - start),
          coarsePresent: at(coarseFields.present, coarseSize, index - start),
          evolved: at(paths.evolved, coarseSize, index),
          coarsened: at(paths.coarsened, coarseSize, index),
          truth: at(paths.truth, coarseSize, index),
        }),
      )
    }
  }
  const examples = { count: times.length, ...shapes.coarse, targets: paths.truth }
  const { frames, inBlocks } = timeBlocks(examples, 1)
  const variance = blockVariance(examples, inBlocks)
  if (!variance.some((value) => value > 0))
    throw new RangeError(
      `every pixel of the test frames keeps its value at cell size ${coarse.cellSize}: the gap is undefined`,
    )
  return {
    cellSize: first.fittedCellSize(coarse.cellSize),
    fineCellSize: first.fittedCellSize(fine.cellSize),
    offset: coarse.offset,
    gap: inBlocks(difference(paths.evolved, paths.coarsened)),
    evolvedError: inBlocks(difference(paths.evolved, paths.truth)),
    coarsenedError: inBlocks(difference(paths.coarsened, paths.truth)),
    variance,
    frames,
    scenes,
  }
}

/** Applies a predictor some times over, to the recording and then to what it predicted; in the recording's units. */
async function evolve(
  predictor: Predictor,
  steps: number,
  recordings: readonly Recording[],
  times: readonly Time[],
  shape: FieldShape,
): Promise<{ present: Float32Array; future: Float32Array }> {
  const { cellSize, offset, standardisation } = predictor
  const size = sizeOf(shape)
  const seen = (shift: number) => {
    const out = new Float32Array(times.length * size)
    render(recordings, times, shift, cellSize, out, size)
    return out
  }
  const present = seen(0)
  let past = standardised(seen(-offset), standardisation)
  let now = standardised(present, standardisation)
  for (let step = 0; step < steps; step++) {
    const next = await forecast(predictor, past, now, shape, recordings[0].boundary)
    past = now
    now = next
  }
  return { present, future: restored(now, standardisation) }
}

function render(
  recordings: readonly Recording[],
  times: readonly Time[],
  shift: number,
  cellSize: number,
  out: Float32Array,
  size: number,
): void {
  for (const [i, { recording, frame }] of times.entries())
    recordings[recording].render(frame + shift, cellSize, out.subarray(i * size, (i + 1) * size))
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value - b[i])
}

const sizeOf = ({ height, width }: FieldShape) => height * width
