import type * as TensorFlow from '@tensorflow/tfjs-core'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { Workspace } from '../run/workspace.js'
import type { Examples } from './examples.js'

/** Half the side of the patch that ridge regression sees: 9 × 9 pixels of all frames and channels. */
export const RIDGE_RADIUS = 4
const SIDE = 2 * RIDGE_RADIUS + 1
/** The patch and a constant. */
const featuresOf = ({ components }: Examples) => SIDE * SIDE * components.length + 1
const ROWS_AT_ONCE = 8192

export interface Ridge {
  /** `9 × 9 × components` of the inputs, as a convolution filter. */
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
  const scale = fit.products.trace() / featuresOf(train)
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
    weights: Float32Array.from(column.slice(0, -1)),
    intercept: column[column.length - 1],
    penalty: best.penalty,
  }
}

/** Ridge's predictions, `count × height × width`, standardised. */
export function predictRidge({ weights, intercept }: Ridge, data: Examples): Float32Array {
  const pixels = data.count * data.height * data.width
  const room = workspace.arrays({ inputs: data.inputs.length, targets: pixels, rows: weights.length })
  room.inputs.set(data.inputs)
  room.rows.set(weights)
  workspace.kernel.linearRule(
    room.inputs.byteOffset,
    data.count,
    data.height,
    data.width,
    data.pad,
    data.components.length,
    room.rows.byteOffset,
    intercept,
    room.targets.byteOffset,
  )
  return room.targets.slice(0, pixels)
}

async function normalEquations(tf: typeof TensorFlow, data: Examples): Promise<NormalEquations> {
  const features = featuresOf(data)
  const columns = features + 1
  const sums = new Float64Array(columns * columns)
  for (const { rows, count } of patchRows(data)) {
    const products = tf.tidy(() => {
      const chunk = tf.tensor2d(rows, [count, columns])
      return tf.matMul(chunk, chunk, true, false)
    })
    const values = await products.data()
    products.dispose()
    for (let i = 0; i < sums.length; i++) sums[i] += values[i]
  }
  const pixels = data.count * data.height * data.width
  const at = (i: number, j: number) => sums[i * columns + j] / pixels
  return {
    products: new Matrix(
      Array.from({ length: features }, (_, i) => Array.from({ length: features }, (_, j) => at(i, j))),
    ),
    mixed: new Matrix(Array.from({ length: features }, (_, i) => [at(i, features)])),
    targetSquares: at(features, features),
  }
}

/**
 * Visits all pixels as rows of a matrix, some at a time: the patch around the pixel, 1, and the target.
 * The memory of `rows` is used again for the next ones.
 */
function* patchRows(data: Examples) {
  const { count, height, width, pad, components, inputs, targets } = data
  const columns = featuresOf(data) + 1
  const linesAtOnce = Math.max(1, Math.floor(ROWS_AT_ONCE / width))
  const rows = linesAtOnce * width * columns
  const room = workspace.arrays({ inputs: inputs.length, targets: targets.length, rows })
  room.inputs.set(inputs)
  room.targets.set(targets)
  const [from, aims, to] = [room.inputs, room.targets, room.rows].map((array) => array.byteOffset)
  for (let line = 0; line < count * height; line += linesAtOnce) {
    const end = Math.min(line + linesAtOnce, count * height)
    workspace.kernel.patchRows(from, aims, height, width, pad, components.length, line, end, to)
    const here = (end - line) * width
    yield { rows: room.rows.subarray(0, here * columns), count: here }
  }
}

/** `assembly/patches.ts` */
interface Kernels {
  patchRows(
    inputs: number,
    targets: number,
    height: number,
    width: number,
    pad: number,
    depth: number,
    firstLine: number,
    endLine: number,
    rows: number,
  ): void
  linearRule(
    inputs: number,
    images: number,
    height: number,
    width: number,
    pad: number,
    depth: number,
    weights: number,
    intercept: number,
    out: number,
  ): void
}

const workspace = new Workspace<Kernels, { inputs: 'float32'; targets: 'float32'; rows: 'float32' }>(
  'patches',
  { inputs: 'float32', targets: 'float32', rows: 'float32' },
)
