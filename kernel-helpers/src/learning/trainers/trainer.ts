import type { Network } from '../network.js'
import type { Recipe } from '../recipe.js'

/** Square patches to learn from in one step. */
export interface Batch {
  readonly count: number
  /** Side of the targets, in pixels; inputs are larger by the network's radius on each side. */
  readonly side: number
  /** `count × (side + 2·radius)² × inputs` of the network's first layer */
  readonly inputs: Float32Array
  /** `count × side²` */
  readonly targets: Float32Array
  /** For each layer, where in the bank of normal numbers the noise on its input starts. */
  readonly noiseOffsets: Int32Array
}

/** A network with its optimizer on some backend. */
export interface Trainer {
  /**
   * One step of AdamW (Loshchilov & Hutter, arXiv:1711.05101, algorithm 2; filters decay, biases don't) on the mean
   * squared error. May return before it has been computed.
   */
  step(batch: Batch, learningRate: number): void
  /** Mean squared error in the last step, before it took effect. */
  loss(): Promise<number>
  /** Gradient of the mean squared error with respect to the parameters. */
  gradient(batch: Batch): Promise<Float32Array>
  /** `inputs`: `count × (height + 2·radius) × (width + 2·radius) × inputs` of the first layer; gives `count × height × width`, without noise. */
  predict(inputs: Float32Array, shape: PaddedShape): Promise<Float32Array>
  parameters(): Promise<Float32Array>
  setParameters(values: Float32Array): void
  /** Frees its memory. */
  dispose(): void
}

/** Number of images and their sides, borders included. */
export type PaddedShape = readonly [count: number, rows: number, columns: number]

export type TrainingConstants = Pick<Recipe, 'weightDecay' | 'inputNoise' | 'hiddenNoise'>

/** @param noise bank of standard normal numbers that all noise is read from */
export type CreateTrainer = (
  network: Network,
  constants: TrainingConstants,
  initial: Float32Array,
  noise: Float32Array,
) => Trainer
