/** Does one job at a time. Of the requests that come meanwhile, only the last is kept; the others are told to be dropped. */
export class LastAsked<Request> {
  #waiting: Request | undefined
  #busy = false

  constructor(
    private readonly work: (request: Request) => Promise<void>,
    private readonly drop: (request: Request) => void = () => {},
  ) {}

  ask(request: Request): void {
    if (this.#busy) {
      if (this.#waiting !== undefined) this.drop(this.#waiting)
      this.#waiting = request
    } else void this.#do(request)
  }

  async #do(first: Request): Promise<void> {
    this.#busy = true
    for (let request: Request | undefined = first; request !== undefined; ) {
      await this.work(request)
      request = this.#waiting
      this.#waiting = undefined
    }
    this.#busy = false
  }
}
