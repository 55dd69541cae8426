import { gridAxis } from './grid.js'
import { sharedBuffer } from './memory.js'
import type { Boundary, FieldShape, Provenance, Recording, SharedVideo } from './recording.js'

export interface VideoOptions {
  readonly frames: number
  readonly rows: number
  readonly columns: number
  /** `frames × rows × columns`. */
  readonly pixels: Float32Array
  /** Side of a pixel in `lengthUnit`. */
  readonly pixelSize: number
  readonly lengthUnit: string
  readonly frameInterval: number
  readonly timeUnit: string
  readonly boundary: Boundary
  readonly speed: number | null
  readonly provenance: Provenance
  readonly ladder?: readonly number[] | null
}

/** Pixels over time, averaged over cells with area weights, so that a cell need not be a whole number of pixels. */
export class Video implements Recording {
  readonly frames: number
  readonly rows: number
  readonly columns: number
  readonly pixels: Float32Array
  readonly pixelSize: number
  readonly lengthUnit: string
  readonly frameInterval: number
  readonly timeUnit: string
  readonly boundary: Boundary
  readonly speed: number | null
  readonly provenance: Provenance
  readonly ladder: readonly number[] | null
  readonly density = null
  readonly #weights = new Map<number, { rows: AxisWeights; columns: AxisWeights }>()
  readonly #line: Float64Array

  constructor(options: VideoOptions) {
    const expected = options.frames * options.rows * options.columns
    if (options.pixels.length !== expected)
      throw new RangeError(
        `pixels: ${options.pixels.length} numbers, expected frames × rows × columns = ${expected}`,
      )
    if (!(options.pixelSize > 0))
      throw new RangeError(`pixelSize: ${options.pixelSize}, expected a length above 0`)
    this.frames = options.frames
    this.rows = options.rows
    this.columns = options.columns
    this.pixels = options.pixels
    this.pixelSize = options.pixelSize
    this.lengthUnit = options.lengthUnit
    this.frameInterval = options.frameInterval
    this.timeUnit = options.timeUnit
    this.boundary = options.boundary
    this.speed = options.speed
    this.provenance = options.provenance
    this.ladder = options.ladder ?? null
    this.#line = new Float64Array(options.columns)
  }

  get width(): number {
    return this.columns * this.pixelSize
  }

  get height(): number {
    return this.rows * this.pixelSize
  }

  fittedCellSize(cellSize: number): number {
    return this.#axis(this.width, cellSize).cellSize
  }

  shape(cellSize: number): FieldShape {
    return {
      height: this.#axis(this.height, cellSize).cells,
      width: this.#axis(this.width, cellSize).cells,
    }
  }

  render(frame: number, cellSize: number, out: Float32Array): void {
    const { rows, columns } = this.#axisWeights(cellSize)
    if (out.length !== rows.cells * columns.cells)
      throw new RangeError(`out: ${out.length} numbers, expected ${rows.cells} × ${columns.cells}`)
    if (!(frame >= 0 && frame < this.frames))
      throw new RangeError(`frame: ${frame}, expected 0 to ${this.frames - 1}`)
    const line = this.#line
    const start = frame * this.rows * this.columns
    for (let row = 0; row < rows.cells; row++) {
      line.fill(0)
      for (let k = rows.starts[row]; k < rows.starts[row + 1]; k++) {
        const weight = rows.weights[k]
        const pixelRow = start + rows.pixels[k] * this.columns
        for (let c = 0; c < this.columns; c++) line[c] += weight * this.pixels[pixelRow + c]
      }
      for (let column = 0; column < columns.cells; column++) {
        let sum = 0
        for (let k = columns.starts[column]; k < columns.starts[column + 1]; k++)
          sum += columns.weights[k] * line[columns.pixels[k]]
        out[row * columns.cells + column] = sum
      }
    }
  }

  share(): SharedVideo {
    return {
      kind: 'video',
      frames: this.frames,
      rows: this.rows,
      columns: this.columns,
      frameInterval: this.frameInterval,
      timeUnit: this.timeUnit,
      lengthUnit: this.lengthUnit,
      width: this.width,
      height: this.height,
      boundary: this.boundary,
      speed: this.speed,
      pixelSize: this.pixelSize,
      provenance: this.provenance,
      ladder: this.ladder,
      pixels: sharedBuffer(this.pixels),
    }
  }

  #axis(extent: number, cellSize: number) {
    if (cellSize < this.pixelSize * (1 - 1e-9))
      throw new RangeError(
        `cellSize: ${cellSize} ${this.lengthUnit}, expected at least one pixel (${this.pixelSize} ${this.lengthUnit})`,
      )
    return gridAxis(extent, cellSize, this.boundary)
  }

  #axisWeights(cellSize: number) {
    const known = this.#weights.get(cellSize)
    if (known) return known
    const along = (pixels: number) => {
      const axis = this.#axis(pixels * this.pixelSize, cellSize)
      return axisWeights(pixels, axis.cells, axis.cellSize / this.pixelSize)
    }
    const weights = { rows: along(this.rows), columns: along(this.columns) }
    this.#weights.set(cellSize, weights)
    return weights
  }
}

/** For each cell, the pixels that it overlaps and the share of the cell that each covers. */
interface AxisWeights {
  readonly cells: number
  readonly starts: number[]
  readonly pixels: number[]
  readonly weights: number[]
}

function axisWeights(pixelCount: number, cells: number, pixelsPerCell: number): AxisWeights {
  const starts = [0]
  const pixels: number[] = []
  const weights: number[] = []
  for (let cell = 0; cell < cells; cell++) {
    const from = cell * pixelsPerCell
    const to = (cell + 1) * pixelsPerCell
    for (let pixel = Math.floor(from + 1e-9); pixel < to - 1e-9 && pixel < pixelCount; pixel++) {
      pixels.push(pixel)
      weights.push((Math.min(to, pixel + 1) - Math.max(from, pixel)) / pixelsPerCell)
    }
    starts.push(pixels.length)
  }
  return { cells, starts, pixels, weights }
}
