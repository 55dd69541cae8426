/** What a worker's job may use: report progress, and end early when asked to stop. */
export interface TaskContext<Progress> {
  report(progress: Progress): void
  /** @throws Stopped as soon as a stop was asked for. Call it often: at least every 100 ms. */
  checkpoint(): void
}

/** Thrown inside a worker when its job was asked to stop. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  constructor() {
    super('stopped')
  }
}
