/** A general-purpose network and how long it is trained. Nothing here knows the system. */
export interface Recipe {
  readonly channels: number
  /** Sides of the unpadded convolutions; two 1 × 1 convolutions follow. */
  readonly kernels: readonly number[]
  readonly steps: number
  /** Target pixels in the training set, and in one step. */
  readonly trainingPixels: number
  readonly pixelsPerStep: number
  readonly validationPixels: number
  readonly testPixels: number
  readonly learningRate: number
  readonly weightDecay: number
  /** Standard deviation of the noise added while training to the standardised input and to hidden layers. */
  readonly inputNoise: number
  readonly hiddenNoise: number
}

export type Budget = 'small' | 'large'

const small: Recipe = {
  channels: 16,
  kernels: [5, 3, 3],
  steps: 200,
  trainingPixels: 300_000,
  pixelsPerStep: 6144,
  validationPixels: 100_000,
  testPixels: 600_000,
  learningRate: 3e-3,
  weightDecay: 0.01,
  inputNoise: 0.03,
  hiddenNoise: 0.05,
}

export const recipes: Readonly<Record<Budget, Recipe>> = {
  small,
  large: { ...small, channels: 32, kernels: [5, 3, 3, 3], steps: 500, trainingPixels: 800_000 },
}
