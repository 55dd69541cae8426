import type { Output } from './models.js'

/** Runs code into an output: never twice at once, and once more if it was asked for meanwhile. */
export class Runner {
  result: unknown
  #running: Promise<void> | undefined
  #again = false

  constructor(
    private readonly output: Output,
    private readonly code: () => unknown,
  ) {}

  /** Resolves when the newest result is shown. */
  run(): Promise<void> {
    this.#again = true
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #work(): Promise<void> {
    while (this.#again) {
      this.#again = false
      await this.output.replace(async () => {
        this.result = await this.code()
        if (this.result !== undefined) this.output.appendDisplay(this.result)
      })
    }
  }
}
