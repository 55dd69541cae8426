const WINDOW_MS = 50
/** With many widgets changing, all together send some 250 messages a second; Jupyter drops above 1000. */
const SHARE_MS = 4

const waiting = new Set<UpdateWindow>()

/**
 * When the changes of a widget are sent: those of one turn together, and at most once in 50 ms, also from a loop that
 * never yields. The last change is always sent.
 */
export class UpdateWindow {
  readonly #send: () => void
  #timer: NodeJS.Timeout | undefined
  #since = Number.POSITIVE_INFINITY
  #last = Number.NEGATIVE_INFINITY

  constructor(send: () => void) {
    this.#send = send
  }

  /** Something has changed. */
  touch(): void {
    const now = performance.now()
    if (waiting.has(this)) {
      if (now - this.#since >= windowLength()) this.flush()
      return
    }
    waiting.add(this)
    this.#since = now
    const rest = this.#last + windowLength() - now
    if (rest > 0) this.#timer = setTimeout(() => this.flush(), rest)
    else queueMicrotask(() => this.flush())
  }

  /** Sends now what has changed. */
  flush(): void {
    if (!waiting.has(this)) return
    this.cancel()
    this.#last = performance.now()
    this.#send()
  }

  cancel(): void {
    waiting.delete(this)
    clearTimeout(this.#timer)
  }
}

function windowLength(): number {
  return Math.max(WINDOW_MS, SHARE_MS * waiting.size)
}

/** Sends the changes of all widgets: the end of a cell is the last that some front ends wait for. */
export function flushUpdates(): void {
  for (const window of [...waiting]) window.flush()
}
