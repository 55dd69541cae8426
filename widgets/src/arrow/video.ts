import type { Table } from 'apache-arrow'
import type { ScaleField } from 'scalescope/protocol'
import { batchPixels, type VideoDescription } from 'scalescope/protocol/videoTable'

const MOST_SCALES = 5
/** Cells along the shorter side at the coarsest scale. */
const FEWEST_CELLS = 4

/** The frames of a video in Arrow, averaged over cells of 1, 2, 4, … pixels; what is left over at the edges is not seen. */
export class ArrowVideo {
  readonly frames: number
  /** How often pixels are halved at each scale. */
  readonly halvings: readonly number[]
  private readonly batches: readonly Float32Array[]
  private last: { readonly frame: number; readonly fields: readonly ScaleField[] } | undefined

  /** @throws Error if a row of the table doesn't hold the pixels that the description tells of */
  constructor(
    table: Table,
    readonly description: VideoDescription,
  ) {
    const { rows, columns } = description
    this.batches = table.batches.map(batchPixels)
    const pixels = this.batches.reduce((sum, batch) => sum + batch.length, 0)
    this.frames = table.numRows
    if (this.frames === 0) throw new Error('it holds no frame; expected a video')
    if (pixels !== this.frames * rows * columns)
      throw new Error(
        `its ${this.frames} frames hold ${pixels} pixels; expected frames × rows × columns = ${this.frames * rows * columns}`,
      )
    const most = Math.max(0, Math.floor(Math.log2(Math.min(rows, columns) / FEWEST_CELLS)))
    const count = Math.min(MOST_SCALES, most + 1)
    this.halvings = Array.from({ length: count }, (_, i) => Math.round((i * most) / Math.max(1, count - 1)))
  }

  get cellSizes(): number[] {
    return this.halvings.map((halvings) => this.description.pixelSize * 2 ** halvings)
  }

  /** The frame at every scale. */
  fieldsOf(frame: number): readonly ScaleField[] {
    if (this.last?.frame === frame) return this.last.fields
    const { rows: height, columns: width, pixelSize } = this.description
    const halved: ScaleField[] = [{ cellSize: pixelSize, height, width, values: this.pixelsOf(frame) }]
    while (halved.length <= Math.max(...this.halvings)) halved.push(half(halved[halved.length - 1]))
    const fields = this.halvings.map((halvings) => halved[halvings])
    this.last = { frame, fields }
    return fields
  }

  /** One cell in each of these frames. */
  history(scale: number, row: number, column: number, frames: Int32Array): Float32Array {
    const { columns } = this.description
    const side = 2 ** this.halvings[scale]
    return Float32Array.from(frames, (frame) => {
      const pixels = this.pixelsOf(frame)
      let sum = 0
      for (let y = row * side; y < (row + 1) * side; y++)
        for (let x = column * side; x < (column + 1) * side; x++) sum += pixels[y * columns + x]
      return sum / side ** 2
    })
  }

  /** For each scale, the values between which 99 % of the cells of some frames lie. */
  colourRanges(): [number, number][] {
    const some = Array.from({ length: Math.min(8, this.frames) }, (_, i) => Math.floor((i * this.frames) / 8))
    const looked = (this.frames < 8 ? some.map((_, i) => i) : some).map((frame) => this.fieldsOf(frame))
    return this.halvings.map((_, scale) => {
      const values = Float32Array.from(looked.flatMap((fields) => thinned(fields[scale].values))).sort()
      const low = values[Math.floor(0.005 * (values.length - 1))]
      const high = values[Math.ceil(0.995 * (values.length - 1))]
      return high > low ? [low, high] : [low, low + 1]
    })
  }

  private pixelsOf(frame: number): Float32Array {
    const size = this.description.rows * this.description.columns
    let start = frame * size
    for (const batch of this.batches) {
      if (start < batch.length) return batch.subarray(start, start + size)
      start -= batch.length
    }
    throw new RangeError(`frame: ${frame}, expected 0 to ${this.frames - 1}`)
  }
}

/** Means over 2 × 2 cells. */
function half({ cellSize, height, width, values }: ScaleField): ScaleField {
  const [rows, columns] = [height >> 1, width >> 1]
  const means = new Float32Array(rows * columns)
  for (let row = 0, to = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, to++) {
      const from = 2 * row * width + 2 * column
      means[to] = (values[from] + values[from + 1] + values[from + width] + values[from + width + 1]) / 4
    }
  return { cellSize: 2 * cellSize, height: rows, width: columns, values: means }
}

/** Some ten thousand of the values, evenly spread. */
function thinned(values: Float32Array): number[] {
  const step = Math.ceil(values.length / 10_000)
  return Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step])
}
