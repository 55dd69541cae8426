import type { Network } from '../network.js'
import { BETA1, BETA2, biasCorrections, decays, EPSILON } from '../optimizer.js'
import type { Batch, PaddedShape, TrainingConstants } from './trainer.js'

/** The network's output as nested sums in double precision: `count × height × width`. */
export function referenceOutput(
  { layers }: Network,
  parameters: ArrayLike<number>,
  inputs: ArrayLike<number>,
  [count, rows, columns]: PaddedShape,
  noise?: (layer: number, index: number) => number,
): Float64Array {
  let x = Float64Array.from(inputs)
  let [height, width] = [rows, columns]
  for (const [l, { kernel, inputs: ins, outputs: outs, filter, bias }] of layers.entries()) {
    if (noise) x = x.map((value, i) => value + noise(l, i))
    const [outHeight, outWidth] = [height - kernel + 1, width - kernel + 1]
    const z = new Float64Array(count * outHeight * outWidth * outs)
    for (let n = 0, o = 0; n < count; n++)
      for (let row = 0; row < outHeight; row++)
        for (let column = 0; column < outWidth; column++)
          for (let out = 0; out < outs; out++, o++) {
            z[o] = parameters[bias + out]
            for (let i = 0; i < kernel; i++)
              for (let j = 0; j < kernel; j++)
                for (let c = 0; c < ins; c++)
                  z[o] +=
                    x[((n * height + row + i) * width + column + j) * ins + c] *
                    parameters[filter + ((i * kernel + j) * ins + c) * outs + out]
          }
    x = l === layers.length - 1 ? z : z.map((value) => value / (1 + Math.exp(-value)))
    ;[height, width] = [outHeight, outWidth]
  }
  return x
}

/** Mean squared error of a batch, noise included. */
export function referenceLoss(
  network: Network,
  { inputNoise, hiddenNoise }: TrainingConstants,
  bank: Float32Array,
  parameters: ArrayLike<number>,
  { count, side, inputs, targets, noiseOffsets }: Batch,
): number {
  const padded = side + 2 * network.radius
  const output = referenceOutput(network, parameters, inputs, [count, padded, padded], (layer, i) => {
    return (layer === 0 ? inputNoise : hiddenNoise) * bank[noiseOffsets[layer] + i]
  })
  return output.reduce((sum, value, i) => sum + (value - targets[i]) ** 2, 0) / output.length
}

/** Parameters after one step of AdamW for each of the gradients. */
export function referenceAdamW(
  network: Network,
  weightDecay: number,
  initial: Float32Array,
  rate: number,
  steps: number,
  gradient: (parameters: Float64Array) => ArrayLike<number>,
): Float64Array {
  const decay = decays(network, weightDecay)
  const parameters = Float64Array.from(initial)
  const [first, second] = [new Float64Array(network.size), new Float64Array(network.size)]
  for (let step = 1; step <= steps; step++) {
    const slopes = gradient(parameters)
    const [correction1, correction2] = biasCorrections(step)
    for (let i = 0; i < parameters.length; i++) {
      first[i] = BETA1 * first[i] + (1 - BETA1) * slopes[i]
      second[i] = BETA2 * second[i] + (1 - BETA2) * slopes[i] ** 2
      const scaled = first[i] / correction1 / (Math.sqrt(second[i] / correction2) + EPSILON)
      parameters[i] -= rate * (scaled + decay[i] * parameters[i])
    }
  }
  return parameters
}
