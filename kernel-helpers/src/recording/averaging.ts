import { Workspace } from '../run/workspace.js'

/** Pixels as they are stored. */
export type Pixels = Float32Array | Uint8Array | Uint16Array

/** The pixels of one frame, row by row. */
export interface Frame {
  readonly rows: number
  readonly columns: number
  readonly pixels: Pixels
}

/** Parts of the cells along one axis: pixel `first[c] + i` is the share `weights[starts[c] + i]` of the cell c. */
export interface AxisWeights {
  readonly cells: number
  readonly first: Int32Array
  /** Of every cell and of the end. */
  readonly starts: Int32Array
  readonly weights: Float64Array
}

/** `assembly/averaging.ts` */
interface Kernels {
  widen(from: number, bytes: number, count: number, to: number): void
  halve(from: number, stride: number, rows: number, columns: number, to: number): void
  weigh(
    from: number,
    stride: number,
    rows: number,
    rowFirst: number,
    rowStarts: number,
    rowWeights: number,
    columns: number,
    columnFirst: number,
    columnStarts: number,
    columnWeights: number,
    line: number,
    to: number,
  ): void
}

const kinds = {
  stored: 'uint8',
  pixels: 'float32',
  levels: 'float32',
  rowFirst: 'int32',
  rowStarts: 'int32',
  rowWeights: 'float64',
  columnFirst: 'int32',
  columnStarts: 'int32',
  columnWeights: 'float64',
  line: 'float64',
  field: 'float32',
} as const
const workspace = new Workspace<Kernels, typeof kinds>('averaging', kinds)

/** Pixels that are copied and averaged at a time, so that they stay in a fast cache. */
const STRIP = 16_384
/** Numbers that vectors may read or write past the end. */
const SLACK = 8

/**
 * A frame averaged over 2 × 2 pixels, 4 × 4, …: `times` fields, each made from the one before in 32-bit floats, so that
 * rounding errs by some 1e-7. What is left over at the ends of rows and columns is not seen. The fields lie in memory
 * of this thread and hold until it halves another frame.
 */
export function halvings(frame: Frame, times: number): Frame[] {
  const { kernel } = workspace
  const stripRows = Math.max(1, Math.floor(STRIP / (2 * frame.columns)))
  const shapes = Array.from({ length: times }, (_, i) => ({
    rows: frame.rows >> (i + 1),
    columns: frame.columns >> (i + 1),
  }))
  const { levels, pixels } = workspace.arrays({
    ...roomFor(frame, 2 * stripRows * frame.columns),
    levels: shapes.reduce((sum, { rows, columns }) => sum + rows * columns, 0),
  })
  let [end, finer] = [0, frame]
  return shapes.map(({ rows, columns }) => {
    const start = end
    end += rows * columns
    const field = { rows, columns, pixels: levels.subarray(start, end) }
    const address = field.pixels.byteOffset
    if (finer === frame) {
      for (let row = 0; row < rows; row += stripRows) {
        const height = Math.min(stripRows, rows - row)
        load(frame, 2 * row * frame.columns, 2 * height * frame.columns)
        kernel.halve(pixels.byteOffset, frame.columns, height, columns, address + 4 * row * columns)
      }
    } else kernel.halve(finer.pixels.byteOffset, finer.columns, rows, columns, address)
    finer = field
    return field
  })
}

/** Writes the averages of a frame over cells of these weights to `out`, `rows.cells × columns.cells`. */
export function weigh(frame: Frame, rows: AxisWeights, columns: AxisWeights, out: Float32Array): void {
  const arrays = workspace.arrays({
    ...roomFor(frame, frame.rows * frame.columns),
    rowFirst: rows.first.length,
    rowStarts: rows.starts.length,
    rowWeights: rows.weights.length,
    columnFirst: columns.first.length,
    columnStarts: columns.starts.length,
    columnWeights: columns.weights.length,
    line: frame.columns + SLACK,
    field: out.length,
  })
  load(frame, 0, frame.rows * frame.columns)
  arrays.rowFirst.set(rows.first)
  arrays.rowStarts.set(rows.starts)
  arrays.rowWeights.set(rows.weights)
  arrays.columnFirst.set(columns.first)
  arrays.columnStarts.set(columns.starts)
  arrays.columnWeights.set(columns.weights)
  workspace.kernel.weigh(
    arrays.pixels.byteOffset,
    frame.columns,
    rows.cells,
    arrays.rowFirst.byteOffset,
    arrays.rowStarts.byteOffset,
    arrays.rowWeights.byteOffset,
    columns.cells,
    arrays.columnFirst.byteOffset,
    arrays.columnStarts.byteOffset,
    arrays.columnWeights.byteOffset,
    arrays.line.byteOffset,
    arrays.field.byteOffset,
  )
  out.set(arrays.field.subarray(0, out.length))
}

function roomFor({ pixels }: Frame, count: number) {
  return { stored: pixels instanceof Float32Array ? 0 : count * 2 + SLACK, pixels: count + SLACK }
}

/** Puts a part of a frame into the workspace's `pixels`, as 32-bit floats. */
function load(frame: Frame, start: number, count: number): void {
  const { pixels, stored } = workspace.arrays({})
  const part = frame.pixels.subarray(start, start + count)
  if (part instanceof Float32Array) {
    pixels.set(part)
    return
  }
  stored.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
  workspace.kernel.widen(stored.byteOffset, part.BYTES_PER_ELEMENT, count, pixels.byteOffset)
}
