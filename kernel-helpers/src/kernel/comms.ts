import { randomUUID } from 'node:crypto'
import { underThisCell } from './context.js'
import type { Comm, CommOptions, CommReply, CommTarget } from './session.js'
import type { Json, Message, Outgoing } from './wire.js'

/** Open comms by id. Unlike cells, their messages are handled as they come. */
export class Comms {
  readonly #comms = new Map<string, OpenComm>()
  readonly #targets = new Map<string, CommTarget>()
  readonly #publish: (message: Outgoing) => void

  constructor(publish: (message: Outgoing) => void) {
    this.#publish = publish
  }

  /** `target` is called for each comm that the browser opens under `name`. */
  register(name: string, target: CommTarget): void {
    this.#targets.set(name, target)
  }

  open(target: string, data: unknown, { metadata, buffers }: CommOptions = {}): Comm {
    const comm = this.#create(randomUUID(), target)
    const content = { comm_id: comm.id, target_name: target, data }
    this.#publish({ type: 'comm_open', content, metadata, buffers })
    return comm
  }

  /** Content of a comm_info_reply. */
  info(target: unknown): Json {
    const open = [...this.#comms.values()].filter((comm) => target === undefined || comm.target === target)
    return Object.fromEntries(open.map((comm) => [comm.id, { target_name: comm.target }]))
  }

  handle(message: Message): void {
    const { comm_id: id, target_name: name, data } = message.content
    if (typeof id !== 'string') throw new Error(`${message.header.msg_type} without comm_id`)
    const buffers = [...message.buffers]
    if (message.header.msg_type === 'comm_open') {
      if (this.#comms.has(id)) throw new Error(`comm_open: comm ${id} is open already`)
      const target = this.#targets.get(String(name))
      if (target) target(this.#create(id, String(name)), data, buffers)
      else this.#publish({ type: 'comm_close', content: { comm_id: id, data: {} } })
    } else if (message.header.msg_type === 'comm_msg') {
      const reply: CommReply = (answer, answered) =>
        this.#publish({
          type: 'comm_msg',
          content: { comm_id: id, data: answer },
          buffers: answered,
          parent: message.header,
        })
      for (const callback of this.#comms.get(id)?.messageCallbacks ?? []) callback(data, buffers, reply)
    } else {
      const comm = this.#comms.get(id)
      this.#comms.delete(id)
      for (const callback of comm?.closeCallbacks ?? []) callback()
    }
  }

  #create(id: string, target: string): OpenComm {
    const comm = new OpenComm(id, target, this.#publish, () => this.#comms.delete(id))
    this.#comms.set(id, comm)
    return comm
  }
}

class OpenComm implements Comm {
  readonly id: string
  readonly target: string
  readonly messageCallbacks: Parameters<Comm['onMessage']>[0][] = []
  readonly closeCallbacks: (() => void)[] = []
  readonly #publish: (message: Outgoing) => void
  readonly #forget: () => boolean

  constructor(id: string, target: string, publish: (message: Outgoing) => void, forget: () => boolean) {
    this.id = id
    this.target = target
    this.#publish = publish
    this.#forget = forget
  }

  send(data: unknown, buffers?: ArrayBufferView[]): void {
    this.#publish({ type: 'comm_msg', content: { comm_id: this.id, data }, buffers })
  }

  close(): void {
    if (this.#forget()) this.#publish({ type: 'comm_close', content: { comm_id: this.id, data: {} } })
  }

  onMessage(callback: Parameters<Comm['onMessage']>[0]): void {
    this.messageCallbacks.push(underThisCell(callback))
  }

  onClose(callback: () => void): void {
    this.closeCallbacks.push(underThisCell(callback))
  }
}
