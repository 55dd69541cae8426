import { parentPort, workerData } from 'node:worker_threads'
import { Reply, Router } from 'zeromq'
import { address, type Connection } from './connection.js'
import { ASKED, NONE, SIGNALLED } from './interrupt-state.js'
import { IMMEDIATE, Outbox } from './outbox.js'
import { Wire } from './wire.js'

/**
 * Long enough for every loop of a cell to stop by itself: a signal that comes just as a script ends may be kept by
 * Node's watchdog and stop a later script.
 */
const SIGNAL_AFTER_MS = 250

/** Messages between this thread and the kernel's: frames of control messages and of their replies. */
export type ControlFrames = readonly Uint8Array[]

export interface ControlThreadData {
  readonly connection: Connection
  readonly interrupt: Int32Array
  /** The process that started the kernel; the kernel ends when it ends. */
  readonly watchParent: boolean
}

/**
 * The control and heartbeat channels, on a thread of their own, so that they answer while a cell keeps the main
 * thread busy.
 */
const { connection, interrupt, watchParent } = workerData as ControlThreadData
const port = parentPort!
const wire = new Wire(connection)
const control = new Router(IMMEDIATE)
const heartbeat = new Reply({ linger: 0 })
const outbox = new Outbox(control)
let signalling: NodeJS.Timeout | undefined

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
  clearTimeout(signalling)
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
 * Loops of cells look at the state, and an idle main thread hears of it. Only what hears neither gets the signal:
 * code that a cell calls, where it runs synchronously.
 */
function interruptMainThread(): void {
  Atomics.compareExchange(interrupt, 0, NONE, ASKED)
  // On Windows the signal would end the process.
  if (process.platform === 'win32') return
  clearTimeout(signalling)
  signalling = setTimeout(() => {
    const unheard = Atomics.compareExchange(interrupt, 0, ASKED, SIGNALLED) === ASKED
    if (unheard) process.kill(process.pid, 'SIGINT')
  }, SIGNAL_AFTER_MS)
}
