import { Signal } from '@lumino/signaling'
import type { RunProgressModel } from './model.js'

/** The runs that go on in the kernels of this page, oldest first: for what the lab shows of them outside their cells. */
class LiveRuns {
  /** Emitted when the list has changed, or how far one of its runs has come. */
  readonly changed = new Signal<this, void>(this)
  #runs: readonly RunProgressModel[] = []

  get runs(): readonly RunProgressModel[] {
    return this.#runs
  }

  /** Lists a run or takes it off the list; tells of its progress. */
  update(run: RunProgressModel, live: boolean): void {
    const others = this.#runs.filter((other) => other !== run)
    const listed = others.length < this.#runs.length
    if (!live && !listed) return
    if (live !== listed) this.#runs = live ? [...others, run] : others
    this.changed.emit()
  }
}

export const liveRuns = new LiveRuns()
