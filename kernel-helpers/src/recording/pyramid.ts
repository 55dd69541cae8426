import type { ScaleField } from '../protocol/index.js'
import type { Recording } from './recording.js'

/** One recording at a ladder of cell sizes. */
export class Pyramid {
  constructor(
    readonly recording: Recording,
    readonly cellSizes: readonly number[],
  ) {}

  /** The fields of one frame, from the finest cells to the coarsest. */
  frame(index: number): ScaleField[] {
    return this.cellSizes.map((asked) => {
      const { height, width } = this.recording.shape(asked)
      const values = new Float32Array(height * width)
      this.recording.render(index, asked, values)
      return { cellSize: this.recording.fittedCellSize(asked), height, width, values }
    })
  }
}
