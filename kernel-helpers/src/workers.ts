import { availableParallelism } from 'node:os'
import { setTensorFlowThreads } from './learning/backends/index.js'
import { settings } from './notebook/settings.js'
import { WorkerPool } from './run/pool.js'

/** The module that worker threads run. */
export const workerFile = new URL('./worker.js', import.meta.url)

let pool: WorkerPool | undefined

/** The threads that simulate and train for this process, each computing with one thread: one for each core if not set otherwise. */
export function sharedPool(): WorkerPool {
  const threads = settings().threads || availableParallelism()
  if (!pool) {
    setTensorFlowThreads(1, threads)
    pool = new WorkerPool(workerFile, threads)
  }
  if (pool.size !== threads) pool.size = threads
  return pool
}

let viewers: WorkerPool | undefined

/** Threads for what is looked at meanwhile, which never wait for a training to end: one for frames, one for the rest. */
export function viewPool(): WorkerPool {
  viewers ??= new WorkerPool(workerFile, 2)
  return viewers
}
