import { Worker } from 'node:worker_threads'
import type { Connection } from './connection.js'
import type { ControlFrames, ControlThreadData } from './control-thread.js'
import { MARKS, PENDING, SIGNALLED } from './interrupt-marks.js'
import { installLoopGuards } from './loop-guards.js'

/** By then a signal has arrived, or was taken by the script that it stopped. */
const SIGNAL_ARRIVES_MS = 1000

/** The main thread's end of the control channel, and the interrupts that come over it. */
export class ControlChannel {
  readonly #marks = new Int32Array(new SharedArrayBuffer(4 * MARKS))
  readonly #worker: Worker
  readonly #onInterrupt: () => void

  private constructor(connection: Connection, onInterrupt: () => void) {
    this.#onInterrupt = onInterrupt
    const workerData: ControlThreadData = {
      connection,
      marks: this.#marks,
      watchParent: process.env.JPY_PARENT_PID !== undefined,
    }
    this.#worker = new Worker(new URL('./control-thread.js', import.meta.url), { workerData })
    installLoopGuards(this.#marks)
    process.on('SIGINT', () => {
      const ours = Atomics.exchange(this.#marks, SIGNALLED, 0) === 1
      if (ours) this.#notice()
      else onInterrupt()
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
    Atomics.store(this.#marks, PENDING, 0)
    if (Atomics.load(this.#marks, SIGNALLED) === 1) {
      setTimeout(() => Atomics.store(this.#marks, SIGNALLED, 0), SIGNAL_ARRIVES_MS).unref()
    }
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
    if (Atomics.exchange(this.#marks, PENDING, 0) === 1) this.#onInterrupt()
  }
}
