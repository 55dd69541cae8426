import { Random } from '../run/random.js'
import type { TaskContext } from '../run/task.js'
import type { Backend } from './backends/index.js'
import type { Examples } from './examples.js'
import { networkOf } from './network.js'
import type { Recipe } from './recipe.js'
import { fitRidge, predictRidge } from './ridge.js'
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
  /** Of ridge regression. */
  readonly penalty: number
  /** Targets minus ridge's prediction. */
  readonly validationLeft: Float32Array
  readonly testLeft: Float32Array
  /** What the network makes of `testLeft`. */
  readonly correction: Float32Array
  /** Most that was held at a check, in bytes: on the GPU, or else by the whole process. */
  readonly memory: number
  /** How many pixels were predicted at once, where memory did not suffice for as many as usual. */
  readonly pixelsAtOnce: number | undefined
}

const FEWEST_PIXELS_AT_ONCE = PIXELS_AT_ONCE / 64

/**
 * Fits ridge regression, and trains the network on what it leaves. Where memory does not suffice for predicting as many
 * pixels at once as usual, starts anew with half as many.
 *
 * @throws OutOfMemory if that doesn't help, or a step of the training does not fit
 * @throws DeviceLost
 */
export async function learn(
  backend: Backend,
  lesson: Lesson,
  context: TaskContext<TrainingProgress>,
): Promise<Learned> {
  let pixelsAtOnce = PIXELS_AT_ONCE
  while (true) {
    try {
      const learned = await learnOnce(backend, lesson, context, pixelsAtOnce)
      return { ...learned, pixelsAtOnce: pixelsAtOnce < PIXELS_AT_ONCE ? pixelsAtOnce : undefined }
    } catch (error) {
      if (!(error instanceof TooManyPixels) || pixelsAtOnce <= FEWEST_PIXELS_AT_ONCE) throw error
      pixelsAtOnce /= 2
    } finally {
      backend.freeMemory?.()
    }
  }
}

async function learnOnce(
  backend: Backend,
  { recipe, seed, training, validation, test }: Lesson,
  context: TaskContext<TrainingProgress>,
  pixelsAtOnce: number,
): Promise<Omit<Learned, 'pixelsAtOnce'>> {
  const ridge = await fitRidge(backend.tf, training, validation)
  context.checkpoint()
  const left = async (data: Examples) => subtract(data.targets, await predictRidge(backend.tf, ridge, data))
  const validationLeft = await left(validation)
  const testLeft = await left(test)
  const random = new Random(seed, 1)
  const trainer = prepareTrainer(backend, recipe, random)
  let memory = 0
  try {
    const trained = await train(
      trainer,
      recipe,
      training,
      await left(training),
      validation,
      validationLeft,
      random,
      (progress) => {
        context.checkpoint()
        memory = Math.max(memory, backend.memory())
        context.report(progress)
      },
      pixelsAtOnce,
    )
    const correction = await predict(trainer, test, networkOf(recipe).radius, pixelsAtOnce)
    memory = Math.max(memory, backend.memory())
    return { trained, penalty: ridge.penalty, validationLeft, testLeft, correction, memory }
  } finally {
    trainer.dispose()
  }
}

export function subtract(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value - b[i])
}
