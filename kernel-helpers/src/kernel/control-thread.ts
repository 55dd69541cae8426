import { parentPort, workerData } from 'node:worker_threads'
import { Router } from 'zeromq'
import { address, type Connection } from './connection.js'
import { Interrupter } from './interrupter.js'
import { IopubRelay } from './iopub-relay.js'
import { IMMEDIATE, Outbox, withOwnText } from './outbox.js'
import { Wire } from './wire.js'

const CANNOT_INTERRUPT =
  'The cell cannot be interrupted now: it is being compiled, or in native code that JavaScript cannot stop. If it goes on, restart the kernel.\n'
const WATCH_EVERY_MS = 1000

/** Messages between this thread and the kernel's: frames of control messages and of their replies. */
export type ControlFrames = readonly Uint8Array[]

export interface ControlThreadData {
  readonly connection: Connection
  readonly interrupt: Int32Array
  /** The process that started the kernel; the kernel ends when it ends. */
  readonly watchParent: boolean
}

/**
 * The control, heartbeat and iopub channels, on a thread of their own, so that they answer while a cell keeps the main
 * thread busy.
 */
const { connection, interrupt, watchParent } = workerData as ControlThreadData
const port = parentPort!
const wire = new Wire(connection)
const control = new Router(IMMEDIATE)
/** Unlike a Reply socket it bears peers that speak out of turn or go before they are answered. */
const heartbeat = new Router(IMMEDIATE)
const iopub = new IopubRelay(wire)
const outbox = new Outbox(control)
const heartbeatOutbox = new Outbox(heartbeat)
const interrupter = new Interrupter(interrupt, () => iopub.tell(CANNOT_INTERRUPT))

await Promise.all([
  control.bind(address(connection, 'control')),
  heartbeat.bind(address(connection, 'hb')),
  iopub.open(connection),
])
port.postMessage('ready')

const echoing = echo()
const receiving = receive()

port.on('message', async (message: ControlFrames | 'close') => {
  if (message !== 'close') {
    outbox.send(withOwnText(message.map((frame) => Buffer.from(frame))))
    return
  }
  await Promise.all([outbox.flushed(), iopub.close()])
  control.close()
  heartbeat.close()
  await Promise.all([echoing, receiving])
  clearInterval(watching)
  interrupter.close()
  port.close()
})

const parent = process.ppid
const watching = setInterval(() => {
  if (watchParent && process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, WATCH_EVERY_MS)

async function echo(): Promise<void> {
  for await (const frames of heartbeat) heartbeatOutbox.send(frames)
}

async function receive(): Promise<void> {
  for await (const frames of control) {
    try {
      const { msg_type: type } = wire.parse(frames).header
      if (type === 'interrupt_request' || type === 'shutdown_request') interrupter.interrupt()
    } catch {
      // The main thread reports it.
    }
    port.postMessage(frames.map((frame) => new Uint8Array(frame)))
  }
}
