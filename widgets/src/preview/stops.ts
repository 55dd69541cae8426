import type { FieldView } from 'scalescope/protocol'

/** The frames that can be shown, in order. */
export interface Stops {
  readonly count: number
  /** Whether they are only some of the recording's. */
  readonly saved: boolean
  frame(place: number): number
  /** The place of the nearest one. */
  place(frame: number): number
}

/** Every frame of a recording. */
export function everyFrame(count: number): Stops {
  return { count, saved: false, frame: (place) => place, place: (frame) => frame }
}

/** Frames that were saved with the notebook. */
export class SavedFrames implements Stops {
  readonly saved = true
  readonly #frames: readonly number[]
  readonly #views: ReadonlyMap<number, readonly FieldView[]>

  constructor(views: readonly FieldView[]) {
    const byFrame = new Map<number, FieldView[]>()
    for (const view of views) byFrame.set(view.frame, [...(byFrame.get(view.frame) ?? []), view])
    this.#views = byFrame
    this.#frames = [...byFrame.keys()].sort((a, b) => a - b)
  }

  get count(): number {
    return this.#frames.length
  }

  frame(place: number): number {
    return this.#frames[place]
  }

  place(frame: number): number {
    let nearest = 0
    for (const [place, other] of this.#frames.entries())
      if (Math.abs(other - frame) < Math.abs(this.#frames[nearest] - frame)) nearest = place
    return nearest
  }

  /** One view for each cell size. */
  views(frame: number): readonly FieldView[] {
    return this.#views.get(frame) ?? []
  }
}
