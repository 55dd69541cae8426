import type * as TensorFlow from '@tensorflow/tfjs-core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import type { Random } from '../run/random.js'
import type { Examples } from './examples.js'
import { forward, initialParameters, type Noise, type Parameters } from './network.js'
import { AdamW, oneCycle } from './optimizer.js'
import { type Recipe, receptiveRadius } from './recipe.js'

const LARGEST_PATCH = 32
/** Input pixels in one step: small fields would otherwise cost many times their targets. */
const LARGEST_INPUT = 60_000
const STEPS_BETWEEN_CHECKS = 20
const PIXELS_AT_ONCE = 65_536
const NOISE_BANK = 2 ** 20

export interface TrainingProgress {
  readonly step: number
  readonly steps: number
  /** Mean squared error of the whole prediction on the last batch, standardised. */
  readonly loss: number
  /** The same on the validation set, at the last check. */
  readonly validation: number
}

/** Called after each step; may throw to end the training. */
export type OnStep = (progress: TrainingProgress) => void

export interface Trained {
  readonly parameters: Parameters
  /** Mean squared error on the validation set with these parameters, standardised. */
  readonly validation: number
  readonly history: readonly TrainingProgress[]
}

/**
 * Trains the network to correct another prediction and returns the parameters that validate best.
 *
 * @param residuals what is left of the training targets, `count × height × width`
 * @param validationResiduals the same for the validation set
 */
export function train(
  tf: typeof TensorFlow,
  recipe: Recipe,
  data: Examples,
  residuals: Float32Array,
  validation: Examples,
  validationResiduals: Float32Array,
  random: Random,
  onStep: OnStep,
): Trained {
  const parameters = initialParameters(recipe, random)
  const optimizer = new AdamW(
    parameters.values,
    parameters.shapes.map((shape) => shape.length > 1),
    recipe.weightDecay,
  )
  const patches = patchSampler(recipe, data, residuals, random)
  const normals = new Float32Array(NOISE_BANK)
  random.fillNormal(normals)
  const bank = tf.tensor1d(normals)
  const history: TrainingProgress[] = []
  let best = { values: parameters.values.map((v) => v.slice()), error: Number.POSITIVE_INFINITY }
  let lastCheck = meanSquare(validationResiduals)
  try {
    for (let step = 0; step < recipe.steps; step++) {
      const { inputs, targets, shape } = patches()
      const { loss, gradients } = tf.tidy(() => {
        const x = tf.tensor4d(inputs, [shape.count, shape.padded, shape.padded, 2])
        const y = tf.tensor4d(targets, [shape.count, shape.side, shape.side, 1])
        const noise = noiseFrom(tf, bank, recipe, random)
        const { value, grads } = tf.valueAndGrads((...p: Tensor[]) =>
          tf.mean(tf.squaredDifference(forward(tf, p, x, noise), y)),
        )(tensors(tf, parameters))
        return { loss: value.dataSync()[0], gradients: grads.map((g) => g.dataSync()) }
      })
      if (!Number.isFinite(loss)) throw new Error(`training diverged at step ${step}: the loss is ${loss}`)
      optimizer.step(gradients, oneCycle(step, recipe.steps, recipe.learningRate))
      if ((step + 1) % STEPS_BETWEEN_CHECKS === 0 || step === recipe.steps - 1) {
        const correction = predict(tf, parameters, validation, receptiveRadius(recipe))
        lastCheck = meanSquare(correction.map((c, i) => c - validationResiduals[i]))
        if (lastCheck < best.error)
          best = { values: parameters.values.map((v) => v.slice()), error: lastCheck }
        history.push({ step: step + 1, steps: recipe.steps, loss, validation: lastCheck })
      }
      onStep({ step: step + 1, steps: recipe.steps, loss, validation: lastCheck })
    }
  } finally {
    bank.dispose()
  }
  return {
    parameters: { shapes: parameters.shapes, values: best.values },
    validation: best.error,
    history,
  }
}

/** The network's output for all examples, `count × height × width`, standardised. */
export function predict(
  tf: typeof TensorFlow,
  parameters: Parameters,
  data: Examples,
  radius: number,
): Float32Array {
  const rows = data.height + 2 * data.pad
  const columns = data.width + 2 * data.pad
  const out = new Float32Array(data.count * data.height * data.width)
  const atOnce = Math.max(1, Math.floor(PIXELS_AT_ONCE / (data.height * data.width)))
  const border = data.pad - radius
  for (let from = 0; from < data.count; from += atOnce) {
    const count = Math.min(atOnce, data.count - from)
    const size = rows * columns * 2
    const values = tf.tidy(() => {
      const padded = tf.tensor4d(data.inputs.subarray(from * size, (from + count) * size), [
        count,
        rows,
        columns,
        2,
      ])
      const inputs = tf.slice(
        padded,
        [0, border, border, 0],
        [-1, rows - 2 * border, columns - 2 * border, -1],
      )
      return forward(tf, tensors(tf, parameters), inputs as Tensor4D).dataSync()
    })
    out.set(values, from * data.height * data.width)
  }
  return out
}

export function meanSquare(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum / values.length
}

function tensors(tf: typeof TensorFlow, { shapes, values }: Parameters): Tensor[] {
  return values.map((value, i) => tf.tensor(value, [...shapes[i]]))
}

/** Normal noise read from a bank at random places: independent enough, and the same on every backend. */
function noiseFrom(tf: typeof TensorFlow, bank: TensorFlow.Tensor1D, recipe: Recipe, random: Random): Noise {
  return (x, layer) => {
    const deviation = layer === 0 ? recipe.inputNoise : recipe.hiddenNoise
    const from = random.integer(NOISE_BANK - x.size + 1)
    return tf.add(x, tf.mul(tf.reshape(tf.slice(bank, from, x.size), x.shape), deviation))
  }
}

/** Draws square patches at random places, turned and mirrored at random (the 8 symmetries of the square). */
function patchSampler(recipe: Recipe, data: Examples, residuals: Float32Array, random: Random) {
  const side = Math.min(LARGEST_PATCH, data.height, data.width)
  const radius = receptiveRadius(recipe)
  const padded = side + 2 * radius
  const count = Math.max(
    1,
    Math.round(Math.min(recipe.pixelsPerStep / (side * side), LARGEST_INPUT / (padded * padded))),
  )
  const inputs = new Float32Array(count * padded * padded * 2)
  const targets = new Float32Array(count * side * side)
  const rowLength = data.width + 2 * data.pad
  const border = data.pad - radius
  return () => {
    for (let patch = 0; patch < count; patch++) {
      const example = random.integer(data.count)
      const top = random.integer(data.height - side + 1)
      const left = random.integer(data.width - side + 1)
      const symmetry = random.integer(8)
      const inputStart =
        example * (data.height + 2 * data.pad) * rowLength + (top + border) * rowLength + left + border
      turned(symmetry, padded, (from, to) => {
        const source = (inputStart + Math.floor(from / padded) * rowLength + (from % padded)) * 2
        const target = (patch * padded * padded + to) * 2
        inputs[target] = data.inputs[source]
        inputs[target + 1] = data.inputs[source + 1]
      })
      const targetStart = (example * data.height + top) * data.width + left
      turned(symmetry, side, (from, to) => {
        targets[patch * side * side + to] =
          residuals[targetStart + Math.floor(from / side) * data.width + (from % side)]
      })
    }
    return { inputs, targets, shape: { count, side, padded } }
  }
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
