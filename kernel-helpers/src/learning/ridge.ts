import type * as TensorFlow from '@tensorflow/tfjs-core'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { Examples } from './examples.js'

/** Half the side of the patch that ridge regression sees: 9 × 9 pixels of both frames. */
export const RIDGE_RADIUS = 4
const SIDE = 2 * RIDGE_RADIUS + 1
const FEATURES = SIDE * SIDE * 2 + 1
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
  readonly pixels: number
  readonly products: Matrix
  readonly mixed: Matrix
  readonly targetSquares: number
}

/** Closed-form linear prediction of the target from the patch around it, with the penalty that validates best. */
export function fitRidge(tf: typeof TensorFlow, train: Examples, validation: Examples): Ridge {
  const fit = normalEquations(tf, train)
  const check = normalEquations(tf, validation)
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
export function predictRidge(
  tf: typeof TensorFlow,
  { weights, intercept }: Ridge,
  data: Examples,
): Float32Array {
  return tf.tidy(() => {
    const border = data.pad - RIDGE_RADIUS
    const side = [data.height + 2 * data.pad, data.width + 2 * data.pad] as const
    const inputs = tf.slice(
      tf.tensor4d(data.inputs, [data.count, side[0], side[1], 2]),
      [0, border, border, 0],
      [-1, side[0] - 2 * border, side[1] - 2 * border, -1],
    )
    const filter = tf.tensor4d(weights, [SIDE, SIDE, 2, 1])
    return tf.add(tf.conv2d(inputs as TensorFlow.Tensor4D, filter, 1, 'valid'), intercept).dataSync()
  }) as Float32Array
}

function normalEquations(tf: typeof TensorFlow, data: Examples): NormalEquations {
  const columns = FEATURES + 1
  const sums = new Float64Array(columns * columns)
  const pixels = data.count * data.height * data.width
  const block = new Float32Array(Math.min(ROWS_AT_ONCE, pixels) * columns)
  let filled = 0
  const flush = () => {
    const products = tf.tidy(() => {
      const rows = tf.tensor2d(block.subarray(0, filled * columns), [filled, columns])
      return tf.matMul(rows, rows, true, false).dataSync()
    })
    for (let i = 0; i < sums.length; i++) sums[i] += products[i]
    filled = 0
  }
  const paddedWidth = data.width + 2 * data.pad
  const paddedSize = (data.height + 2 * data.pad) * paddedWidth
  const border = data.pad - RIDGE_RADIUS
  for (let example = 0; example < data.count; example++) {
    for (let row = 0; row < data.height; row++) {
      for (let column = 0; column < data.width; column++) {
        let at = filled * columns
        for (let i = 0; i < SIDE; i++) {
          const from = (example * paddedSize + (row + border + i) * paddedWidth + column + border) * 2
          for (let j = 0; j < 2 * SIDE; j++) block[at++] = data.inputs[from + j]
        }
        block[at++] = 1
        block[at] = data.targets[(example * data.height + row) * data.width + column]
        if (++filled * columns === block.length) flush()
      }
    }
  }
  if (filled > 0) flush()
  const at = (i: number, j: number) => sums[i * columns + j] / pixels
  return {
    pixels,
    products: new Matrix(
      Array.from({ length: FEATURES }, (_, i) => Array.from({ length: FEATURES }, (_, j) => at(i, j))),
    ),
    mixed: new Matrix(Array.from({ length: FEATURES }, (_, i) => [at(i, FEATURES)])),
    targetSquares: at(FEATURES, FEATURES),
  }
}
