import { capturing } from './capture.js'
import type { Outbox } from './outbox.js'
import type { Header, Outgoing, Wire } from './wire.js'

const FLUSH_AFTER_MS = 40
const FLUSH_CHARACTERS = 1 << 16
/** So many writes in a row go out at once: a message before a long computation is seen while it runs. */
const AT_ONCE = 8

export type StreamName = 'stdout' | 'stderr'

/** The iopub channel. Output of one cell to one stream is joined into few messages; order is kept. */
export class Publisher {
  readonly #outbox: Outbox
  readonly #wire: Wire
  #pending: {
    name: StreamName
    parent: Header | undefined
    text: string[]
    length: number
    since: number
  } | null = null
  #timer: NodeJS.Timeout | undefined
  #window = { since: 0, writes: 0 }
  readonly #silent = new WeakSet<Header>()

  constructor(outbox: Outbox, wire: Wire) {
    this.#outbox = outbox
    this.#wire = wire
  }

  /** From here on nothing of what code under `parent` shows is published. */
  silence(parent: Header): void {
    this.#silent.add(parent)
  }

  /** Publishes what code shows, unless it is to be silent. */
  show(message: Outgoing): void {
    if (!message.parent || !this.#silent.has(message.parent)) this.publish(message)
  }

  publish(message: Outgoing): void {
    if (capturing.getStore()?.take(message.type, message.content)) return
    const frames = this.#wire.serialise({ ...message, identities: [message.type] })
    this.flush()
    this.#outbox.send(frames)
  }

  status(state: 'starting' | 'busy' | 'idle', parent: Header | undefined): void {
    this.publish({ type: 'status', content: { execution_state: state }, parent })
  }

  stream(name: StreamName, text: string, parent: Header | undefined): void {
    if (text === '' || (parent && this.#silent.has(parent))) return
    if (capturing.getStore()?.take('stream', { name, text })) return
    if (this.#pending && (this.#pending.name !== name || this.#pending.parent !== parent)) this.flush()
    this.#pending ??= { name, parent, text: [], length: 0, since: performance.now() }
    this.#pending.text.push(text)
    this.#pending.length += text.length
    const now = performance.now()
    if (now - this.#window.since > FLUSH_AFTER_MS) this.#window = { since: now, writes: 0 }
    this.#window.writes++
    const overdue = now - this.#pending.since > FLUSH_AFTER_MS
    if (this.#window.writes <= AT_ONCE || overdue || this.#pending.length > FLUSH_CHARACTERS) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (!this.#pending) return
    const { name, parent, text } = this.#pending
    this.#pending = null
    const content = { name, text: text.join('') }
    this.#outbox.send(this.#wire.serialise({ type: 'stream', content, parent, identities: ['stream'] }))
  }
}
