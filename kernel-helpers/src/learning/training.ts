import type { Random } from '../run/random.js'
import { OutOfMemory } from './backends/backend.js'
import type { Backend } from './backends/index.js'
import type { Component, Examples } from './examples.js'
import { initialParameters, type Network, networkOf } from './network.js'
import { oneCycle } from './optimizer.js'
import type { Recipe } from './recipe.js'
import type { Batch, Trainer } from './trainers/trainer.js'

const LARGEST_PATCH = 32
/** Input pixels in one step: small fields would otherwise cost many times their targets. */
const LARGEST_INPUT = 60_000
const STEPS_BETWEEN_CHECKS = 20
/** Pixels to predict at once: more would only take more memory. */
export const PIXELS_AT_ONCE = 65_536
/** Normal noise is read from a bank at random places: independent enough, and the same on every backend. */
const NOISE_BANK = 2 ** 20

export interface TrainingProgress {
  readonly step: number
  readonly steps: number
  /** Mean squared error of the whole prediction on one batch, at the last check, standardised. */
  readonly loss: number
  /** The same on the validation set. */
  readonly validation: number
}

/** Called after each step; may throw to end the training. */
export type OnStep = (progress: TrainingProgress) => void

export interface Trained {
  /** Mean squared error on the validation set with the parameters that validate best, standardised. */
  readonly validation: number
  readonly history: readonly TrainingProgress[]
}

/**
 * Creates the trainer of a recipe's network, with its parameters and noise drawn from `random`.
 *
 * @param seen numbers at each pixel that the network sees
 */
export function prepareTrainer(backend: Backend, recipe: Recipe, random: Random, seen = 2): Trainer {
  const network = networkOf(recipe, seen)
  const initial = initialParameters(network, random)
  const noise = new Float32Array(NOISE_BANK)
  random.fillNormal(noise)
  return backend.createTrainer(network, recipe, initial, noise)
}

/**
 * Trains the network to correct another prediction and leaves it with the parameters that validate best.
 *
 * @param residuals what is left of the training targets, `count × height × width`
 * @param validationResiduals the same for the validation set
 * @throws TooManyPixels if memory does not suffice for validating `pixelsAtOnce`
 * @throws Error if training diverges, naming the step
 */
export async function train(
  trainer: Trainer,
  recipe: Recipe,
  data: Examples,
  residuals: Float32Array,
  validation: Examples,
  validationResiduals: Float32Array,
  random: Random,
  onStep: OnStep,
  pixelsAtOnce = PIXELS_AT_ONCE,
): Promise<Trained> {
  const network = networkOf(recipe, data.components.length)
  const nextBatch = batchSampler(recipe, network, data, residuals, random)
  const history: TrainingProgress[] = []
  let best = { parameters: await trainer.parameters(), error: Number.POSITIVE_INFINITY }
  let last = { loss: Number.NaN, validation: meanSquare(validationResiduals) }
  for (let step = 1; step <= recipe.steps; step++) {
    trainer.step(nextBatch(), oneCycle(step - 1, recipe.steps, recipe.learningRate))
    if (step % STEPS_BETWEEN_CHECKS === 0 || step === recipe.steps) {
      const loss = await trainer.loss()
      if (!Number.isFinite(loss)) throw new Error(`training diverged at step ${step}: the loss is ${loss}`)
      const correction = await predict(trainer, validation, network.radius, pixelsAtOnce)
      last = { loss, validation: meanSquareDifference(correction, validationResiduals) }
      if (last.validation < best.error)
        best = { parameters: await trainer.parameters(), error: last.validation }
      history.push({ step, steps: recipe.steps, ...last })
    }
    onStep({ step, steps: recipe.steps, ...last })
  }
  trainer.setParameters(best.parameters)
  return { validation: best.error, history }
}

/** Memory does not suffice for predicting as many pixels at once. */
export class TooManyPixels extends OutOfMemory {}

/**
 * The network's output for all examples, `count × height × width`, standardised.
 *
 * @param pixelsAtOnce images are taken together up to as many pixels, and larger ones in bands of rows
 * @throws TooManyPixels
 */
export async function predict(
  trainer: Trainer,
  data: Examples,
  radius: number,
  pixelsAtOnce = PIXELS_AT_ONCE,
): Promise<Float32Array> {
  const { count, height, width } = data
  const out = new Float32Array(count * height * width)
  const images = Math.max(1, Math.floor(pixelsAtOnce / (height * width)))
  const rows = images > 1 ? height : Math.min(height, Math.max(1, Math.floor(pixelsAtOnce / width)))
  for (let image = 0; image < count; image += images)
    for (let row = 0; row < height; row += rows) {
      const part = { image, images: Math.min(images, count - image), row, rows: Math.min(rows, height - row) }
      const inputs = inputsOf(data, part, radius)
      const shape = [part.images, part.rows + 2 * radius, width + 2 * radius] as const
      const predicted = await trainer.predict(inputs, shape).catch((error: Error) => {
        if (!isOutOfMemory(error)) throw error
        throw new TooManyPixels(
          `predicting ${part.images * part.rows * width} pixels at once: ${error.message}`,
        )
      })
      out.set(predicted, (image * height + row) * width)
    }
  return out
}

function isOutOfMemory(error: Error): boolean {
  return error instanceof OutOfMemory || /OOM when allocating|RESOURCE_EXHAUSTED/.test(error.message)
}

interface Part {
  readonly image: number
  readonly images: number
  readonly row: number
  readonly rows: number
}

/** What the network sees of some rows of some images: they and `radius` pixels more on each side. */
function inputsOf(
  { inputs, height, width, pad, components }: Examples,
  { image, images, row, rows }: Part,
  radius: number,
) {
  const depth = components.length
  const rowLength = depth * (width + 2 * radius)
  const seen = rows + 2 * radius
  const out = new Float32Array(images * seen * rowLength)
  for (let i = 0, to = 0; i < images; i++)
    for (let j = 0; j < seen; j++, to += rowLength) {
      const line = (image + i) * (height + 2 * pad) + row + j + pad - radius
      const start = (line * (width + 2 * pad) + pad - radius) * depth
      out.set(inputs.subarray(start, start + rowLength), to)
    }
  return out
}

export function meanSquare(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum / values.length
}

function meanSquareDifference(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2
  return sum / a.length
}

/** Draws square patches at random places, turned and mirrored at random (the 8 symmetries of the square), and their noise. */
function batchSampler(
  recipe: Recipe,
  { layers, radius }: Network,
  data: Examples,
  residuals: Float32Array,
  random: Random,
): () => Batch {
  const side = Math.min(LARGEST_PATCH, data.height, data.width)
  const padded = side + 2 * radius
  const count = Math.max(
    1,
    Math.round(Math.min(recipe.pixelsPerStep / (side * side), LARGEST_INPUT / (padded * padded))),
  )
  const depth = data.components.length
  const inputs = new Float32Array(count * padded * padded * depth)
  const targets = new Float32Array(count * side * side)
  const turns = turnsOf(data.components)
  const rowLength = data.width + 2 * data.pad
  const border = data.pad - radius
  const noiseSizes = inputSizes(layers, count, padded)
  return () => {
    for (let patch = 0; patch < count; patch++) {
      const example = random.integer(data.count)
      const top = random.integer(data.height - side + 1)
      const left = random.integer(data.width - side + 1)
      const symmetry = random.integer(8)
      const { sources, signs } = turns[symmetry]
      const inputStart =
        example * (data.height + 2 * data.pad) * rowLength + (top + border) * rowLength + left + border
      turned(symmetry, padded, (from, to) => {
        const source = (inputStart + Math.floor(from / padded) * rowLength + (from % padded)) * depth
        const target = (patch * padded * padded + to) * depth
        for (let k = 0; k < depth; k++) inputs[target + k] = signs[k] * data.inputs[source + sources[k]]
      })
      const targetStart = (example * data.height + top) * data.width + left
      turned(symmetry, side, (from, to) => {
        targets[patch * side * side + to] =
          residuals[targetStart + Math.floor(from / side) * data.width + (from % side)]
      })
    }
    return {
      count,
      side,
      inputs,
      targets,
      noiseOffsets: noiseSizes.map((n) => random.integer(NOISE_BANK - n + 1)),
    }
  }
}

/** How many numbers enter each layer. */
function inputSizes(layers: Network['layers'], count: number, padded: number): Int32Array {
  let side = padded
  return Int32Array.from(layers, ({ kernel, inputs }) => {
    const size = count * side * side * inputs
    side -= kernel - 1
    return size
  })
}

/** For each of the 8 symmetries and each number at a pixel: which number becomes it, and with which sign. */
function turnsOf(components: readonly Component[]): { sources: Int32Array; signs: Float32Array }[] {
  return Array.from({ length: 8 }, (_, symmetry) => {
    const sources = Int32Array.from(components, (component, k) => {
      if (!(symmetry & 4) || component === 'scalar') return k
      return component === 'x' ? k + 1 : k - 1
    })
    const mirrored = { scalar: false, x: (symmetry & 2) !== 0, y: (symmetry & 1) !== 0 }
    return { sources, signs: Float32Array.from(sources, (k) => (mirrored[components[k]] ? -1 : 1)) }
  })
}

/** Visits the cells of a square and where one of the 8 symmetries takes them. */
function turned(symmetry: number, side: number, visit: (from: number, to: number) => void): void {
  const last = side - 1
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const r = symmetry & 1 ? last - row : row
      const c = symmetry & 2 ? last - column : column
      visit(row * side + column, symmetry & 4 ? c * side + r : r * side + c)
    }
  }
}
