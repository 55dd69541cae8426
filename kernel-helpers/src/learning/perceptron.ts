import type * as TensorFlow from '@tensorflow/tfjs-core'
import type { Tensor2D, Variable } from '@tensorflow/tfjs-core'
import type { Random } from '../run/random.js'

/** Multilayer perceptron, SiLU between its layers; initialised after He et al. 2015, arXiv:1502.01852, eq. 10. */
export class Perceptron {
  readonly variables: Variable[]

  /** @param sizes numbers that enter the first layer, and that leave each */
  constructor(
    private readonly tf: typeof TensorFlow,
    sizes: readonly number[],
    random: Random,
  ) {
    this.variables = sizes.slice(1).flatMap((outputs, i) => {
      const weights = new Float32Array(sizes[i] * outputs)
      random.fillNormal(weights)
      const deviation = Math.sqrt(2 / sizes[i])
      return tf.tidy(() => [
        tf.variable(
          tf.tensor2d(
            weights.map((value) => deviation * value),
            [sizes[i], outputs],
          ),
        ),
        tf.variable(tf.zeros([outputs])),
      ])
    })
  }

  /** @param x `rows × inputs` */
  apply(x: Tensor2D): Tensor2D {
    const { tf, variables } = this
    let y = x
    for (let i = 0; i < variables.length; i += 2) {
      const z = tf.add(tf.matMul(y, variables[i] as unknown as Tensor2D), variables[i + 1]) as Tensor2D
      y = i === variables.length - 2 ? z : tf.mul(z, tf.sigmoid(z))
    }
    return y
  }

  async parameters(): Promise<Float32Array[]> {
    return Promise.all(this.variables.map(async (variable) => Float32Array.from(await variable.data())))
  }

  setParameters(values: readonly Float32Array[]): void {
    const { tf } = this
    for (const [i, variable] of this.variables.entries())
      tf.tidy(() => variable.assign(tf.tensor(values[i], variable.shape)))
  }

  dispose(): void {
    this.tf.dispose(this.variables)
  }
}
