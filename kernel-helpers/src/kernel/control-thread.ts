import { parentPort, workerData } from 'node:worker_threads'
import { Reply, Router } from 'zeromq'
import { address, type Connection } from './connection.js'
import { PENDING, SIGNALLED } from './interrupt-marks.js'
import { Outbox } from './outbox.js'
import { Wire } from './wire.js'

/** Messages between this thread and the kernel's: frames of control messages and of their replies. */
export type ControlFrames = readonly Uint8Array[]

export interface ControlThreadData {
  readonly connection: Connection
  /** Shared marks: at {@link PENDING} an interrupt that is asked for, at {@link SIGNALLED} one sent as a signal. */
  readonly marks: Int32Array
  /** The process that started the kernel; the kernel ends when it ends. */
  readonly watchParent: boolean
}

/**
 * The control and heartbeat channels, on a thread of their own, so that they answer while a cell keeps the main
 * thread busy.
 */
const { connection, marks, watchParent } = workerData as ControlThreadData
const SIGNAL_AFTER_MS = 10
const port = parentPort!
const wire = new Wire(connection)
const control = new Router({ linger: 1000 })
const heartbeat = new Reply({ linger: 0 })
const outbox = new Outbox(control)

await Promise.all([control.bind(address(connection, 'control')), heartbeat.bind(address(connection, 'hb'))])
port.postMessage('ready')

const echoing = echo()
const receiving = receive()

port.on('message', async (message: ControlFrames | 'close') => {
  if (message !== 'close') {
    outbox.send(message.map((frame) => Buffer.from(frame)))
    return
  }
  await outbox.flushed()
  control.close()
  heartbeat.close()
  await Promise.all([echoing, receiving])
  clearInterval(watching)
  port.close()
})

const parent = process.ppid
const watching = setInterval(() => {
  if (watchParent && process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, 1000)

async function echo(): Promise<void> {
  for await (const frames of heartbeat) await heartbeat.send(frames)
}

async function receive(): Promise<void> {
  for await (const frames of control) {
    try {
      const { msg_type: type } = wire.parse(frames).header
      if (type === 'interrupt_request' || type === 'shutdown_request') interruptMainThread()
    } catch {
      // The main thread reports it.
    }
    port.postMessage(frames.map((frame) => new Uint8Array(frame)))
  }
}

/**
 * Loops of cells look at the mark, and an idle main thread hears of it. Only what hears neither gets the signal:
 * code that a cell calls, where it runs synchronously.
 */
function interruptMainThread(): void {
  Atomics.store(marks, PENDING, 1)
  // On Windows the signal would end the process.
  if (process.platform === 'win32') return
  setTimeout(() => {
    if (Atomics.load(marks, PENDING) === 0) return
    Atomics.store(marks, SIGNALLED, 1)
    process.kill(process.pid, 'SIGINT')
  }, SIGNAL_AFTER_MS)
}
