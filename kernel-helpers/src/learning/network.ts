import type * as TensorFlow from '@tensorflow/tfjs-core'
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core'
import type { Random } from '../run/random.js'
import type { Recipe } from './recipe.js'

/** Filters `k × k × in × out` and biases `out`, layer by layer. */
export interface Parameters {
  readonly shapes: readonly (readonly number[])[]
  readonly values: readonly Float32Array[]
}

/** He initialisation (He et al. 2015, arXiv:1502.01852, eq. 10); the output layer starts at zero, so the network starts as "no correction". */
export function initialParameters(recipe: Recipe, random: Random): Parameters {
  const kernels = [...recipe.kernels, 1, 1]
  const channels = [2, ...recipe.kernels.map(() => recipe.channels), recipe.channels, 1]
  const shapes = kernels.flatMap((k, i) => [[k, k, channels[i], channels[i + 1]], [channels[i + 1]]])
  const last = shapes.length - 2
  const values = shapes.map((shape, i) => {
    const out = new Float32Array(shape.reduce((size, n) => size * n, 1))
    if (shape.length === 4 && i < last) {
      const deviation = Math.sqrt(2 / (shape[0] * shape[1] * shape[2]))
      for (let j = 0; j < out.length; j++) out[j] = deviation * random.normal()
    }
    return out
  })
  return { shapes, values }
}

/** Adds noise to a layer's input while training; absent when predicting. */
export type Noise = (x: Tensor4D, layer: number) => Tensor4D

/**
 * Residual convolutional network: unpadded convolutions with SiLU, two 1 × 1 convolutions at the end.
 * `inputs`: `n × (h + 2r) × (w + 2r) × 2` with r the receptive radius; returns `n × h × w × 1`.
 */
export function forward(
  tf: typeof TensorFlow,
  parameters: readonly Tensor[],
  inputs: Tensor4D,
  noise: Noise = (x) => x,
): Tensor4D {
  let x = inputs
  for (let i = 0; i < parameters.length; i += 2) {
    const filter = parameters[i] as Tensor4D
    const last = i === parameters.length - 2
    x = tf.add(tf.conv2d(noise(x, i / 2), filter, 1, 'valid'), parameters[i + 1] as Tensor1D)
    if (!last) x = tf.mul(x, tf.sigmoid(x))
  }
  return x
}
