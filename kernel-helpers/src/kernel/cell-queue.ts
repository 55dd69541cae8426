import { setTimeout as sleep } from 'node:timers/promises'
import { context, type RunningCell } from './context.js'
import { type CellError, type Execution, interruptedError, thrownError } from './execution.js'
import { History } from './history.js'
import type { Interrupted } from './loop-guards.js'
import type { Publisher } from './publisher.js'
import { encodeBundle, represent } from './representations.js'
import type { Header, Json, Message } from './wire.js'

/** How long an interrupted cell that watches its signal may take to finish by itself. */
const GRACE_MS = 2000
/** After an error: long enough for requests that were sent before it to arrive and be aborted. */
const DRAIN_MS = 20

export type Answer = (type: string, content: object) => void

interface Request {
  readonly message: Message
  readonly answer: Answer
}

interface Cell extends RunningCell {
  interrupted: boolean
}

/** Runs execute_requests one at a time, in order. */
export class CellQueue {
  readonly history = new History()
  readonly #publisher: Publisher
  readonly #execution: () => Execution
  readonly #waiting: Request[] = []
  readonly #onCellEnd: () => Promise<void>
  #working = false
  #running: Cell | undefined
  #lastParent: Header | undefined
  #count = 0

  /** @param onCellEnd is called when a cell's code has come to its end, before its reply. */
  constructor(publisher: Publisher, execution: () => Execution, onCellEnd: () => Promise<void>) {
    this.#publisher = publisher
    this.#execution = execution
    this.#onCellEnd = onCellEnd
  }

  /** The request of the running cell. */
  get running(): Header | undefined {
    return this.#running?.request.header
  }

  /** The request of the cell that ran last, or runs. */
  get lastParent(): Header | undefined {
    return this.#lastParent
  }

  /** @param message an execute_request with code */
  async submit(message: Message, answer: Answer): Promise<void> {
    this.#waiting.push({ message, answer })
    if (this.#working) return
    this.#working = true
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await this.#run(next)
    this.#working = false
  }

  /** Interrupts the running cell. A second interrupt doesn't wait for it to finish by itself. */
  interrupt(reason: Interrupted): void {
    const cell = this.#running
    if (!cell) return
    const again = cell.interrupted
    cell.interrupted = true
    cell.controller.abort(reason)
    if (again || !cell.cooperative) this.#abandon(cell)
    else setTimeout(() => this.#abandon(cell), GRACE_MS).unref()
  }

  #abandon(cell: Cell): void {
    if (this.#running !== cell) return
    cell.abandoned = true
    this.#execution().abandon()
  }

  async #run({ message, answer }: Request): Promise<void> {
    const { header: parent, content } = message
    const code = String(content.code)
    const silent = content.silent === true
    const stored = !silent && content.store_history !== false
    if (stored) this.history.add(++this.#count, code)
    const count = this.#count
    const cell: Cell = {
      request: message,
      controller: new AbortController(),
      cooperative: false,
      abandoned: false,
      interrupted: false,
    }
    this.#running = cell
    this.#publisher.status('busy', parent)
    if (silent) this.#publisher.silence(parent)
    else {
      this.#lastParent = parent
      this.#publisher.publish({ type: 'execute_input', content: { code, execution_count: count }, parent })
    }
    const { error, expressions } = await context.run({ parent, cell }, async () => {
      const error = await this.#evaluate(code, stored ? `Cell [${count}]` : 'Cell', (value) => {
        if (silent) return
        const data = encodeBundle(represent(value))
        if (Object.keys(data).length === 0) return
        if (stored) this.history.setOutput(count, String(data['text/plain']))
        const result = { data, metadata: {}, execution_count: count }
        this.#publisher.publish({ type: 'execute_result', content: result, parent })
      })
      await this.#onCellEnd()
      if (error ?? cell.interrupted) return { error: error ?? interruptedError() }
      return { expressions: await this.#evaluateAll(content.user_expressions) }
    })
    if (error && !silent) this.#publisher.publish({ type: 'error', content: error, parent })

    let aborted: Request[] = []
    if (error && content.stop_on_error !== false) {
      await sleep(DRAIN_MS)
      aborted = this.#waiting.splice(0)
    }
    answer(
      'execute_reply',
      error
        ? { status: 'error', execution_count: count, ...error }
        : { status: 'ok', execution_count: count, payload: [], user_expressions: expressions },
    )
    this.#running = undefined
    this.#publisher.status('idle', parent)
    for (const { message: waiting, answer } of aborted) {
      const { header } = waiting
      this.#publisher.status('busy', header)
      answer('execute_reply', { status: 'aborted', execution_count: this.#count })
      this.#publisher.status('idle', header)
    }
  }

  async #evaluate(
    code: string,
    name: string,
    onResult: (value: unknown) => void,
  ): Promise<CellError | undefined> {
    try {
      return await this.#execution().run(code, name, onResult)
    } catch (thrown) {
      return thrownError(thrown)
    }
  }

  async #evaluateAll(expressions: unknown): Promise<Json> {
    const results: Json = {}
    if (typeof expressions !== 'object' || expressions === null) return results
    for (const [name, expression] of Object.entries(expressions)) {
      let data = represent(undefined)
      const error = await this.#evaluate(`(${expression})`, name, (value) => {
        data = encodeBundle(represent(value))
      })
      results[name] = error ? { status: 'error', ...error } : { status: 'ok', data, metadata: {} }
    }
    return results
  }
}
