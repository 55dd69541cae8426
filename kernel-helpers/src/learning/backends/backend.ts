import type * as tfjs from '@tensorflow/tfjs-core'
import type { CreateTrainer } from '../trainers/trainer.js'

export type BackendName = 'tensorflow' | 'wasm'

/** Where the tensors of the calling thread live and are computed. */
export interface Backend {
  readonly name: BackendName
  /** For people, for example 'TensorFlow 2.21.0 (CPU, 1 thread)'. */
  readonly description: string
  /** Why this one runs, for example 'asked for' or 'TensorFlow could not be loaded: …'. */
  readonly reason: string
  readonly tf: typeof tfjs
  /** A network to be trained, in the way that is fastest on this backend. */
  readonly createTrainer: CreateTrainer
}

/** What there is to know of a backend before it is loaded. */
export interface BackendKind {
  /** For people. */
  readonly label: string
  /** Makes it the current one of the calling thread; returns its description. */
  readonly activate: (tf: typeof tfjs) => Promise<string>
  readonly trainer: (tf: typeof tfjs) => CreateTrainer
}
