/** Milliseconds between frames: 25 a second where the kernel keeps up. */
const PERIOD = 40

/** Calls `step` at a steady rate, from `toggle` until `pause` or until `step` says that it is over. */
export class Playback {
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(
    private readonly step: () => boolean,
    private readonly onChange: () => void,
  ) {}

  get playing(): boolean {
    return this.#timer !== undefined
  }

  toggle(): void {
    if (this.playing) this.pause()
    else this.#play()
  }

  pause(): void {
    if (!this.playing) return
    clearInterval(this.#timer)
    this.#timer = undefined
    this.onChange()
  }

  #play(): void {
    this.#timer = setInterval(() => {
      if (!this.step()) this.pause()
    }, PERIOD)
    this.onChange()
  }
}
