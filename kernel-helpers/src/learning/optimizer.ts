const BETA1 = 0.9
const BETA2 = 0.999
const EPSILON = 1e-8

/** AdamW (Loshchilov & Hutter, arXiv:1711.05101, algorithm 2). Decays filters, not biases. */
export class AdamW {
  readonly #first: Float64Array[]
  readonly #second: Float64Array[]
  #step = 0

  constructor(
    readonly values: readonly Float32Array[],
    readonly decays: readonly boolean[],
    readonly weightDecay: number,
  ) {
    this.#first = values.map((v) => new Float64Array(v.length))
    this.#second = values.map((v) => new Float64Array(v.length))
  }

  /** Moves the values in place. */
  step(gradients: readonly ArrayLike<number>[], learningRate: number): void {
    this.#step++
    const correction1 = 1 - BETA1 ** this.#step
    const correction2 = 1 - BETA2 ** this.#step
    this.values.forEach((value, k) => {
      const gradient = gradients[k]
      const first = this.#first[k]
      const second = this.#second[k]
      const kept = this.decays[k] ? 1 - learningRate * this.weightDecay : 1
      for (let i = 0; i < value.length; i++) {
        first[i] = BETA1 * first[i] + (1 - BETA1) * gradient[i]
        second[i] = BETA2 * second[i] + (1 - BETA2) * gradient[i] ** 2
        value[i] =
          kept * value[i] -
          (learningRate * (first[i] / correction1)) / (Math.sqrt(second[i] / correction2) + EPSILON)
      }
    })
  }
}

/** One-cycle learning rate (Smith & Topin, arXiv:1708.07120): up by a cosine over 30 % of the steps, then down to nearly 0. */
export function oneCycle(step: number, steps: number, peak: number): number {
  const start = peak / 25
  const end = start / 1e4
  const top = Math.max(1, 0.3 * steps - 1)
  const anneal = (from: number, to: number, part: number) =>
    to + ((from - to) / 2) * (1 + Math.cos(Math.PI * part))
  return step <= top
    ? anneal(start, peak, step / top)
    : anneal(peak, end, Math.min(1, (step - top) / Math.max(1, steps - 1 - top)))
}
