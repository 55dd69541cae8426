import type { FrameRequest } from 'scalescope/protocol'

/** What is to be seen. */
export type Wish = Omit<FrameRequest, 'type' | 'sequence'>

/** Requests that may be under way at once: one being computed, one on the wire. */
const LIMIT = 2

/**
 * Asks for frames no faster than they come: while {@link LIMIT} requests are under way, only the newest
 * further one is kept. The kernel may skip all but the newest, so an answer settles every older request.
 */
export class FrameRequests {
  #sequence = Date.now() // greater than any number that the page used before it was reloaded
  #underWay: number[] = []
  #waiting: Wish | undefined

  constructor(private readonly send: (request: FrameRequest) => void) {}

  /** Whether a request would be sent at once. */
  get ready(): boolean {
    return this.#underWay.length < LIMIT
  }

  get idle(): boolean {
    return this.#underWay.length === 0
  }

  request(wish: Wish): void {
    if (!this.ready) {
      this.#waiting = wish
      return
    }
    const sequence = ++this.#sequence
    this.#underWay.push(sequence)
    this.send({ type: 'request-frame', sequence, ...wish })
  }

  /** Notes an answer. False if it is stale, or meant for another page that shows the same widget. */
  settle(sequence: number): boolean {
    if (!this.#underWay.includes(sequence)) return false
    this.#goOn((other) => other > sequence)
    return true
  }

  /** Notes that a request will not be answered. False if it isn't one of this page. */
  drop(sequence: number): boolean {
    if (!this.#underWay.includes(sequence)) return false
    this.#goOn((other) => other !== sequence)
    return true
  }

  /** Forgets everything: nobody answers any more. */
  clear(): void {
    this.#underWay = []
    this.#waiting = undefined
  }

  #goOn(stays: (sequence: number) => boolean): void {
    this.#underWay = this.#underWay.filter(stays)
    const wish = this.#waiting
    if (wish === undefined) return
    this.#waiting = undefined
    this.request(wish)
  }
}
