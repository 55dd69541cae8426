import { type BufferPath, insertBuffers, splitBuffers } from './binary-state.js'
import type { Comms } from './comms.js'
import { underThisCell } from './context.js'
import { type MimeBundle, mimeBundle } from './displayable.js'
import { type Comm, currentSession } from './session.js'

const TARGET = 'jupyter.widget'
const CONTROL_TARGET = 'jupyter.widget.control'
const PROTOCOL = '2.1.0'
const VIEW = 'application/vnd.jupyter.widget-view+json'

const widgets = new Map<string, Widget<object>>()

/** Which model and view classes the browser makes of a widget. */
export interface WidgetNames {
  readonly model: string
  readonly view: string
  readonly module: string
  readonly moduleVersion: string
}

type Callback<T> = (value: T) => void

/** A widget model: state that the kernel and the browser share (Jupyter widget protocol 2.1). */
export class Widget<State extends object> {
  readonly modelId: string
  readonly #comm: Comm
  readonly #names: WidgetNames
  readonly #state: State
  readonly #changes = new Map<keyof State, Set<Callback<never>>>()
  readonly #messageCallbacks: ((content: unknown, buffers: Uint8Array[]) => void)[] = []
  #unsent: Partial<State> | null = null

  /** Opens the comm at once. Throws outside the kernel. */
  constructor(names: WidgetNames, state: State) {
    const session = currentSession()
    if (!session) throw new Error(`${names.model}: widgets need the Scalescope kernel`)
    this.#names = names
    this.#state = { ...state }
    const { state: json, bufferPaths, buffers } = splitBuffers(this.#fullState())
    this.#comm = session.openComm(
      TARGET,
      { state: json, buffer_paths: bufferPaths },
      { metadata: { version: PROTOCOL }, buffers },
    )
    this.modelId = this.#comm.id
    widgets.set(this.modelId, this as unknown as Widget<object>)
    this.#comm.onMessage((data, received) => this.#receive(data as WidgetMessage, received))
    this.#comm.onClose(() => widgets.delete(this.modelId))
  }

  get<K extends keyof State>(key: K): State[K] {
    return this.#state[key]
  }

  /** Changes the state. The browser gets the changes of one turn together, and only what changed. */
  set(patch: Partial<State>): void {
    const changed = Object.entries(patch).filter(
      ([key, value]) =>
        (typeof value === 'object' && value !== null) || value !== this.#state[key as keyof State],
    )
    if (changed.length === 0) return
    const changes = Object.fromEntries(changed) as Partial<State>
    Object.assign(this.#state, changes)
    if (this.#unsent === null) queueMicrotask(() => this.#flush())
    this.#unsent = { ...this.#unsent, ...changes }
  }

  /** Calls back when the browser changes `key`. Returns a function that ends it. */
  onChange<K extends keyof State>(key: K, callback: (value: State[K]) => void): () => void {
    const bound = underThisCell(callback) as Callback<never>
    const callbacks = this.#changes.get(key) ?? new Set()
    this.#changes.set(key, callbacks.add(bound))
    return () => callbacks.delete(bound)
  }

  /** Calls back on custom messages of the browser. */
  onMessage(callback: (content: unknown, buffers: Uint8Array[]) => void): void {
    this.#messageCallbacks.push(underThisCell(callback))
  }

  /** Sends a custom message, after the changes made so far. */
  send(content: unknown, buffers?: ArrayBufferView[]): void {
    this.#flush()
    this.#comm.send({ method: 'custom', content }, buffers)
  }

  close(): void {
    this.#unsent = null
    widgets.delete(this.modelId)
    this.#comm.close()
  }

  /** What displays the widget, beside static representations for pages without a kernel. */
  mimeBundle(fallbacks: MimeBundle = {}): MimeBundle {
    return {
      'text/plain': this.#names.model,
      ...fallbacks,
      [VIEW]: { version_major: 2, version_minor: 0, model_id: this.modelId },
    }
  }

  [mimeBundle](): MimeBundle {
    return this.mimeBundle()
  }

  /** As the control channel hands it to a page that has been reloaded. */
  static describeAll(): Record<string, unknown> {
    return Object.fromEntries(
      [...widgets].map(([id, widget]) => {
        const { model, module, moduleVersion } = widget.#names
        const names = { model_name: model, model_module: module, model_module_version: moduleVersion }
        return [id, { ...names, state: widget.#fullState() }]
      }),
    )
  }

  #fullState(): object {
    const { model, view, module, moduleVersion } = this.#names
    return {
      _model_name: model,
      _model_module: module,
      _model_module_version: moduleVersion,
      _view_name: view,
      _view_module: module,
      _view_module_version: moduleVersion,
      _view_count: null,
      ...this.#state,
    }
  }

  #flush(): void {
    const changes = this.#unsent
    this.#unsent = null
    if (changes) this.#sendState(changes)
  }

  #sendState(changes: object): void {
    const { state, bufferPaths, buffers } = splitBuffers(changes)
    this.#comm.send({ method: 'update', state, buffer_paths: bufferPaths }, buffers)
  }

  #receive(message: WidgetMessage, buffers: Uint8Array[]): void {
    if (message.method === 'request_state') {
      this.#unsent = null
      this.#sendState(this.#fullState())
    } else if (message.method === 'custom') {
      for (const callback of this.#messageCallbacks) callback(message.content, buffers)
    } else if (message.method === 'update') {
      const changes = insertBuffers(message.state ?? {}, message.buffer_paths ?? [], buffers)
      Object.assign(this.#state, changes)
      for (const [key, value] of Object.entries(changes)) {
        for (const callback of this.#changes.get(key as keyof State) ?? []) callback(value as never)
      }
    }
  }
}

interface WidgetMessage {
  readonly method?: string
  readonly state?: Record<string, unknown>
  readonly buffer_paths?: BufferPath[]
  readonly content?: unknown
}

/** Gives the state of all widgets to a page that has been reloaded. */
export function answerStateRequests(comms: Comms): void {
  comms.register(CONTROL_TARGET, (comm) => {
    comm.onMessage((data) => {
      if ((data as WidgetMessage).method !== 'request_states') return
      const { state: states, bufferPaths, buffers } = splitBuffers(Widget.describeAll())
      comm.send({ method: 'update_states', states, buffer_paths: bufferPaths }, buffers)
    })
  })
}
