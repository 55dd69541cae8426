import type * as tfjs from '@tensorflow/tfjs-core'
import type {
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropFilterInputs,
  Conv2DBackpropInputAttrs,
  Conv2DBackpropInputInputs,
  Tensor4D,
} from '@tensorflow/tfjs-core'
import { convolutionGeometry, type Geometry, replaceKernel, type TensorsOf } from './convolution-geometry.js'

type Tfjs = typeof tfjs

/**
 * Gives the `wasm` backend both gradients of a 2-D convolution as convolutions themselves: it has no kernel for the
 * filter's and a slow one for the input's. Stride 1, channels last, any zero padding.
 */
export function registerConvolutionGradients(tf: Tfjs): void {
  replaceKernel(tf, 'wasm', tf.Conv2DBackpropInput, ({ inputs, attrs }) => {
    const { dy, filter } = inputs as TensorsOf<Conv2DBackpropInputInputs>
    const { inputShape, ...convolution } = attrs as unknown as Conv2DBackpropInputAttrs
    const geometry = convolutionGeometry(tf, inputShape, filter.shape, convolution)
    return tf.tidy(() => inputGradient(tf, dy, filter, geometry))
  })
  replaceKernel(tf, 'wasm', tf.Conv2DBackpropFilter, ({ inputs, attrs }) => {
    const { x, dy } = inputs as TensorsOf<Conv2DBackpropFilterInputs>
    const { filterShape, ...convolution } = attrs as unknown as Conv2DBackpropFilterAttrs
    const geometry = convolutionGeometry(tf, x.shape, filterShape, convolution)
    return tf.tidy(() => filterGradient(tf, x, dy, geometry))
  })
}

/** dL/dx[y, x] = Σ_ij dL/dy[y − i, x − j] · w[i, j]: the output's gradient, padded, convolved with the reversed filter. */
function inputGradient(tf: Tfjs, dy: Tensor4D, filter: Tensor4D, geometry: Geometry): Tensor4D {
  const { top, bottom, left, right, filterHeight, filterWidth } = geometry
  const rows = [filterHeight - 1 - top, filterHeight - 1 - bottom]
  const columns = [filterWidth - 1 - left, filterWidth - 1 - right]
  const padded = tf.pad4d(dy, [[0, 0], rows, columns, [0, 0]] as Parameters<Tfjs['pad4d']>[1])
  const reversed = tf.transpose(tf.reverse4d(filter, [0, 1]), [0, 1, 3, 2])
  return tf.conv2d(padded, reversed as Tensor4D, 1, 'valid')
}

/** dL/dw[i, j] = Σ_yx x[y + i, x + j] · dL/dy[y, x]: a convolution over the batch, the output's gradient being the filter. */
function filterGradient(tf: Tfjs, x: Tensor4D, dy: Tensor4D, geometry: Geometry): Tensor4D {
  const { top, bottom, left, right } = geometry
  const padded = tf.pad4d(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ])
  const images = tf.transpose(padded, [3, 1, 2, 0]) as Tensor4D
  const taps = tf.conv2d(images, tf.transpose(dy, [1, 2, 0, 3]) as Tensor4D, 1, 'valid')
  return tf.transpose(taps, [1, 2, 0, 3])
}
