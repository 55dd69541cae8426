import type * as tfjs from '@tensorflow/tfjs-core'

/** Filters of the net 5×5 → 3×3 → 3×3 → 1×1 with 16 channels, as [height, width, in, out]. */
export const filterShapes: [number, number, number, number][] = [
  [5, 5, 2, 16],
  [3, 3, 16, 16],
  [3, 3, 16, 16],
  [1, 1, 16, 1],
]
export const imageShape: [number, number, number, number] = [2, 12, 11, 2]
export const targetShape: [number, number, number, number] = [2, 4, 3, 1]

/** Repeatable numbers, roughly uniform in ±scale. */
export function numbers(count: number, seed: number, scale: number): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, i) => scale * Math.sin(12.9898 * (i + 1) + 78.233 * seed + i * i),
  )
}

export function initialFilters(): Float32Array[] {
  return filterShapes.map((shape, i) => {
    const [height, width, inputs] = shape
    return numbers(product(shape), i, 1 / Math.sqrt((height * width * inputs) / 3))
  })
}

export const images = numbers(product(imageShape), 11, 1)
export const targets = numbers(product(targetShape), 12, 1)

export function product(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1)
}

type Tfjs = typeof tfjs

export function forward(tf: Tfjs, filters: readonly tfjs.Tensor[]): tfjs.Tensor {
  return filters.reduce<tfjs.Tensor>(
    (x, filter, i) => {
      const y = tf.conv2d(x as tfjs.Tensor4D, filter as tfjs.Tensor4D, 1, 'valid')
      return i === filters.length - 1 ? y : tf.mul(y, tf.sigmoid(y))
    },
    tf.tensor4d(images, imageShape),
  )
}

/** Mean squared error of the net and its gradient with respect to every filter. */
export function lossAndGradients(
  tf: Tfjs,
  filters: readonly Float32Array[],
): { loss: number; gradients: Float32Array[] } {
  return tf.tidy(() => {
    const loss = (...tensors: tfjs.Tensor[]) =>
      tf.mean(tf.squaredDifference(forward(tf, tensors), tf.tensor4d(targets, targetShape))) as tfjs.Scalar
    const { value, grads } = tf.valueAndGrads(loss)(
      filters.map((values, i) => tf.tensor4d(values, filterShapes[i])),
    )
    return {
      loss: value.dataSync()[0],
      gradients: grads.map((gradient) => Float32Array.from(gradient.dataSync())),
    }
  })
}

/** `steps` of plain gradient descent; returns the filters after them. */
export function descend(tf: Tfjs, steps: number, rate: number): Float32Array[] {
  const filters = initialFilters()
  for (let step = 0; step < steps; step++) {
    lossAndGradients(tf, filters).gradients.forEach((gradient, i) => {
      gradient.forEach((value, j) => {
        filters[i][j] -= rate * value
      })
    })
  }
  return filters
}

/** The same net in double precision, as nested sums: what the backends are compared with. */
export function referenceForward(filters: readonly ArrayLike<number>[]): Float64Array {
  let x: Float64Array = Float64Array.from(images)
  let [batch, height, width] = imageShape
  filterShapes.forEach(([filterHeight, filterWidth, inputs, outputs], layer) => {
    const [outHeight, outWidth] = [height - filterHeight + 1, width - filterWidth + 1]
    const y = new Float64Array(batch * outHeight * outWidth * outputs)
    for (let n = 0, o = 0; n < batch; n++)
      for (let row = 0; row < outHeight; row++)
        for (let column = 0; column < outWidth; column++)
          for (let f = 0; f < outputs; f++, o++)
            for (let i = 0; i < filterHeight; i++)
              for (let j = 0; j < filterWidth; j++)
                for (let c = 0; c < inputs; c++)
                  y[o] +=
                    x[((n * height + row + i) * width + column + j) * inputs + c] *
                    filters[layer][((i * filterWidth + j) * inputs + c) * outputs + f]
    x = layer === filterShapes.length - 1 ? y : y.map((value) => value / (1 + Math.exp(-value)))
    ;[height, width] = [outHeight, outWidth]
  })
  return x
}

export function referenceLoss(filters: readonly ArrayLike<number>[]): number {
  const predictions = referenceForward(filters)
  return predictions.reduce((sum, value, i) => sum + (value - targets[i]) ** 2, 0) / predictions.length
}
