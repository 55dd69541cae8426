import { textParts } from './wire.js'

/** zeromq copies what is no longer. */
const COPIED_BYTES = 128

/** What an outbox needs of a socket. */
export interface SendingSocket {
  send(frames: (Buffer | string)[]): Promise<void>
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

  send(frames: (Buffer | string)[]): void {
    // Whom it was for may have gone.
    this.#last = this.#socket.send(frames).catch(() => {})
  }

  /** Resolves when everything given to `send` so far is with zeromq. */
  flushed(): Promise<void> {
    return this.#last
  }
}

/**
 * `frames` as a thread may send them that ends before the process does. zeromq gives a Buffer's memory back to the thread
 * that sent it, also when that has ended, and then corrupts the heap (zeromq.js 6.8, `Trash::Add`); of a string it has a copy
 * of its own. Binary parts stay as they are.
 */
export function withOwnText(frames: Buffer[]): (Buffer | string)[] {
  const [start, end] = textParts(frames)
  return frames.map((frame, index) =>
    frame.length > COPIED_BYTES && index >= start && index < end ? frame.toString() : frame,
  )
}
