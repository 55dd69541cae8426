import { Random } from '../run/random.js'
import type { TaskContext } from '../run/task.js'
import type { Backend } from './backends/index.js'
import type { Examples } from './examples.js'
import { networkOf } from './network.js'
import type { Recipe } from './recipe.js'
import { fitRidge, predictRidge, type Ridge } from './ridge.js'
import {
  PIXELS_AT_ONCE,
  predict,
  prepareTrainer,
  TooManyPixels,
  type Trained,
  type TrainingProgress,
  train,
} from './training.js'

/** What a ridge regression and a network are trained on, and judged by. */
export interface Lesson {
  readonly recipe: Recipe
  readonly seed: number
  readonly training: Examples
  readonly validation: Examples
  readonly test: Examples
}

/** Arrays are `count × height × width`, standardised. */
export interface Learned {
  readonly trained: Trained
  readonly ridge: Ridge
  /** Of the network. */
  readonly parameters: Float32Array
  /** Targets minus ridge's prediction. */
  readonly validationLeft: Float32Array
  readonly testLeft: Float32Array
  /** What the network makes of `testLeft`. */
  readonly correction: Float32Array
  /** Most that was held after a step, in bytes: on the GPU, or else by the whole process. */
  readonly memory: number
  /** How many pixels were predicted at once, where memory did not suffice for as many as usual. */
  readonly pixelsAtOnce: number | undefined
}

const FEWEST_PIXELS_AT_ONCE = PIXELS_AT_ONCE / 64

/**
 * Fits ridge regression, and trains the network on what it leaves. Where memory does not suffice for predicting as many
 * pixels at once as usual, trains anew and predicts half as many.
 *
 * @throws OutOfMemory if that doesn't help, or a step of the training does not fit
 * @throws DeviceLost
 */
export async function learn(
  backend: Backend,
  lesson: Lesson,
  context: TaskContext<TrainingProgress>,
): Promise<Learned> {
  const { training, validation, test } = lesson
  const ridge = await fitRidge(backend.tf, training, validation)
  context.checkpoint()
  const left = (data: Examples) => subtract(data.targets, predictRidge(ridge, data))
  const residuals = { training: left(training), validation: left(validation), test: left(test) }
  const of = { ridge, validationLeft: residuals.validation, testLeft: residuals.test }
  for (let pixelsAtOnce = PIXELS_AT_ONCE; ; pixelsAtOnce /= 2) {
    try {
      const learned = await trainNetwork(backend, lesson, residuals, context, pixelsAtOnce)
      return { ...of, ...learned, pixelsAtOnce: pixelsAtOnce < PIXELS_AT_ONCE ? pixelsAtOnce : undefined }
    } catch (error) {
      if (!(error instanceof TooManyPixels) || pixelsAtOnce <= FEWEST_PIXELS_AT_ONCE) throw error
    } finally {
      backend.freeMemory?.()
    }
  }
}

async function trainNetwork(
  backend: Backend,
  { recipe, seed, training, validation, test }: Lesson,
  residuals: Readonly<Record<'training' | 'validation', Float32Array>>,
  context: TaskContext<TrainingProgress>,
  pixelsAtOnce: number,
): Promise<Pick<Learned, 'trained' | 'parameters' | 'correction' | 'memory'>> {
  const random = new Random(seed, 1)
  const trainer = prepareTrainer(backend, recipe, random)
  let memory = 0
  try {
    const trained = await train(
      trainer,
      recipe,
      training,
      residuals.training,
      validation,
      residuals.validation,
      random,
      (progress) => {
        context.checkpoint()
        memory = Math.max(memory, backend.memory())
        context.report(progress)
      },
      pixelsAtOnce,
    )
    const correction = await predict(trainer, test, networkOf(recipe).radius, pixelsAtOnce)
    const parameters = await trainer.parameters()
    return { trained, parameters, correction, memory: Math.max(memory, backend.memory()) }
  } finally {
    trainer.dispose()
  }
}

export function subtract(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value - b[i])
}
