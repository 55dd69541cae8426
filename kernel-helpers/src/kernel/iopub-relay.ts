import { Pull, XPublisher } from 'zeromq'
import { address, type Connection } from './connection.js'
import { IMMEDIATE, Outbox, withOwnText } from './outbox.js'
import type { Header, Wire } from './wire.js'

/** Where the main thread sends what is to be published. */
export const FEED = 'inproc://scalescope-iopub'
/** The last thing that the main thread sends. */
export const END = 'end'

const SUBSCRIBED = 1
const EXECUTE_INPUT = Buffer.from('execute_input')
const STATUS = Buffer.from('status')
const PARENT_HEADER = 4
const CONTENT = 6

/**
 * The iopub channel. It lives on the control thread, so that something can be said also while the main thread is in code
 * that doesn't come back. Every new subscriber is welcomed, told the kernel's state, and knows that it misses nothing from then
 * on: one that comes back after a restart may have missed that the kernel is idle.
 */
export class IopubRelay {
  readonly #wire: Wire
  readonly #feed = new Pull({ receiveHighWaterMark: 0, linger: 0 })
  readonly #iopub = new XPublisher({ ...IMMEDIATE, verbosity: 'allSubs' })
  readonly #outbox = new Outbox(this.#iopub)
  #lastCell: Buffer | undefined
  #lastStatus: { readonly parent: Buffer; readonly content: Buffer } | undefined
  #ended: Promise<unknown> = Promise.resolve()

  constructor(wire: Wire) {
    this.#wire = wire
  }

  async open(connection: Connection): Promise<void> {
    await Promise.all([this.#iopub.bind(address(connection, 'iopub')), this.#feed.bind(FEED)])
    this.#ended = this.#relay()
    void this.#welcome()
  }

  /** Writes to stderr under the cell that was started last. */
  tell(text: string): void {
    const parent = this.#lastCell && headerOf(this.#lastCell)
    this.#send({ type: 'stream', content: { name: 'stderr', text }, parent, identities: ['stream'] })
  }

  /** Resolves when all that the main thread sent is with zeromq. */
  async close(): Promise<void> {
    await this.#ended
    await this.#outbox.flushed()
    this.#feed.close()
    this.#iopub.close()
  }

  async #relay(): Promise<void> {
    for await (const frames of this.#feed) {
      if (frames.length === 1) return
      if (frames[0].equals(EXECUTE_INPUT)) this.#lastCell = frames[PARENT_HEADER]
      if (frames[0].equals(STATUS))
        this.#lastStatus = { parent: frames[PARENT_HEADER], content: frames[CONTENT] }
      this.#outbox.send(withOwnText(frames))
    }
  }

  async #welcome(): Promise<void> {
    for await (const [frame] of this.#iopub) {
      if (frame[0] !== SUBSCRIBED) continue
      const subscription = frame.subarray(1).toString()
      const identities = subscription === '' ? [] : [subscription]
      this.#send({ type: 'iopub_welcome', content: { subscription }, identities })
      this.#repeatStatus()
    }
  }

  #repeatStatus(): void {
    if (!this.#lastStatus) return
    const { parent, content } = this.#lastStatus
    this.#send({
      type: 'status',
      content: JSON.parse(content.toString()),
      parent: headerOf(parent),
      identities: ['status'],
    })
  }

  #send(message: Parameters<Wire['serialise']>[0]): void {
    this.#outbox.send(withOwnText(this.#wire.serialise(message)))
  }
}

/** Undefined for a message that answers none. */
function headerOf(frame: Buffer): Header | undefined {
  const header = JSON.parse(frame.toString()) as Partial<Header>
  return header.msg_id === undefined ? undefined : (header as Header)
}
