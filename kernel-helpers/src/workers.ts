import { availableParallelism } from 'node:os'
import { setTensorFlowThreads } from './learning/backends/index.js'
import { WorkerPool } from './run/pool.js'

/** The module that worker threads run. */
export const workerFile = new URL('./worker.js', import.meta.url)

let pool: WorkerPool | undefined

/** The threads that simulate and train for this process: one for each core, each computing with one thread. */
export function sharedPool(): WorkerPool {
  if (!pool) {
    const threads = availableParallelism()
    setTensorFlowThreads(1, threads)
    pool = new WorkerPool(workerFile, threads)
  }
  return pool
}

let viewers: WorkerPool | undefined

/** Threads for what is looked at meanwhile, which never wait for a training to end: one for frames, one for the rest. */
export function viewPool(): WorkerPool {
  viewers ??= new WorkerPool(workerFile, 2)
  return viewers
}
