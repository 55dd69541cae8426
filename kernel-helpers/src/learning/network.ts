import type { Random } from '../run/random.js'
import type { Recipe } from './recipe.js'

/** One convolution, and where its filter (`kernel × kernel × inputs × outputs`) and bias lie among the parameters. */
export interface Layer {
  readonly kernel: number
  readonly inputs: number
  readonly outputs: number
  readonly filter: number
  readonly bias: number
}

/**
 * Convolutional network: unpadded convolutions with SiLU, two 1 × 1 convolutions at the end, the last one without SiLU.
 * It sees some numbers at each pixel, two frames unless said otherwise, and gives one. Its parameters are one array, layer by layer, filter before bias.
 */
export interface Network {
  readonly layers: readonly Layer[]
  /** Number of parameters. */
  readonly size: number
  /** Pixels that it sees on each side of the one it predicts. */
  readonly radius: number
}

/** @param seen numbers at each pixel that it sees */
export function networkOf({ kernels, channels }: Pick<Recipe, 'kernels' | 'channels'>, seen = 2): Network {
  const sides = [...kernels, 1, 1]
  let size = 0
  const layers = sides.map((kernel, i) => {
    const inputs = i === 0 ? seen : channels
    const outputs = i === sides.length - 1 ? 1 : channels
    const filter = size
    const bias = filter + kernel * kernel * inputs * outputs
    size = bias + outputs
    return { kernel, inputs, outputs, filter, bias }
  })
  return { layers, size, radius: kernels.reduce((radius, kernel) => radius + (kernel - 1) / 2, 0) }
}

/** He initialisation (He et al. 2015, arXiv:1502.01852, eq. 10); the output layer starts at zero, so the network starts as "no correction". */
export function initialParameters({ layers, size }: Network, random: Random): Float32Array {
  const parameters = new Float32Array(size)
  for (const { kernel, inputs, filter, bias } of layers.slice(0, -1)) {
    const deviation = Math.sqrt(2 / (kernel * kernel * inputs))
    for (let i = filter; i < bias; i++) parameters[i] = deviation * random.normal()
  }
  return parameters
}
