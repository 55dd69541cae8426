import { loadBackend } from './backends/index.js'
import { present } from './evaluation.js'
import type { Examples, Standardisation } from './examples.js'
import { networkOf } from './network.js'
import type { Recipe } from './recipe.js'
import { predictRidge, type Ridge } from './ridge.js'
import { predict } from './training.js'

export type PredictorKind = 'network' | 'ridge' | 'persistence' | 'mean'

/** A trained predictor at one cell size and time offset, as plain data. */
export interface Predictor extends Pick<Recipe, 'kernels' | 'channels'> {
  readonly cellSize: number
  /** Frames ahead, and frames back that it sees. */
  readonly offset: number
  /** Of its training fields: what it sees and says is in these units. */
  readonly standardisation: Standardisation
  readonly ridge: Ridge
  /** Of the network that corrects ridge regression. */
  readonly parameters: Float32Array
  /** What the validation data chose. */
  readonly chosen: PredictorKind
}

/** The frames at t + offset that a predictor expects, `count × height × width`, standardised. Computes on the CPU. */
export async function applyPredictor(predictor: Predictor, data: Examples): Promise<Float32Array> {
  switch (predictor.chosen) {
    case 'mean':
      return new Float32Array(data.count * data.height * data.width)
    case 'persistence':
      return present(data)
    case 'ridge':
      return predictRidge(predictor.ridge, data)
    case 'network': {
      const linear = predictRidge(predictor.ridge, data)
      const correction = await networkOutput(predictor, data)
      return linear.map((value, i) => value + correction[i])
    }
  }
}

async function networkOutput(predictor: Predictor, data: Examples): Promise<Float32Array> {
  const backend = await loadBackend('tensorflow').catch(() => loadBackend('wasm'))
  const network = networkOf(predictor)
  const untrained = { weightDecay: 0, inputNoise: 0, hiddenNoise: 0 }
  const trainer = backend.createTrainer(network, untrained, predictor.parameters, new Float32Array(1))
  try {
    return await predict(trainer, data, network.radius)
  } finally {
    trainer.dispose()
    backend.freeMemory?.()
  }
}
