import type * as TensorFlow from '@tensorflow/tfjs-core'
import type { Scalar, Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core'
import type { Network } from '../network.js'
import { BETA1, BETA2, biasCorrections, decays, EPSILON } from '../optimizer.js'
import type { Batch, CreateTrainer, PaddedShape, Trainer, TrainingConstants } from './trainer.js'

/** Trains with the operations of a tfjs backend, one call each. */
export const eagerTrainer =
  (tf: typeof TensorFlow): CreateTrainer =>
  (...given) =>
    new EagerTrainer(tf, ...given)

class EagerTrainer implements Trainer {
  #parameters: Tensor1D
  #first: Tensor1D
  #second: Tensor1D
  #loss: Scalar
  readonly #decay: Tensor1D
  readonly #noise: Tensor1D
  #steps = 0

  constructor(
    private readonly tf: typeof TensorFlow,
    private readonly network: Network,
    private readonly constants: TrainingConstants,
    initial: Float32Array,
    noise: Float32Array,
  ) {
    this.#parameters = tf.tensor1d(initial)
    this.#first = tf.zeros([network.size])
    this.#second = tf.zeros([network.size])
    this.#loss = tf.scalar(Number.NaN)
    this.#decay = tf.tensor1d(decays(network, constants.weightDecay))
    this.#noise = tf.tensor1d(noise)
  }

  step(batch: Batch, learningRate: number): void {
    const { tf } = this
    const [correction1, correction2] = biasCorrections(++this.#steps)
    const [parameters, first, second, loss] = tf.tidy(() => {
      const { loss, gradient } = this.#lossAndGradient(batch)
      const first = tf.add(tf.mul(this.#first, BETA1), tf.mul(gradient, 1 - BETA1))
      const second = tf.add(tf.mul(this.#second, BETA2), tf.mul(tf.square(gradient), 1 - BETA2))
      const scaled = tf.div(tf.div(first, correction1), tf.add(tf.sqrt(tf.div(second, correction2)), EPSILON))
      const change = tf.add(scaled, tf.mul(this.#decay, this.#parameters))
      return [tf.sub(this.#parameters, tf.mul(change, learningRate)), first, second, loss]
    }) as [Tensor1D, Tensor1D, Tensor1D, Scalar]
    tf.dispose([this.#parameters, this.#first, this.#second, this.#loss])
    this.#parameters = parameters
    this.#first = first
    this.#second = second
    this.#loss = loss
  }

  async loss(): Promise<number> {
    return (await this.#loss.data())[0]
  }

  gradient(batch: Batch): Promise<Float32Array> {
    return this.#values(() => this.#lossAndGradient(batch).gradient)
  }

  predict(inputs: Float32Array, [count, rows, columns]: PaddedShape): Promise<Float32Array> {
    return this.#values(() =>
      this.#forward(
        this.#tensors(),
        this.tf.tensor4d(inputs, [count, rows, columns, this.network.layers[0].inputs]),
      ),
    )
  }

  async parameters(): Promise<Float32Array> {
    return Float32Array.from(await this.#parameters.data())
  }

  setParameters(values: Float32Array): void {
    this.#parameters.dispose()
    this.#parameters = this.tf.tensor1d(values)
  }

  dispose(): void {
    this.tf.dispose([
      ...[this.#parameters, this.#first, this.#second],
      ...[this.#loss, this.#decay, this.#noise],
    ])
  }

  async #values(compute: () => Tensor): Promise<Float32Array> {
    const result = this.tf.tidy(compute)
    try {
      return (await result.data()) as Float32Array
    } finally {
      result.dispose()
    }
  }

  /** Filters and biases, layer by layer. */
  #tensors(): Tensor[] {
    return this.network.layers.flatMap(({ kernel, inputs, outputs, filter, bias }) => [
      this.tf.reshape(this.tf.slice(this.#parameters, filter, bias - filter), [
        kernel,
        kernel,
        inputs,
        outputs,
      ]),
      this.tf.slice(this.#parameters, bias, outputs),
    ])
  }

  #lossAndGradient({ count, side, inputs, targets, noiseOffsets }: Batch) {
    const { tf, network } = this
    const padded = side + 2 * network.radius
    const x = tf.tensor4d(inputs, [count, padded, padded, network.layers[0].inputs])
    const y = tf.tensor4d(targets, [count, side, side, 1])
    const { value, grads } = tf.valueAndGrads((...tensors: Tensor[]) =>
      tf.mean(tf.squaredDifference(this.#forward(tensors, x, noiseOffsets), y)),
    )(this.#tensors())
    return { loss: value, gradient: tf.concat1d(grads.map((gradient) => tf.reshape(gradient, [-1]))) }
  }

  #forward(tensors: readonly Tensor[], inputs: Tensor4D, noiseOffsets?: Int32Array): Tensor4D {
    const { tf, network } = this
    return network.layers.reduce((x, _, i) => {
      const noisy = noiseOffsets ? tf.add(x, this.#noiseLike(x, i, noiseOffsets[i])) : x
      const filter = tensors[2 * i] as Tensor4D
      const z = tf.add(tf.conv2d(noisy as Tensor4D, filter, 1, 'valid'), tensors[2 * i + 1])
      return (i === network.layers.length - 1 ? z : tf.mul(z, tf.sigmoid(z))) as Tensor4D
    }, inputs)
  }

  #noiseLike(x: Tensor, layer: number, offset: number): Tensor {
    const { inputNoise, hiddenNoise } = this.constants
    const normals = this.tf.reshape(this.tf.slice(this.#noise, offset, x.size), x.shape)
    return this.tf.mul(normals, layer === 0 ? inputNoise : hiddenNoise)
  }
}
