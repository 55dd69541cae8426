import type { FrameReply, FrameRequest } from 'scalescope/protocol'

/** Requests that may be under way at once: one being computed, one on the wire. */
const LIMIT = 2

/**
 * Asks for frames no faster than they come: while {@link LIMIT} requests are under way, only the newest
 * further one is kept. The kernel may skip all but the newest, so an answer settles every older request.
 */
export class FrameRequests {
  #sequence = Date.now() // greater than any number that the page used before it was reloaded
  #underWay: number[] = []
  #waiting: number | undefined

  constructor(private readonly send: (request: FrameRequest) => void) {}

  /** Whether a request would be sent at once. */
  get ready(): boolean {
    return this.#underWay.length < LIMIT
  }

  get idle(): boolean {
    return this.#underWay.length === 0
  }

  request(frame: number): void {
    if (!this.ready) {
      this.#waiting = frame
      return
    }
    const sequence = ++this.#sequence
    this.#underWay.push(sequence)
    this.send({ type: 'request-frame', sequence, frame })
  }

  /** Notes an answer. False if it is stale, or meant for another page that shows the same widget. */
  settle(reply: FrameReply): boolean {
    if (!this.#underWay.includes(reply.sequence)) return false
    this.#underWay = this.#underWay.filter((sequence) => sequence > reply.sequence)
    if (this.#waiting !== undefined) {
      const frame = this.#waiting
      this.#waiting = undefined
      this.request(frame)
    }
    return true
  }
}
