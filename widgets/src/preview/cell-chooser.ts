import { cellAt, neighbour, regionWith } from './cell-cursor.js'
import type { Cell } from './history.js'
import type { CoarseGrainPreviewModel } from './model.js'
import type { Place } from './region.js'

/** Chooses the cell whose history is shown: by a click, or by a mark that keys move. */
export class CellChooser {
  #mark: Cell | undefined
  /** What a click has replaced, in case it turns out to be the first of a double click. */
  #replaced: { readonly cell: Cell | undefined } | undefined

  constructor(
    private readonly model: CoarseGrainPreviewModel,
    private readonly changed: () => void,
  ) {}

  /** The mark, while it is there. */
  get mark(): Cell | undefined {
    return this.#mark
  }

  click(scale: number, place: Place): void {
    const { model } = this
    this.#replaced = undefined
    const view = this.#view(scale)
    if (model.state('selected') !== scale || !view) return
    this.#replaced = { cell: model.follower.cell }
    model.follower.follow(cellAt(scale, view, model.region, place))
  }

  /** Takes back a click that was not meant for the cell. */
  undoClick(): void {
    if (this.#replaced) this.model.follower.follow(this.#replaced.cell)
    this.#replaced = undefined
  }

  /** First a mark, on the cell that is followed or in the middle; then the history of the cell under it. */
  enter(): boolean {
    const { model } = this
    const scale = model.state('selected')
    const view = this.#view(scale)
    if (!view) return false
    const { cell } = model.follower
    if (this.#mark) model.follower.follow(this.#mark)
    else this.#mark = cell?.scale === scale ? cell : cellAt(scale, view, model.region, { x: 0.5, y: 0.5 })
    this.changed()
    return true
  }

  move(rows: number, columns: number): boolean {
    const view = this.#mark && this.model.shown.views[this.#mark.scale]
    if (!this.#mark || !view) return false
    this.#mark = neighbour(this.#mark, view, rows, columns)
    this.model.look(regionWith(this.#mark, view, this.model.region))
    return true
  }

  /** Takes back the mark, then the history. */
  leave(): boolean {
    if (this.#mark) this.#mark = undefined
    else if (this.model.follower.cell) this.model.follower.follow(undefined)
    else return false
    this.changed()
    return true
  }

  /** Takes back the mark alone. */
  clear(): void {
    this.#mark = undefined
  }

  /** Undefined where there is nothing to follow. */
  #view(scale: number) {
    return this.model.comm_live && !this.model.live ? this.model.shown.views[scale] : undefined
  }
}
