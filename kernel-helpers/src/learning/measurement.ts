import type { SharedRecording } from '../recording/recording.js'
import { openShared } from '../recording/shared.js'
import type { TaskContext } from '../run/task.js'
import type { BackendName } from './backends/backend.js'
import { fluctuation, present, timeBlocks } from './evaluation.js'
import { type Examples, examples, type Standardisation, standardisation } from './examples.js'
import { type Learned, subtract } from './learn.js'
import { learnOn } from './learner.js'
import { networkOf } from './network.js'
import type { Predictor, PredictorKind } from './predictor.js'
import type { Recipe } from './recipe.js'
import { RIDGE_RADIUS } from './ridge.js'
import type { Split } from './split.js'
import { meanSquare, type TrainingProgress } from './training.js'

/** A job for a worker: train and judge predictors at one cell size on one split. */
export interface MeasurementTask {
  readonly kind: 'measure'
  readonly recordings: readonly SharedRecording[]
  readonly split: Split
  readonly cellSize: number
  /** Frames ahead to predict, and frames back that the predictor sees. */
  readonly offset: number
  readonly recipe: Recipe
  readonly background: 'scalar' | 'pixel'
  readonly seed: number
  readonly backend?: BackendName | undefined
  /** Gives the trained predictor, too. */
  readonly keep?: boolean
}

/** Mean squared errors in the recording's own units (squared), one number for each block of test time. */
export interface Measurement {
  /** Side of the cells that fit, in the recording's unit. */
  readonly cellSize: number
  readonly offset: number
  readonly height: number
  readonly width: number
  /** The predictor that the validation data chose. */
  readonly chosen: PredictorKind
  readonly errors: Readonly<Record<PredictorKind, readonly number[]>>
  /** Variance of the target about each pixel's mean over the test. */
  readonly variance: readonly number[]
  /** Frames in each block. */
  readonly frames: readonly number[]
  readonly validation: Readonly<Record<PredictorKind, number>>
  readonly penalty: number
  readonly history: readonly TrainingProgress[]
  readonly seconds: number
  /** Bytes held while training: on the GPU, or else by the whole process. */
  readonly memory: number
  /** What ran, and why that. */
  readonly backend: string
  /** Where it was asked for. */
  readonly predictor?: Predictor
}

const FEWEST_FIELDS = 8
const MOST_TEST_FIELDS = 2000
const FEWEST_TEST_FIELDS = 40

/**
 * Renders, fits ridge regression, trains the network on what it leaves, and measures both on the test
 * segment beside persistence (the frame t itself) and the mean of the training frames. The variance
 * that normalises errors is about each pixel's mean over the test frames, without the bias of having
 * estimated that mean from them. Runs in a worker.
 *
 * @throws RangeError if nothing varies, or too few frames are left for the offset
 */
export async function measure(
  task: MeasurementTask,
  context: TaskContext<TrainingProgress>,
): Promise<Measurement> {
  const started = performance.now()
  const { recipe, split, cellSize, offset } = task
  const recordings = task.recordings.map(openShared)
  const { height, width } = recordings[0].shape(cellSize)
  const pixels = height * width
  const { radius } = networkOf(recipe)
  const pad = Math.max(RIDGE_RADIUS, radius)
  const fields = (targetPixels: number, fewest: number) => Math.max(fewest, Math.ceil(targetPixels / pixels))
  const trainingFields = fields(recipe.trainingPixels, FEWEST_FIELDS)
  const scale = standardisation(
    recordings,
    split.train,
    cellSize,
    task.background,
    Math.min(trainingFields, 500),
  )
  if (!(scale.deviation > 0))
    throw new RangeError(`every pixel of the training frames has the same value at cell size ${cellSize}`)
  const prepare = (part: keyof Split, count: number): Examples => {
    context.checkpoint()
    const prepared = examples(recordings, split[part], cellSize, offset, count, pad, scale)
    if (prepared.count < 2)
      throw new RangeError(
        `offset: ${offset} frames at cell size ${cellSize} leaves ${prepared.count} windows in the ${part} part, expected at least 2: use a smaller cell size or offset, or a longer recording`,
      )
    return prepared
  }
  const training = prepare('train', trainingFields)
  const validation = prepare('validation', fields(recipe.validationPixels, FEWEST_FIELDS))
  const test = prepare('test', Math.min(MOST_TEST_FIELDS, fields(recipe.testPixels, FEWEST_TEST_FIELDS)))
  context.checkpoint()
  const { learned, backend } = await learnOn(
    task.backend,
    { recipe, seed: task.seed, training, validation, test },
    context,
  )
  const { trained, validationLeft, testLeft, correction } = learned
  const errors = {
    network: subtract(testLeft, correction),
    ridge: testLeft,
    persistence: subtract(test.targets, present(test)),
    mean: test.targets,
  }
  const checks = {
    network: trained.validation,
    ridge: meanSquare(validationLeft),
    persistence: meanSquare(subtract(validation.targets, present(validation))),
    mean: meanSquare(validation.targets),
  }
  const { frames, inBlocks } = timeBlocks(test, scale.deviation ** 2)
  const chosen = (Object.keys(checks) as PredictorKind[]).reduce((a, b) => (checks[b] < checks[a] ? b : a))
  return {
    cellSize: recordings[0].fittedCellSize(cellSize),
    offset,
    height,
    width,
    chosen,
    errors: {
      network: inBlocks(errors.network),
      ridge: inBlocks(errors.ridge),
      persistence: inBlocks(errors.persistence),
      mean: inBlocks(errors.mean),
    },
    variance: inBlocks(fluctuation(test)).map((value) => (value * test.count) / (test.count - 1)),
    frames,
    validation: checks,
    penalty: learned.ridge.penalty,
    history: trained.history,
    seconds: (performance.now() - started) / 1000,
    memory: learned.memory,
    backend,
    ...(task.keep ? { predictor: keep(task, scale, learned, chosen) } : {}),
  }
}

function keep(
  { cellSize, offset, recipe }: MeasurementTask,
  standardisation: Standardisation,
  { ridge, parameters }: Learned,
  chosen: PredictorKind,
): Predictor {
  const { kernels, channels } = recipe
  return { cellSize, offset, kernels, channels, standardisation, ridge, parameters, chosen }
}
