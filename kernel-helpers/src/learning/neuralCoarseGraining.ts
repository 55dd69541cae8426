import type * as TensorFlow from '@tensorflow/tfjs-core'
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import { Random } from '../run/random.js'
import { aim, type CoarseCells, randomPlaces, SEEN, seen } from './coarseCells.js'
import { Perceptron } from './perceptron.js'

const HIDDEN = 16
const PREDICTOR_HIDDEN = 32
const STEPS = 300
const STEPS_BETWEEN_CHECKS = 25
const PLACES_PER_STEP = 256
const VALIDATION_PLACES = 2048
const CELLS_AT_ONCE = 65_536
const LEARNING_RATE = 5e-3
/** The objective has local optima: the start that validates best is kept. */
const STARTS = 2

/** Gives each cell of all frames its class, by what its fine cells look like. */
export type Classify = (cells: CoarseCells) => Promise<Uint8Array>

/**
 * Learns which classes of cells are worth telling apart, by the objective of Guttenberg, Biehl & Kanai, "Neural
 * Coarse-Graining", arXiv:1609.00116: a transformation of each cell to a distribution q over classes and a predictor of
 * the future class are trained together to maximise what prediction gains over a naive model that knows the classes'
 * overall frequencies alone. Here that contrast is H(⟨q⟩) − ⟨−Σ q log p⟩ over the cells at t + offset, p being predicted
 * from the 3 × 3 distributions around at t − offset and t: a constant class gains nothing, and neither does a class that
 * can't be predicted.
 */
export async function learnClasses(
  tf: typeof TensorFlow,
  classCount: number,
  training: CoarseCells,
  validation: CoarseCells,
  seed: number,
  checkpoint: () => void,
): Promise<Classify> {
  let best = { gain: Number.NEGATIVE_INFINITY, parameters: [] as Float32Array[] }
  for (let start = 0; start < STARTS; start++) {
    const found = await learnOnce(
      tf,
      classCount,
      training,
      validation,
      new Random(seed, 10 + start),
      checkpoint,
    )
    if (found.gain > best.gain) best = found
  }
  return (cells) => classify(tf, classCount, best.parameters, cells)
}

async function learnOnce(
  tf: typeof TensorFlow,
  classCount: number,
  training: CoarseCells,
  validation: CoarseCells,
  random: Random,
  checkpoint: () => void,
): Promise<{ gain: number; parameters: Float32Array[] }> {
  const encoder = encoderOf(tf, training.size, classCount, random)
  const predictor = new Perceptron(tf, [SEEN * classCount, PREDICTOR_HIDDEN, classCount], random)
  const optimizer = tf.train.adam(LEARNING_RATE)
  const gain = (data: CoarseCells, places: Int32Array) => {
    const cells = new Int32Array(places.length * (SEEN + 1))
    cells.set(seen(data, places))
    cells.set(
      places.map((place) => aim(data, place)),
      places.length * SEEN,
    )
    const all = tf.softmax(encoder.apply(fineValues(tf, data, cells)))
    const [inputs, targets] = tf.split(all, [places.length * SEEN, places.length])
    const around = tf.reshape(inputs, [places.length, SEEN * classCount]) as Tensor2D
    const crossEntropy = tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(predictor.apply(around))), -1)))
    const frequencies = tf.mean(targets, 0)
    const entropy = tf.neg(tf.sum(tf.mul(frequencies, tf.log(tf.add(frequencies, 1e-7)))))
    return tf.sub(entropy, crossEntropy)
  }
  try {
    const checks = randomPlaces(validation, VALIDATION_PLACES, random)
    let best = { gain: Number.NEGATIVE_INFINITY, parameters: [] as Float32Array[] }
    for (let step = 1; step <= STEPS; step++) {
      checkpoint()
      const places = randomPlaces(training, PLACES_PER_STEP, random)
      tf.tidy(() => {
        optimizer.minimize(() => tf.neg(gain(training, places)) as Scalar, false, [
          ...encoder.variables,
          ...predictor.variables,
        ])
      })
      if (step % STEPS_BETWEEN_CHECKS > 0) continue
      const reached = tf.tidy(() => gain(validation, checks))
      const [value] = await reached.data()
      reached.dispose()
      if (value > best.gain) best = { gain: value, parameters: await encoder.parameters() }
    }
    return best
  } finally {
    encoder.dispose()
    predictor.dispose()
    optimizer.dispose()
  }
}

async function classify(
  tf: typeof TensorFlow,
  classCount: number,
  parameters: readonly Float32Array[],
  { count, cells, size, values }: CoarseCells,
): Promise<Uint8Array> {
  const encoder = encoderOf(tf, size, classCount, new Random(0))
  encoder.setParameters(parameters)
  const classes = new Uint8Array(count * 3 * cells)
  for (let start = 0; start < classes.length; start += CELLS_AT_ONCE) {
    const end = Math.min(classes.length, start + CELLS_AT_ONCE)
    const largest = tf.tidy(() =>
      tf.argMax(
        encoder.apply(tf.tensor2d(values.subarray(start * size, end * size), [end - start, size])),
        -1,
      ),
    )
    classes.set(await largest.data(), start)
    largest.dispose()
  }
  encoder.dispose()
  return classes
}

function encoderOf(tf: typeof TensorFlow, size: number, classCount: number, random: Random): Perceptron {
  return new Perceptron(tf, [size, HIDDEN, HIDDEN, classCount], random)
}

/** Fine cells of some cells, `cells × size`. */
function fineValues(tf: typeof TensorFlow, { size, values }: CoarseCells, cells: Int32Array): Tensor2D {
  const out = new Float32Array(cells.length * size)
  for (let i = 0, to = 0; i < cells.length; i++)
    for (let from = cells[i] * size, end = from + size; from < end; ) out[to++] = values[from++]
  return tf.tensor2d(out, [cells.length, size])
}
