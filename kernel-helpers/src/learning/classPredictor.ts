import type * as TensorFlow from '@tensorflow/tfjs-core'
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import { Random } from '../run/random.js'
import { aim, type CoarseCells, randomPlaces, SEEN, seen } from './coarseCells.js'
import { Perceptron } from './perceptron.js'

const HIDDEN = 32
const STEPS = 300
const STEPS_BETWEEN_CHECKS = 25
const PLACES_PER_STEP = 512
const PLACES_AT_ONCE = 8192
const LEARNING_RATE = 3e-3

/** Cells and the class of each, in all frames of the windows. */
export interface Classified {
  readonly cells: CoarseCells
  /** `count × 3 × cells` */
  readonly classes: Uint8Array
}

export interface ClassPrediction {
  /**
   * What is gained by looking, in bits per cell: the log-likelihood of the test's classes at t + offset given the
   * 3 × 3 classes around them at t − offset and t, less that given their frequencies in training alone. Apart from a
   * difference of those frequencies a lower bound of the predictive information; 0 where validation says that looking
   * is no better.
   */
  readonly information: number
  /** Entropy of the classes in the test, in bits: the most that could be predicted. */
  readonly entropy: number
}

/** Trains a perceptron to predict classes from the classes around, and judges it. */
export async function predictClasses(
  tf: typeof TensorFlow,
  classCount: number,
  parts: Readonly<Record<'training' | 'validation' | 'test', Classified>>,
  seed: number,
  checkpoint: () => void,
): Promise<ClassPrediction> {
  const random = new Random(seed, 2)
  const { training, validation, test } = parts
  const logFrequencies = frequencies(training, classCount).map(Math.log)
  const naive = (data: Classified, places: Int32Array) =>
    actual(data, places).reduce((sum, one) => sum + logFrequencies[one], 0) / places.length
  const predictor = new Perceptron(tf, [SEEN * classCount, HIDDEN, classCount], random)
  const optimizer = tf.train.adam(LEARNING_RATE)
  try {
    const checks = randomPlaces(validation.cells, PLACES_AT_ONCE, random)
    const likelihood = (data: Classified, places: Int32Array) =>
      likelihoodOf(tf, predictor, data, places, classCount)
    let best = { likelihood: naive(validation, checks), parameters: undefined as Float32Array[] | undefined }
    for (let step = 1; step <= STEPS; step++) {
      checkpoint()
      const places = randomPlaces(training.cells, PLACES_PER_STEP, random)
      tf.tidy(() => {
        const inputs = oneHot(tf, training, places, classCount)
        const targets = tf.oneHot(tf.tensor1d(actual(training, places), 'int32'), classCount)
        optimizer.minimize(
          () =>
            tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(predictor.apply(inputs))), -1))) as Scalar,
          false,
          predictor.variables,
        )
      })
      if (step % STEPS_BETWEEN_CHECKS > 0) continue
      const reached = await likelihood(validation, checks)
      if (reached > best.likelihood) best = { likelihood: reached, parameters: await predictor.parameters() }
    }
    const entropy = frequencies(test, classCount).reduce((sum, p) => sum - p * Math.log2(p), 0)
    if (!best.parameters) return { information: 0, entropy }
    predictor.setParameters(best.parameters)
    const all = Int32Array.from({ length: test.cells.count * test.cells.cells }, (_, place) => place)
    return { information: ((await likelihood(test, all)) - naive(test, all)) / Math.LN2, entropy }
  } finally {
    predictor.dispose()
    optimizer.dispose()
  }
}

/** Mean log-likelihood over places, in nats. */
async function likelihoodOf(
  tf: typeof TensorFlow,
  predictor: Perceptron,
  data: Classified,
  places: Int32Array,
  classCount: number,
): Promise<number> {
  let sum = 0
  for (let start = 0; start < places.length; start += PLACES_AT_ONCE) {
    const some = places.subarray(start, start + PLACES_AT_ONCE)
    const logs = tf.tidy(() => tf.logSoftmax(predictor.apply(oneHot(tf, data, some, classCount))))
    const values = await logs.data()
    logs.dispose()
    for (const [i, one] of actual(data, some).entries()) sum += values[i * classCount + one]
  }
  return sum / places.length
}

/** Of the classes at t + offset; one is added to each count, so that what never occurred isn't impossible. */
function frequencies({ cells, classes }: Classified, classCount: number): number[] {
  const counts = new Array<number>(classCount).fill(1)
  const all = cells.count * cells.cells
  for (let place = 0; place < all; place++) counts[classes[aim(cells, place)]]++
  return counts.map((count) => count / (all + classCount))
}

function actual({ cells, classes }: Classified, places: Int32Array): Int32Array {
  return places.map((place) => classes[aim(cells, place)])
}

/** The classes seen from each place, `places × (18 · classCount)`. */
function oneHot(
  tf: typeof TensorFlow,
  { cells, classes }: Classified,
  places: Int32Array,
  classCount: number,
): Tensor2D {
  const values = new Float32Array(places.length * SEEN * classCount)
  for (const [i, cell] of seen(cells, places).entries()) values[i * classCount + classes[cell]] = 1
  return tf.tensor2d(values, [places.length, SEEN * classCount])
}
