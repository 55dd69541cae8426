import { isDeepStrictEqual } from 'node:util'
import { type BufferPath, insertBuffers, splitBuffers } from './binary-state.js'
import { underThisCell } from './context.js'
import { type MimeBundle, mimeBundle } from './displayable.js'
import { echoOf } from './echo.js'
import { type Comm, type CommReply, currentSession } from './session.js'
import { UpdateWindow } from './update-window.js'

export const TARGET = 'jupyter.widget'
const PROTOCOL = '2.1.0'
const VIEW = 'application/vnd.jupyter.widget-view+json'

const widgets = new Map<string, Widget>()

/** Which model and view classes the browser makes of a widget. */
export interface WidgetNames {
  readonly model: string
  /** Null for what can't be seen. */
  readonly view: string | null
  readonly module: string
  readonly moduleVersion: string
  /** Where the view comes from, if not from `module`; of the same version. */
  readonly viewModule?: string
}

/** What an observer is told. */
export interface Change<State extends object, Name extends keyof State> {
  readonly name: Name
  readonly old: State[Name]
  readonly new: State[Name]
  readonly owner: Widget<State>
}

type Values = Record<string, unknown>
type Observer = (change: never) => unknown

declare const traits: unique symbol

/** A widget model: state that the kernel and the browser share (Jupyter widget protocol 2.1). */
export class Widget<State extends object = object> {
  /** For the compiler alone. */
  declare readonly [traits]?: State
  readonly modelId: string
  readonly #comm: Comm
  readonly #names: WidgetNames
  readonly #state: Values
  readonly #observers = new Map<string, Map<Observer, (change: unknown) => void>>()
  readonly #messageCallbacks: ((content: unknown, buffers: Uint8Array[]) => void)[] = []
  readonly #unsent = new Set<string>()
  readonly #window = new UpdateWindow(() => this.#sendChanges())

  /**
   * Opens its comm at once, unless the browser has made the model and opened one.
   *
   * @throws Error outside the kernel
   */
  constructor(names: WidgetNames, state: State, comm?: Comm) {
    const session = currentSession()
    if (!session) throw new Error(`${names.model}: widgets need the Scalescope kernel`)
    this.#names = names
    this.#state = { ...(state as Values) }
    this.#comm = comm ?? this.#open(session.openComm.bind(session))
    this.modelId = this.#comm.id
    widgets.set(this.modelId, this)
    this.#comm.onMessage((data, received, reply) => this.#receive(data as WidgetMessage, received, reply))
    this.#comm.onClose(() => this.#forget())
  }

  get<K extends keyof State>(key: K): State[K] {
    return this.#state[key as string] as State[K]
  }

  /**
   * Changes several traits at once. The browser gets what changed, at most every 50 ms; observers are told at once.
   *
   * @throws RangeError naming a value that the widget doesn't take; nothing is changed then
   */
  set(patch: Partial<State>): void {
    this.#apply(this.validated(patch as Values))
  }

  /**
   * Calls back when a trait changes, in the kernel or in the browser. What the callback prints or throws is shown
   * under the cell that called `observe`.
   */
  observe<K extends keyof State & string>(name: K, observer: (change: Change<State, K>) => unknown): void {
    const observers = this.#observers.get(name) ?? new Map()
    this.#observers.set(name, observers.set(observer, guarded(observer)))
  }

  unobserve<K extends keyof State & string>(name: K, observer: (change: Change<State, K>) => unknown): void {
    this.#observers.get(name)?.delete(observer)
  }

  /** Calls back on custom messages of the browser. */
  onMessage(callback: (content: unknown, buffers: Uint8Array[]) => unknown): void {
    this.#messageCallbacks.push(guarded(callback))
  }

  /** Sends a custom message, after the changes made so far. */
  send(content: unknown, buffers?: ArrayBufferView[]): void {
    if (this.closed) return
    this.#window.flush()
    this.#comm.send({ method: 'custom', content }, buffers)
  }

  get closed(): boolean {
    return !widgets.has(this.modelId)
  }

  /** Takes the widget out of every page. Its state can still be read. */
  close(): void {
    this.#forget()
    this.#comm.close()
  }

  /** What displays the widget, beside static representations for pages without a kernel. */
  mimeBundle(fallbacks: MimeBundle = {}): MimeBundle {
    const visible = !this.closed && this.#names.view !== null
    return {
      'text/plain': this.closed ? `${this} (closed)` : `${this}`,
      ...fallbacks,
      ...(visible ? { [VIEW]: { version_major: 2, version_minor: 0, model_id: this.modelId } } : {}),
    }
  }

  toString(): string {
    return this.#names.model
  }

  [mimeBundle](): MimeBundle {
    return this.mimeBundle()
  }

  /** How the state of another widget names this one. */
  toJSON(): string {
    return `IPY_MODEL_${this.modelId}`
  }

  protected get state(): Readonly<Values> {
    return this.#state
  }

  /** A patch as the state takes it: completed, brought within bounds, or refused by a RangeError. */
  protected validated(patch: Values): Values {
    return patch
  }

  /** State as it is sent. */
  protected encoded(state: Values): Values {
    return state
  }

  /** The inverse of {@link encoded}. */
  protected decoded(state: Values): Values {
    return state
  }

  /** Whether other pages are told of a change that one page has made. */
  protected echoed(_name: string): boolean {
    return true
  }

  /** As the control channel hands it to a page that has been reloaded. */
  static describeAll(): Values {
    return Object.fromEntries(
      [...widgets].map(([id, widget]) => {
        const { model, module, moduleVersion } = widget.#names
        const names = { model_name: model, model_module: module, model_module_version: moduleVersion }
        return [id, { ...names, state: widget.#fullState() }]
      }),
    )
  }

  /** The open widget that `reference`, as in {@link toJSON}, names. */
  static find(reference: string): Widget | undefined {
    return widgets.get(reference.replace(/^IPY_MODEL_/, ''))
  }

  static closeAll(): void {
    for (const widget of [...widgets.values()]) widget.close()
  }

  #open(openComm: NonNullable<ReturnType<typeof currentSession>>['openComm']): Comm {
    const { state, bufferPaths, buffers } = splitBuffers(this.#fullState())
    return openComm(
      TARGET,
      { state, buffer_paths: bufferPaths },
      { metadata: { version: PROTOCOL }, buffers },
    )
  }

  #fullState(): Values {
    const { model, view, module, moduleVersion, viewModule = module } = this.#names
    return {
      _model_name: model,
      _model_module: module,
      _model_module_version: moduleVersion,
      _view_name: view,
      _view_module: viewModule,
      _view_module_version: moduleVersion,
      _view_count: null,
      ...this.encoded(this.#state),
    }
  }

  /** @param heard what the browser has told, and needn't be told unless it was not taken as it came */
  #apply(patch: Values, heard: Values = {}): void {
    const changes = Object.entries(patch)
      .filter(([name, value]) => changed(this.#state[name], value))
      .map(([name, value]) => ({ name, old: this.#state[name], new: value, owner: this }))
    for (const { name, new: value } of changes) {
      this.#state[name] = value
      if (Object.hasOwn(heard, name) && isDeepStrictEqual(heard[name], value)) this.#unsent.delete(name)
      else this.#unsent.add(name)
    }
    for (const [name, value] of Object.entries(heard)) {
      if (!isDeepStrictEqual(this.#state[name], value)) this.#unsent.add(name)
    }
    if (this.#unsent.size > 0 && !this.closed) this.#window.touch()
    for (const change of changes) {
      for (const observer of [...(this.#observers.get(change.name)?.values() ?? [])]) observer(change)
    }
  }

  #sendChanges(): void {
    const changes = [...this.#unsent].map((name) => [name, this.#state[name]])
    this.#unsent.clear()
    const state = this.encoded(Object.fromEntries(changes))
    if (Object.keys(state).length > 0) this.#sendState(state)
  }

  #sendState(changes: Values): void {
    const { state, bufferPaths, buffers } = splitBuffers(changes)
    this.#comm.send({ method: 'update', state, buffer_paths: bufferPaths }, buffers)
  }

  #receive(message: WidgetMessage, buffers: Uint8Array[], reply: CommReply): void {
    if (message.method === 'request_state') {
      this.#unsent.clear()
      this.#sendState(this.#fullState())
    } else if (message.method === 'custom') {
      for (const callback of this.#messageCallbacks) callback(message.content, buffers)
    } else if (message.method === 'update') {
      const echo = echoOf(message, buffers, (name) => this.echoed(name))
      if (echo) reply(echo.data, echo.buffers)
      const heard = this.decoded(insertBuffers(message.state ?? {}, message.buffer_paths ?? [], buffers))
      let patch: Values = {}
      try {
        patch = this.validated(heard)
      } catch (error) {
        console.error(error)
      }
      this.#apply(patch, heard)
    }
  }

  #forget(): void {
    widgets.delete(this.modelId)
    this.#window.cancel()
    this.#unsent.clear()
  }
}

export interface WidgetMessage {
  readonly method?: string
  readonly state?: Values
  readonly buffer_paths?: BufferPath[]
  readonly content?: unknown
}

/** The same object may have been changed inside, and bytes are not compared. */
function changed(old: unknown, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return !Object.is(old, value)
  return old === value || ArrayBuffer.isView(value) || !isDeepStrictEqual(old, value)
}

/** `callback` under the cell that runs now, which is also told if a promise that it returns is rejected. */
function guarded<A extends unknown[]>(callback: (...args: A) => unknown): (...args: unknown[]) => void {
  return underThisCell((...args) => {
    const result = callback(...(args as A))
    if (result instanceof Promise) result.catch((error) => console.error(error))
  })
}
