import { Push, Router } from 'zeromq'
import { address, readConnection } from './connection.js'
import { ControlChannel } from './control-channel.js'
import { END, FEED } from './iopub-relay.js'
import { Kernel, type Reply } from './kernel.js'
import { IMMEDIATE, Outbox } from './outbox.js'
import { log, redirectOutput } from './output-streams.js'
import { resolveOwnPackages } from './packages.js'
import { Publisher } from './publisher.js'
import { startSession } from './session.js'
import { mapStackTraces } from './stack-traces.js'
import { StandardInput } from './standard-input.js'
import { takeSettings } from './take-settings.js'
import { flushUpdates } from './update-window.js'
import { answerStateRequests } from './widget-requests.js'
import { Wire } from './wire.js'

/** Lets the front end's first questions be answered before the compiler takes the thread. */
const WARM_UP_AFTER_MS = 50

const [connectionFile] = process.argv.slice(2)
if (!connectionFile) {
  console.error('usage: node main.js CONNECTION_FILE')
  process.exit(2)
}

const connection = readConnection(connectionFile)
const wire = new Wire(connection)
const iopub = new Push(IMMEDIATE)
const shell = new Router(IMMEDIATE)
const stdin = new Router(IMMEDIATE)
iopub.connect(FEED)
await Promise.all([shell.bind(address(connection, 'shell')), stdin.bind(address(connection, 'stdin'))])
const iopubOutbox = new Outbox(iopub)
const shellOutbox = new Outbox(shell)
const stdinOutbox = new Outbox(stdin)
const publisher = new Publisher(iopubOutbox, wire)
const input = new StandardInput((message) => {
  publisher.flush()
  stdinOutbox.send(wire.serialise(message))
})

const kernel = new Kernel(publisher, input, () => {
  flushUpdates()
  return control.settle()
})
startSession(kernel)
answerStateRequests(kernel.comms)
takeSettings(kernel, new URL('../notebook/settings.js', import.meta.url))
resolveOwnPackages()
mapStackTraces()
process.on('SIGTERM', () => void shutDown())

const control = await ControlChannel.open(
  connection,
  (frames) => void receive(frames, (reply) => control.send(reply)),
  () => kernel.interrupt(),
)
// Only now: what goes wrong before is for the server's log.
redirectOutput(publisher, () => kernel.parent)
process.on('uncaughtException', (error) => console.error(error))
process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason))
publisher.status('starting', undefined)
void (async () => {
  for await (const frames of stdin) setImmediate(receiveInput, frames)
})()
let greeted = false
// Each message gets a turn of its own: where its code is ended by force, nothing else is lost.
for await (const frames of shell) {
  setImmediate(receive, frames, (reply: Buffer[]) => shellOutbox.send(reply))
  if (!greeted) setTimeout(() => kernel.warmUp(), WARM_UP_AFTER_MS)
  greeted = true
}

function receiveInput(frames: Buffer[]): void {
  try {
    input.receive(wire.parse(frames))
  } catch (error) {
    dropped(error)
  }
}

function dropped(error: unknown): void {
  log(`dropped a message: ${error instanceof Error ? error.message : error}`)
}

async function receive(frames: Buffer[], send: (frames: Buffer[]) => void): Promise<void> {
  try {
    const message = wire.parse(frames)
    const reply: Reply = (type, content, { header, identities }) =>
      send(wire.serialise({ type, content, parent: header, identities }))
    await kernel.handle(message, reply)
    if (message.header.msg_type === 'shutdown_request') await shutDown()
  } catch (error) {
    dropped(error)
  }
}

/** Node aborts when it exits with open sockets. */
async function shutDown(): Promise<void> {
  publisher.flush()
  iopubOutbox.send([Buffer.from(END)])
  await Promise.all([iopubOutbox.flushed(), shellOutbox.flushed(), control.close()])
  for (const socket of [iopub, shell, stdin]) socket.close()
  kernel.close()
  process.exit(0)
}
