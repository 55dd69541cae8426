import type * as TensorFlow from '@tensorflow/tfjs-core'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { Examples } from './examples.js'

/** Half the side of the patch that ridge regression sees: 9 × 9 pixels of both frames. */
export const RIDGE_RADIUS = 4
const SIDE = 2 * RIDGE_RADIUS + 1
const FEATURES = SIDE * SIDE * 2 + 1
/** Features and the target. */
const COLUMNS = FEATURES + 1
const ROWS_AT_ONCE = 8192

export interface Ridge {
  /** `9 × 9 × 2`, as a convolution filter. */
  readonly weights: Float32Array
  readonly intercept: number
  /** Chosen on validation data; in units of the mean eigenvalue of the training features' covariance. */
  readonly penalty: number
}

/** Sums that determine a linear regression: features', targets' and mixed products over all pixels. */
interface NormalEquations {
  readonly products: Matrix
  readonly mixed: Matrix
  readonly targetSquares: number
}

/** Closed-form linear prediction of the target from the patch around it, with the penalty that validates best. */
export async function fitRidge(tf: typeof TensorFlow, train: Examples, validation: Examples): Promise<Ridge> {
  const fit = await normalEquations(tf, train)
  const check = await normalEquations(tf, validation)
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(fit.products, {
    assumeSymmetric: true,
  })
  const scale = fit.products.trace() / FEATURES
  const projected = eigenvectorMatrix.transpose().mmul(fit.mixed)
  const solve = (penalty: number): Matrix =>
    eigenvectorMatrix.mmul(
      new Matrix(
        realEigenvalues.map((value, i) => [projected.get(i, 0) / (Math.max(value, 0) + penalty * scale)]),
      ),
    )
  const validationError = (weights: Matrix): number =>
    weights.transpose().mmul(check.products).mmul(weights).get(0, 0) -
    2 * weights.dot(check.mixed) +
    check.targetSquares
  const best = Array.from({ length: 13 }, (_, i) => 10 ** (-6 + 0.75 * i))
    .map((penalty) => ({ penalty, weights: solve(penalty) }))
    .map((candidate) => ({ ...candidate, error: validationError(candidate.weights) }))
    .reduce((a, b) => (b.error < a.error ? b : a))
  const column = best.weights.to1DArray()
  return {
    weights: Float32Array.from(column.slice(0, FEATURES - 1)),
    intercept: column[FEATURES - 1],
    penalty: best.penalty,
  }
}

/** Ridge's predictions, `count × height × width`, standardised. */
export async function predictRidge(
  tf: typeof TensorFlow,
  { weights, intercept }: Ridge,
  data: Examples,
): Promise<Float32Array> {
  const out = new Float32Array(data.count * data.height * data.width)
  const column = Float32Array.from([...weights, intercept, 0])
  let done = 0
  for (const { rows, count } of patchRows(data)) {
    const predicted = tf.tidy(() =>
      tf.matMul(tf.tensor2d(rows, [count, COLUMNS]), tf.tensor2d(column, [COLUMNS, 1])),
    )
    out.set(await predicted.data(), done)
    predicted.dispose()
    done += count
  }
  return out
}

async function normalEquations(tf: typeof TensorFlow, data: Examples): Promise<NormalEquations> {
  const sums = new Float64Array(COLUMNS * COLUMNS)
  for (const { rows, count } of patchRows(data)) {
    const products = tf.tidy(() => {
      const chunk = tf.tensor2d(rows, [count, COLUMNS])
      return tf.matMul(chunk, chunk, true, false)
    })
    const values = await products.data()
    products.dispose()
    for (let i = 0; i < sums.length; i++) sums[i] += values[i]
  }
  const pixels = data.count * data.height * data.width
  const at = (i: number, j: number) => sums[i * COLUMNS + j] / pixels
  return {
    products: new Matrix(
      Array.from({ length: FEATURES }, (_, i) => Array.from({ length: FEATURES }, (_, j) => at(i, j))),
    ),
    mixed: new Matrix(Array.from({ length: FEATURES }, (_, i) => [at(i, FEATURES)])),
    targetSquares: at(FEATURES, FEATURES),
  }
}

/**
 * Visits all pixels as rows of a matrix, some at a time: the patch around the pixel, 1, and the target.
 * The memory of `rows` is used again for the next ones.
 */
function* patchRows(data: Examples): Generator<{ rows: Float32Array; count: number }> {
  const pixels = data.count * data.height * data.width
  const block = new Float32Array(Math.min(ROWS_AT_ONCE, pixels) * COLUMNS)
  const paddedWidth = data.width + 2 * data.pad
  const paddedSize = (data.height + 2 * data.pad) * paddedWidth
  const border = data.pad - RIDGE_RADIUS
  let at = 0
  for (let example = 0; example < data.count; example++) {
    for (let row = 0; row < data.height; row++) {
      for (let column = 0; column < data.width; column++) {
        for (let i = 0; i < SIDE; i++) {
          const from = (example * paddedSize + (row + border + i) * paddedWidth + column + border) * 2
          for (let j = 0; j < 2 * SIDE; j++) block[at++] = data.inputs[from + j]
        }
        block[at++] = 1
        block[at++] = data.targets[(example * data.height + row) * data.width + column]
        if (at === block.length) {
          yield { rows: block, count: at / COLUMNS }
          at = 0
        }
      }
    }
  }
  if (at > 0) yield { rows: block.subarray(0, at), count: at / COLUMNS }
}
