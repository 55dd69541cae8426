import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Connection } from './connection.js'
import type { ControlFrames, ControlThreadData } from './control-thread.js'
import { INTERRUPT, NONE, SIGNALLED } from './interrupt-state.js'
import { installLoopGuards } from './loop-guards.js'
import { installTermination } from './termination.js'

/** By then a signal has arrived, or the script that it stopped has taken it. */
const SIGNAL_ARRIVES_MS = 200
const LOOK_AGAIN_MS = 5

/** The main thread's end of the control channel, and the interrupts that come over it. The thread behind it also has iopub. */
export class ControlChannel {
  readonly #interrupt = new Int32Array(new SharedArrayBuffer(8))
  readonly #worker: Worker
  readonly #onInterrupt: () => void

  private constructor(connection: Connection, onInterrupt: () => void) {
    this.#onInterrupt = onInterrupt
    const workerData: ControlThreadData = {
      connection,
      interrupt: this.#interrupt,
      watchParent: process.env.JPY_PARENT_PID !== undefined,
    }
    this.#worker = new Worker(new URL('./control-thread.js', import.meta.url), { workerData })
    installLoopGuards(this.#interrupt)
    const heard = (): void => {
      Atomics.store(this.#interrupt, INTERRUPT, NONE)
      onInterrupt()
    }
    installTermination(this.#interrupt, heard)
    process.on('SIGINT', heard)
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
    channel.#worker.on('message', async (frames: ControlFrames) => {
      await channel.settle()
      onFrames(frames.map((frame) => Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength)))
    })
    return channel
  }

  /** Resolves when an interrupt that was asked for has been heard, so that it can't hit what runs next. */
  async settle(): Promise<void> {
    const giveUp = performance.now() + SIGNAL_ARRIVES_MS
    while (Atomics.load(this.#interrupt, INTERRUPT) === SIGNALLED && performance.now() < giveUp) {
      await sleep(LOOK_AGAIN_MS)
    }
    if (Atomics.exchange(this.#interrupt, INTERRUPT, NONE) !== NONE) this.#onInterrupt()
  }

  send(frames: Buffer[]): void {
    this.#worker.postMessage(frames)
  }

  async close(): Promise<void> {
    const exit = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.#worker.postMessage('close')
    await exit
  }
}
