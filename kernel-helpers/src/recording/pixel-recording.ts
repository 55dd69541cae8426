import { type AxisWeights, halvings, type Pixels, weigh } from './averaging.js'
import { gridAxis } from './grid.js'
import type { Boundary, FieldShape, Provenance, Recording, SharedRecording } from './recording.js'

export interface PixelOptions {
  readonly frames: number
  readonly rows: number
  readonly columns: number
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
export abstract class PixelRecording implements Recording {
  readonly frames: number
  readonly rows: number
  readonly columns: number
  readonly pixelSize: number
  readonly lengthUnit: string
  readonly frameInterval: number
  readonly timeUnit: string
  readonly boundary: Boundary
  readonly speed: number | null
  readonly provenance: Provenance
  readonly ladder: readonly number[] | null
  readonly density = null
  readonly #averagings = new Map<number, Averaging>()

  /** @throws RangeError if a pixel has no size */
  constructor(options: PixelOptions) {
    if (!(options.pixelSize > 0))
      throw new RangeError(`pixelSize: ${options.pixelSize}, expected a length above 0`)
    this.frames = options.frames
    this.rows = options.rows
    this.columns = options.columns
    this.pixelSize = options.pixelSize
    this.lengthUnit = options.lengthUnit
    this.frameInterval = options.frameInterval
    this.timeUnit = options.timeUnit
    this.boundary = options.boundary
    this.speed = options.speed
    this.provenance = options.provenance
    this.ladder = options.ladder ?? null
  }

  /** The pixels of a frame that there is, `rows × columns`. They may change when another frame is asked for. */
  protected abstract pixelsOf(frame: number): Pixels

  /** Of those, the pixels `start` … `end − 1`. */
  protected somePixelsOf(frame: number, start: number, end: number): Pixels {
    return this.pixelsOf(frame).subarray(start, end)
  }

  abstract share(): SharedRecording

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
    this.renderLadder(frame, [cellSize], [out])
  }

  /** Renders one frame at several cell sizes, those of 2, 4, 8, … times as many pixels from one another. */
  renderLadder(frame: number, cellSizes: readonly number[], outs: readonly Float32Array[]): void {
    for (const [i, out] of outs.entries()) {
      const { height, width } = this.shape(cellSizes[i])
      if (out.length !== height * width)
        throw new RangeError(`out: ${out.length} numbers, expected ${height} × ${width}`)
    }
    const averagings = cellSizes.map((cellSize) => this.#averaging(cellSize))
    if (!(frame >= 0 && frame < this.frames))
      throw new RangeError(`frame: ${frame}, expected 0 to ${this.frames - 1}`)
    const fields = [{ rows: this.rows, columns: this.columns, pixels: this.pixelsOf(frame) }]
    fields.push(...halvings(fields[0], Math.max(...averagings.map(({ halved }) => halved))))
    for (const [i, { halved, rest }] of averagings.entries()) {
      if (rest) weigh(fields[halved], rest.rows, rest.columns, outs[i])
      else outs[i].set(fields[halved].pixels)
    }
  }

  /** One cell of a frame, without looking at the others. */
  cell(frame: number, cellSize: number, row: number, column: number): number {
    const [down, across] = [this.height, this.width].map((extent) => this.#axis(extent, cellSize))
    const rows = cellWeights(this.rows, row, down.cellSize / this.pixelSize)
    const columns = cellWeights(this.columns, column, across.cellSize / this.pixelSize)
    const start = rows.first * this.columns + columns.first
    const length = (rows.weights.length - 1) * this.columns + columns.weights.length
    const pixels = this.somePixelsOf(frame, start, start + length)
    let sum = 0
    for (const [y, rowWeight] of rows.weights.entries())
      for (const [x, weight] of columns.weights.entries())
        sum += rowWeight * weight * pixels[y * this.columns + x]
    return sum
  }

  protected shared() {
    return {
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
    }
  }

  #axis(extent: number, cellSize: number) {
    if (cellSize < this.pixelSize * (1 - 1e-9))
      throw new RangeError(
        `cellSize: ${cellSize} ${this.lengthUnit}, expected at least one pixel (${this.pixelSize} ${this.lengthUnit})`,
      )
    return gridAxis(extent, cellSize, this.boundary)
  }

  /** How to average over cells of this size: by halving as often as the cells' edges allow, then by weights. */
  #averaging(cellSize: number): Averaging {
    const known = this.#averagings.get(cellSize)
    if (known) return known
    const [down, across] = [this.height, this.width].map((extent) => this.#axis(extent, cellSize))
    const [rowsPerCell, columnsPerCell] = [down, across].map((axis) => axis.cellSize / this.pixelSize)
    const halved = Math.min(timesHalved(rowsPerCell), timesHalved(columnsPerCell))
    const left = (pixelsPerCell: number) => pixelsPerCell / 2 ** halved
    const whole = [rowsPerCell, columnsPerCell].every((pixels) => Math.abs(left(pixels) - 1) < ROUNDING)
    const averaging = {
      halved,
      rest: whole
        ? null
        : {
            rows: axisWeights(this.rows >> halved, down.cells, left(rowsPerCell)),
            columns: axisWeights(this.columns >> halved, across.cells, left(columnsPerCell)),
          },
    }
    this.#averagings.set(cellSize, averaging)
    return averaging
  }
}

const ROUNDING = 1e-9

interface Averaging {
  readonly halved: number
  /** What is left to average after that; null where nothing is. */
  readonly rest: { readonly rows: AxisWeights; readonly columns: AxisWeights } | null
}

/** How often a whole number of pixels is divisible by 2. */
function timesHalved(pixels: number): number {
  const whole = Math.round(pixels)
  if (Math.abs(pixels - whole) > ROUNDING * pixels) return 0
  return Math.log2(whole & -whole)
}

function axisWeights(pixelCount: number, cells: number, pixelsPerCell: number): AxisWeights {
  const first = new Int32Array(cells)
  const starts = new Int32Array(cells + 1)
  const weights: number[] = []
  for (let cell = 0; cell < cells; cell++) {
    const one = cellWeights(pixelCount, cell, pixelsPerCell)
    first[cell] = one.first
    weights.push(...one.weights)
    starts[cell + 1] = weights.length
  }
  return { cells, first, starts, weights: Float64Array.from(weights) }
}

/** The first pixel under a cell, and the shares of the cell that it and those after it are. */
function cellWeights(pixelCount: number, cell: number, pixelsPerCell: number) {
  const from = cell * pixelsPerCell
  const to = (cell + 1) * pixelsPerCell
  const first = Math.floor(from + ROUNDING)
  const weights: number[] = []
  for (let pixel = first; pixel < to - ROUNDING && pixel < pixelCount; pixel++)
    weights.push((Math.min(to, pixel + 1) - Math.max(from, pixel)) / pixelsPerCell)
  return { first, weights }
}
