import type * as TensorFlow from '@tensorflow/tfjs-core'
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import { Random } from '../run/random.js'
import { aim, type CoarseCells, randomPlaces, SEEN, seen } from './coarseCells.js'
import { Perceptron } from './perceptron.js'

const HIDDEN = 32
const STEPS = 400
const STEPS_BETWEEN_CHECKS = 25
const PLACES_PER_STEP = 1024
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
   * 3 × 3 classes around them at t − offset and t, less that given their frequencies in training alone. A lower bound
   * of the predictive information; 0 where validation says that looking is no better.
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
  const naive = (data: Classified) => meanOver(data, (_, actual) => logFrequencies[actual])
  const predictor = new Perceptron(tf, [SEEN * classCount, HIDDEN, classCount], random)
  const optimizer = tf.train.adam(LEARNING_RATE)
  try {
    let best = { likelihood: naive(validation), parameters: undefined as Float32Array[] | undefined }
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
      const likelihood = await likelihoodOf(tf, predictor, validation, classCount)
      if (likelihood > best.likelihood) best = { likelihood, parameters: await predictor.parameters() }
    }
    const entropy = frequencies(test, classCount).reduce((sum, p) => sum - p * Math.log2(p), 0)
    if (!best.parameters) return { information: 0, entropy }
    predictor.setParameters(best.parameters)
    const likelihood = await likelihoodOf(tf, predictor, test, classCount)
    return { information: (likelihood - naive(test)) / Math.LN2, entropy }
  } finally {
    predictor.dispose()
    optimizer.dispose()
  }
}

/** Mean log-likelihood over all places, in nats. */
async function likelihoodOf(
  tf: typeof TensorFlow,
  predictor: Perceptron,
  data: Classified,
  classCount: number,
): Promise<number> {
  const all = data.cells.count * data.cells.cells
  let sum = 0
  for (let start = 0; start < all; start += PLACES_AT_ONCE) {
    const places = Int32Array.from({ length: Math.min(PLACES_AT_ONCE, all - start) }, (_, i) => start + i)
    const logs = tf.tidy(() => tf.logSoftmax(predictor.apply(oneHot(tf, data, places, classCount))))
    const values = await logs.data()
    logs.dispose()
    for (const [i, one] of actual(data, places).entries()) sum += values[i * classCount + one]
  }
  return sum / all
}

function meanOver({ cells, classes }: Classified, of: (place: number, actual: number) => number): number {
  const all = cells.count * cells.cells
  let sum = 0
  for (let place = 0; place < all; place++) sum += of(place, classes[aim(cells, place)])
  return sum / all
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
