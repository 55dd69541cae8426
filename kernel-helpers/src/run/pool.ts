import { setMaxListeners } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** Main thread → worker. `stop` is a shared Int32 that turns 1 when the job should end. */
export interface JobMessage {
  readonly job: number
  readonly task: unknown
  readonly stop: SharedArrayBuffer
}

/** Worker → main thread. */
export type WorkerMessage =
  | { readonly job: number; readonly type: 'progress'; readonly progress: unknown }
  | { readonly job: number; readonly type: 'done'; readonly result: unknown }
  | { readonly job: number; readonly type: 'stopped' }
  | { readonly job: number; readonly type: 'failed'; readonly error: Error }

/** A worker thread ended while it had a job. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied'
}

export interface RunOptions<Progress> {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

const GRACE_AFTER_STOP = 5000

interface Job {
  readonly id: number
  readonly task: unknown
  readonly stop: Int32Array
  readonly onProgress: ((progress: never) => void) | undefined
  readonly resolve: (result: never) => void
  readonly reject: (reason: unknown) => void
  settled: boolean
}

/**
 * A fixed number of worker threads and a queue of jobs, first come first served. Threads start when they
 * are first needed, stay for the next job, and don't keep the process alive when idle.
 */
export class WorkerPool {
  readonly #file: URL
  #size: number
  readonly #queue: Job[] = []
  readonly #idle: Worker[] = []
  readonly #busy = new Map<Worker, Job>()
  #lastJob = 0

  constructor(file: URL, size: number = availableParallelism()) {
    this.#file = file
    this.#size = size
  }

  get size(): number {
    return this.#size
  }

  /** More threads start as they are needed; of too many, those that are idle end now, the others after their job. */
  set size(size: number) {
    this.#size = size
    this.#endSurplus()
    this.#next()
  }

  /**
   * Runs a task on the next free thread. Rejects with the signal's reason at once when it aborts; the
   * thread is ended if it doesn't come back soon after.
   *
   * @throws WorkerDied if the thread ends before the task does
   */
  run<Result, Progress = never>(task: unknown, options: RunOptions<Progress> = {}): Promise<Result> {
    const { signal } = options
    return new Promise<Result>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      // Every job of a run listens to the same signal.
      if (signal) setMaxListeners(0, signal)
      const job: Job = {
        id: ++this.#lastJob,
        task,
        stop: new Int32Array(new SharedArrayBuffer(4)),
        onProgress: options.onProgress as Job['onProgress'],
        resolve: (result) => settle(() => resolve(result)),
        reject: (reason) => settle(() => reject(reason)),
        settled: false,
      }
      const onAbort = () => {
        Atomics.store(job.stop, 0, 1)
        job.reject(signal?.reason)
        const waiting = this.#queue.indexOf(job)
        if (waiting >= 0) this.#queue.splice(waiting, 1)
        else setTimeout(() => this.#end(job), GRACE_AFTER_STOP).unref()
      }
      const settle = (finish: () => void) => {
        if (job.settled) return
        job.settled = true
        signal?.removeEventListener('abort', onAbort)
        finish()
      }
      signal?.addEventListener('abort', onAbort)
      this.#queue.push(job)
      this.#next()
    })
  }

  /** Ends all threads; jobs under way are rejected. */
  async close(): Promise<void> {
    for (const job of this.#queue.splice(0)) job.reject(new WorkerDied('the worker pool was closed'))
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()))
  }

  #next(): void {
    while (this.#queue.length > 0 && this.#busy.size < this.#size) {
      const worker = this.#idle.pop() ?? this.#start()
      const job = this.#queue.shift()!
      this.#busy.set(worker, job)
      worker.ref()
      const message: JobMessage = {
        job: job.id,
        task: job.task,
        stop: job.stop.buffer as SharedArrayBuffer,
      }
      worker.postMessage(message)
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#file)
    worker.on('message', (message: WorkerMessage) => this.#receive(worker, message))
    worker.on('error', (error) => this.#lose(worker, error))
    worker.on('exit', (code) => this.#lose(worker, new Error(`exit code ${code}`)))
    return worker
  }

  #receive(worker: Worker, message: WorkerMessage): void {
    const job = this.#busy.get(worker)
    if (!job || job.id !== message.job) return
    if (message.type === 'progress') {
      if (!job.settled) job.onProgress?.(message.progress as never)
      return
    }
    this.#busy.delete(worker)
    this.#idle.push(worker)
    worker.unref()
    if (message.type === 'done') job.resolve(message.result as never)
    else if (message.type === 'failed') job.reject(message.error)
    this.#endSurplus()
    this.#next()
  }

  #endSurplus(): void {
    while (this.#idle.length > 0 && this.#idle.length + this.#busy.size > this.#size)
      void this.#idle.pop()?.terminate()
  }

  #lose(worker: Worker, cause: Error): void {
    const job = this.#busy.get(worker)
    this.#busy.delete(worker)
    const idle = this.#idle.indexOf(worker)
    if (idle >= 0) this.#idle.splice(idle, 1)
    job?.reject(new WorkerDied(`a worker thread died in the middle of its job (${cause.message})`, { cause }))
    this.#next()
  }

  #end(job: Job): void {
    for (const [worker, running] of this.#busy) if (running === job) void worker.terminate()
  }
}
