import type * as tfjs from '@tensorflow/tfjs-core'

export type BackendName = 'tensorflow' | 'wasm'

/** Where the tensors of the calling thread live and are computed. */
export interface Backend {
  readonly name: BackendName
  /** For people, for example 'TensorFlow 2.21.0 (CPU, 1 thread)'. */
  readonly description: string
  /** Why this one runs, for example 'asked for' or 'TensorFlow could not be loaded: …'. */
  readonly reason: string
  readonly tf: typeof tfjs
}

/** Makes a backend the current one of the calling thread; returns its description. */
export type Activate = (tf: typeof tfjs) => Promise<string>
