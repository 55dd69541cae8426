/** What an outbox needs of a socket. */
export interface SendingSocket {
  send(frames: Buffer[]): Promise<void>
}

/**
 * The one sender of a socket. A message goes out at once where the socket takes it, so that a synchronous loop
 * is seen printing; otherwise it waits its turn. zeromq refuses a second send while one is pending.
 */
export class Outbox {
  readonly #socket: SendingSocket
  readonly #queue: Buffer[][] = []
  #last: Promise<void> = Promise.resolve()
  #draining = false

  constructor(socket: SendingSocket) {
    this.#socket = socket
  }

  send(frames: Buffer[]): void {
    if (this.#queue.length === 0 && this.#trySend(frames)) return
    this.#queue.push(frames)
    if (!this.#draining) void this.#drain()
  }

  /** Resolves when everything given to `send` so far is with zeromq. */
  async flushed(): Promise<void> {
    while (this.#queue.length > 0) await this.#last
    await this.#last
  }

  #trySend(frames: Buffer[]): boolean {
    try {
      this.#last = this.#socket.send(frames).catch(() => undefined)
      return true
    } catch {
      return false
    }
  }

  async #drain(): Promise<void> {
    this.#draining = true
    while (this.#queue.length > 0) {
      await this.#last
      if (this.#trySend(this.#queue[0])) this.#queue.shift()
      else await new Promise((resolve) => setImmediate(resolve))
    }
    this.#draining = false
  }
}
