/** Milliseconds between frames: 25 a second where the kernel keeps up, fewer where there are only some of a recording. */
export const PERIOD = 40
export const SAVED_PERIOD = 160

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

  toggle(period: number): void {
    if (this.playing) this.pause()
    else this.#play(period)
  }

  pause(): void {
    if (!this.playing) return
    clearInterval(this.#timer)
    this.#timer = undefined
    this.onChange()
  }

  #play(period: number): void {
    this.#timer = setInterval(() => {
      if (!this.step()) this.pause()
    }, period)
    this.onChange()
  }
}
