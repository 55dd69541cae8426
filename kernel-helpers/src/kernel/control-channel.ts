import { Worker } from 'node:worker_threads'
import type { Connection } from './connection.js'
import type { ControlFrames, ControlThreadData } from './control-thread.js'
import { installLoopGuards } from './loop-guards.js'

/** The main thread's end of the control channel, and the interrupts that come over it. */
export class ControlChannel {
  readonly #interrupts = new Int32Array(new SharedArrayBuffer(4))
  readonly #worker: Worker
  readonly #onInterrupt: () => void
  #seen = 0

  private constructor(connection: Connection, onInterrupt: () => void) {
    this.#onInterrupt = onInterrupt
    const workerData: ControlThreadData = {
      connection,
      interrupts: this.#interrupts,
      watchParent: process.env.JPY_PARENT_PID !== undefined,
    }
    this.#worker = new Worker(new URL('./control-thread.js', import.meta.url), { workerData })
    installLoopGuards(() => Atomics.load(this.#interrupts, 0) !== this.#seen)
    process.on('SIGINT', () => {
      if (Atomics.load(this.#interrupts, 0) === this.#seen) onInterrupt()
      else this.#notice()
    })
  }

  static async open(
    connection: Connection,
    onFrames: (frames: Buffer[]) => void,
    onInterrupt: () => void,
  ): Promise<ControlChannel> {
    const channel = new ControlChannel(connection, onInterrupt)
    await new Promise<void>((resolve, reject) => {
      channel.#worker.once('message', () => resolve())
      channel.#worker.once('error', reject)
    })
    channel.#worker.on('message', (frames: ControlFrames) => {
      channel.#notice()
      onFrames(frames.map((frame) => Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength)))
    })
    return channel
  }

  /** A cell came to its end: whatever interrupt was meant for it is used up. */
  settle(): void {
    this.#seen = Atomics.load(this.#interrupts, 0)
  }

  send(frames: Buffer[]): void {
    this.#worker.postMessage(frames)
  }

  async close(): Promise<void> {
    const exit = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.#worker.postMessage('close')
    await exit
  }

  #notice(): void {
    if (Atomics.load(this.#interrupts, 0) === this.#seen) return
    this.settle()
    this.#onInterrupt()
  }
}
