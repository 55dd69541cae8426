import { randomUUID } from 'node:crypto'
import { Comms } from './comms.js'
import { startSession } from './session.js'
import type { Widget } from './widget.js'
import { answerStateRequests } from './widget-requests.js'
import type { Json, Message } from './wire.js'

interface Told {
  readonly type: string
  readonly id: string
  readonly data: Json
  readonly buffers: readonly ArrayBufferView[]
}

/** What a browser would hear of the widgets of this process, and say to them. */
export class FrontEnd {
  readonly told: Told[] = []
  readonly displayed: Json[] = []
  readonly #comms = new Comms(({ type, content, buffers = [] }) => {
    const { comm_id: id, data = {} } = JSON.parse(JSON.stringify(content))
    this.told.push({ type, id, data, buffers })
  })

  constructor() {
    answerStateRequests(this.#comms)
    startSession({
      display: (data) => void this.displayed.push({ ...data }),
      clearOutput: () => {},
      input: () => Promise.reject(new Error('nobody is there to ask')),
      onComm: () => {},
      openComm: (target, data, options) => this.#comms.open(target, data, options),
      interruptSignal: new AbortController().signal,
    })
  }

  /** The state that a widget was opened with. */
  opened(widget: Widget): Json {
    return this.told.find(({ type, id }) => type === 'comm_open' && id === widget.modelId)!.data.state as Json
  }

  /** The states sent in updates, in order. */
  updates(widget: Widget): Json[] {
    return this.told
      .filter(
        ({ type, id, data }) => type === 'comm_msg' && id === widget.modelId && data.method === 'update',
      )
      .map(({ data }) => data.state as Json)
  }

  /** What the page shows of a widget. */
  state(widget: Widget): Json {
    return Object.assign({}, this.opened(widget), ...this.updates(widget))
  }

  /** The browser changes a widget. */
  change(widget: Widget, state: object, buffers: Uint8Array[] = [], paths: unknown[] = []): void {
    this.#receive('comm_msg', widget.modelId, { method: 'update', state, buffer_paths: paths }, buffers)
  }

  click(widget: Widget): void {
    this.message(widget, { event: 'click' })
  }

  /** The browser sends a custom message. */
  message(widget: Widget, content: object): void {
    this.#receive('comm_msg', widget.modelId, { method: 'custom', content })
  }

  /** The browser makes a model by itself. Returns its id. */
  make(state: object): string {
    const id = randomUUID()
    this.#receive('comm_open', id, { state, buffer_paths: [] }, [], { target_name: 'jupyter.widget' })
    return id
  }

  close(widget: Widget): void {
    this.#receive('comm_close', widget.modelId, {})
  }

  #receive(type: string, id: string, data: object, buffers: Uint8Array[] = [], more = {}): void {
    const content = { comm_id: id, data, ...more }
    this.#comms.handle({ header: { msg_type: type }, content, buffers } as unknown as Message)
  }
}

/** Long enough for all changes to be sent. */
export const sent = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120))
