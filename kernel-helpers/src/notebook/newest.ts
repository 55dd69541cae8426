/**
 * Runs one job at a time: a new request ends the one before, and waits a moment for others to follow.
 *
 * @param work what to do for a request, until the signal aborts
 */
export class Newest<Request> {
  #stop = new AbortController()
  #settling: NodeJS.Timeout | undefined

  constructor(
    private readonly work: (request: Request, signal: AbortSignal) => Promise<void>,
    private readonly settle = 200,
  ) {}

  ask(request: Request): void {
    this.cancel()
    this.#settling = setTimeout(() => {
      const { signal } = this.#stop
      // What fails once nobody waits for it any more is of no interest.
      this.work(request, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    }, this.settle)
  }

  cancel(): void {
    clearTimeout(this.#settling)
    this.#stop.abort(new Error('another value was asked for'))
    this.#stop = new AbortController()
  }
}
