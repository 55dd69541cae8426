/** What an outbox needs of a socket. */
export interface SendingSocket {
  send(frames: Buffer[]): Promise<void>
}

/**
 * Options of a socket whose every send is immediate, also in a synchronous loop: no limit at which messages would
 * wait or be dropped, and no waiting. Without them zeromq delays each 512th send and refuses those behind it.
 */
export const IMMEDIATE = { sendHighWaterMark: 0, sendTimeout: 0, linger: 1000 } as const

/** The sending side of an {@link IMMEDIATE} socket. */
export class Outbox {
  readonly #socket: SendingSocket
  #last: Promise<void> = Promise.resolve()

  constructor(socket: SendingSocket) {
    this.#socket = socket
  }

  send(frames: Buffer[]): void {
    this.#last = this.#socket.send(frames)
  }

  /** Resolves when everything given to `send` so far is with zeromq. */
  flushed(): Promise<void> {
    return this.#last
  }
}
