import { randomUUID } from 'node:crypto'
import type { Message, Outgoing } from './wire.js'

interface Question {
  readonly cell: Message
  readonly prompt: string
  readonly password: boolean
  readonly resolve: (text: string) => void
}

/** The stdin channel: a cell asks the front end that runs it for a line of text. Questions are put one by one. */
export class StandardInput {
  readonly #send: (message: Outgoing) => void
  readonly #waiting: Question[] = []
  #asked: { question: Question; id: string } | undefined

  /** @param send sends a message on the stdin channel. */
  constructor(send: (message: Outgoing) => void) {
    this.#send = send
  }

  /**
   * @param cell the execute_request of the cell that asks.
   * @throws Error if its front end takes no input; the signal's reason when it aborts.
   */
  async ask(cell: Message, prompt: string, password: boolean, signal: AbortSignal): Promise<string> {
    if (cell.content.allow_stdin !== true) {
      throw new Error(
        `input: allow_stdin of this cell's request is ${cell.content.allow_stdin}, expected true: nobody can be asked here, e.g. when a notebook is executed as a whole`,
      )
    }
    signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const question: Question = { cell, prompt, password, resolve }
      this.#waiting.push(question)
      signal.addEventListener('abort', () => {
        this.#drop(question)
        reject(signal.reason)
      })
      this.#next()
    })
  }

  /** Takes an input_reply. One to a question that is no longer asked is ignored. */
  receive({ header, parentHeader, content }: Message): void {
    if (header.msg_type !== 'input_reply') {
      throw new Error(`${header.msg_type} on the stdin channel, expected input_reply`)
    }
    if (typeof content.value !== 'string') {
      throw new Error(`input_reply: value is ${typeof content.value}, expected a string`)
    }
    // Some front ends name no parent.
    if (!this.#asked || (parentHeader && parentHeader.msg_id !== this.#asked.id)) return
    const { question } = this.#asked
    this.#drop(question)
    question.resolve(content.value)
  }

  #next(): void {
    const question = this.#waiting[0]
    if (!question || this.#asked) return
    const { cell, prompt, password } = question
    const id = randomUUID()
    this.#asked = { question, id }
    this.#send({
      id,
      type: 'input_request',
      content: { prompt, password },
      parent: cell.header,
      identities: cell.identities,
    })
  }

  #drop(question: Question): void {
    const place = this.#waiting.indexOf(question)
    if (place >= 0) this.#waiting.splice(place, 1)
    if (this.#asked?.question === question) this.#asked = undefined
    this.#next()
  }
}
