import { CellQueue } from './cell-queue.js'
import { Comms } from './comms.js'
import { context, underThisCell } from './context.js'
import type { MimeBundle } from './displayable.js'
import { Execution, thrownError } from './execution.js'
import { codeOf, complete, inspect, isComplete, kernelInfo } from './language.js'
import { Interrupted } from './loop-guards.js'
import { log } from './output-streams.js'
import type { Publisher } from './publisher.js'
import { encodeBundle } from './representations.js'
import type { Comm, CommOptions, CommTarget, DisplayOptions, KernelSession } from './session.js'
import type { StandardInput } from './standard-input.js'
import type { Header, Message } from './wire.js'

export type Reply = (type: string, content: object, request: Message) => void

/** Answers front ends. Cells run one at a time; everything else is answered as it comes, also while a cell awaits. */
export class Kernel implements KernelSession {
  settings: unknown
  readonly comms: Comms
  readonly #publisher: Publisher
  readonly #cells: CellQueue
  #execution: Execution | undefined
  readonly #stdin: StandardInput
  #background = new AbortController()

  constructor(publisher: Publisher, stdin: StandardInput, onCellEnd: () => Promise<void>) {
    this.#publisher = publisher
    this.#stdin = stdin
    this.#cells = new CellQueue(publisher, () => this.#loaded(), onCellEnd)
    this.comms = new Comms((message) => publisher.publish({ ...message, parent: this.parent }))
  }

  /** The request that output is shown under: that of the code's cell, or else of the cell that ran last. */
  get parent(): Header | undefined {
    return context.getStore()?.parent ?? this.#cells.lastParent
  }

  display(data: MimeBundle, { metadata = {}, displayId, update = false }: DisplayOptions = {}): void {
    if (update && displayId === undefined) throw new Error('display: update without a displayId')
    const transient = displayId === undefined ? {} : { display_id: displayId }
    this.#show({ data: encodeBundle(data), metadata, transient }, update)
  }

  clearOutput(wait: boolean): void {
    this.#publisher.show({ type: 'clear_output', content: { wait }, parent: this.parent })
  }

  async input(prompt: string, { password = false } = {}): Promise<string> {
    const cell = context.getStore()?.cell
    if (!cell) throw new Error('input: no cell is running that could ask')
    return this.#stdin.ask(cell.request, String(prompt), password, this.interruptSignal)
  }

  onComm(target: string, opened: CommTarget): void {
    this.comms.register(
      target,
      underThisCell(opened, (comm) => comm.close()),
    )
  }

  openComm(target: string, data: unknown, options?: CommOptions): Comm {
    return this.comms.open(target, data, options)
  }

  get interruptSignal(): AbortSignal {
    const cell = context.getStore()?.cell
    if (!cell) return this.#background.signal
    cell.cooperative = true
    return cell.controller.signal
  }

  interrupt(): void {
    const reason = new Interrupted()
    this.#background.abort(reason)
    this.#background = new AbortController()
    this.#cells.interrupt(reason)
  }

  /** Loads the compiler, so that the first cell needn't wait for it. */
  warmUp(): void {
    this.#loaded()
  }

  close(): void {
    this.#execution?.close()
  }

  async handle(message: Message, reply: Reply): Promise<void> {
    const { header } = message
    const answer = (type: string, content: object): void => reply(type, content, message)
    if (header.msg_type === 'execute_request' && typeof message.content.code === 'string') {
      return this.#cells.submit(message, answer)
    }
    this.#publisher.status('busy', header)
    try {
      context.run({ parent: header, cell: undefined }, () => this.#answer(message, answer))
    } catch (thrown) {
      const error = thrownError(thrown)
      log(`${header.msg_type}: ${error.traceback.join('\n')}`)
      if (header.msg_type.endsWith('_request')) {
        answer(header.msg_type.replace(/request$/, 'reply'), { status: 'error', ...error })
      }
    } finally {
      this.#publisher.status('idle', header)
      // Front ends show the last status they hear.
      if (this.#cells.running) this.#publisher.status('busy', this.#cells.running)
    }
  }

  #answer(message: Message, answer: (type: string, content: object) => void): void {
    const { header, content } = message
    switch (header.msg_type) {
      case 'execute_request':
        codeOf(content, header.msg_type)
        break
      case 'kernel_info_request':
        answer('kernel_info_reply', kernelInfo())
        break
      case 'complete_request':
        answer('complete_reply', complete(this.#loaded(), content))
        break
      case 'inspect_request':
        answer('inspect_reply', inspect(this.#loaded(), content))
        break
      case 'is_complete_request':
        answer('is_complete_reply', isComplete(this.#loaded(), content))
        break
      case 'history_request':
        answer('history_reply', this.#cells.history.reply(content))
        break
      case 'comm_info_request':
        answer('comm_info_reply', { status: 'ok', comms: this.comms.info(content.target_name) })
        break
      case 'comm_open':
      case 'comm_msg':
      case 'comm_close':
        this.comms.handle(message)
        break
      case 'interrupt_request':
        answer('interrupt_reply', { status: 'ok' })
        break
      case 'shutdown_request': {
        const body = { status: 'ok', restart: content.restart === true }
        this.#publisher.publish({ type: 'shutdown_reply', content: body, parent: header })
        answer('shutdown_reply', body)
        break
      }
      default:
        log(`unknown message type ${header.msg_type}`)
    }
  }

  #loaded(): Execution {
    if (!this.#execution) {
      this.#execution = new Execution()
      this.#execution.onDisplay = (content, update) => this.#show(content, update)
    }
    return this.#execution
  }

  #show(content: object, update = false): void {
    this.#publisher.show({
      type: update ? 'update_display_data' : 'display_data',
      content,
      parent: this.parent,
    })
  }
}
