import type * as tfjs from '@tensorflow/tfjs-core'
import type { CreateTrainer } from '../trainers/trainer.js'

export const backendNames = ['tensorflow', 'webgpu', 'wasm'] as const
export type BackendName = (typeof backendNames)[number]

/** Where the tensors of the calling thread live and are computed. */
export interface Backend extends Activated {
  readonly name: BackendName
  readonly tf: typeof tfjs
  /** A network to be trained, in the way that is fastest on this backend. */
  readonly createTrainer: CreateTrainer
}

export interface Activated {
  /** For people, for example 'TensorFlow 2.21.0 (CPU, 1 thread)'. */
  readonly description: string
  /** Whether a graphics processor computes. */
  readonly gpu: boolean
  /** Bytes held now: on the GPU, or else by this process. */
  readonly memory: () => number
  /** Gives back the memory of tensors that have been disposed. */
  readonly freeMemory?: () => void
}

/** What there is to know of a backend before it is loaded. */
export interface BackendKind {
  /** For people. */
  readonly label: string
  /**
   * Makes it the current one of the calling thread.
   * @throws Error saying why it can't be, and what to do
   */
  readonly activate: (tf: typeof tfjs) => Promise<Activated>
  readonly trainer: (tf: typeof tfjs) => CreateTrainer
}

/** The GPU, or the process that drives it, has gone; what was computed there is lost. */
export class DeviceLost extends Error {
  override readonly name = 'DeviceLost'
}

/** What was to be computed does not fit into the memory there is. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory'
}
