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
  cells: 'int32',
  weights: 'float64',
  line: 'float64',
  field: 'float32',
} as const
const workspace = new Workspace<Kernels, typeof kinds>('averaging', kinds)
const nothing = { stored: 0, pixels: 0, levels: 0, cells: 0, weights: 0, line: 0, field: 0 }

/** Pixels that are copied and averaged at a time, so that they stay in a fast cache. */
const STRIP = 16_384
/** Numbers that vectors may read or write past the end. */
const SLACK = 8

/**
 * A frame averaged over 2 × 2 pixels, 4 × 4, …: `times` fields, each made from the one before in 32-bit floats, so that
 * rounding errs by some 1e-7. What is left over at the ends of rows and columns is not seen. The fields lie in memory
 * of this thread and hold until its next average.
 */
export function halvings(frame: Frame, times: number): Float32Array[] {
  const { kernel } = workspace
  const shapes = Array.from({ length: times + 1 }, (_, i) => [frame.rows >> i, frame.columns >> i])
  const [[, columns], [halfRows, halfColumns]] = shapes
  const stripRows = Math.max(1, Math.floor(STRIP / (2 * columns)))
  const lengths = shapes.slice(1).map(([r, c]) => r * c)
  const { levels, pixels } = workspace.arrays({
    ...nothing,
    ...roomFor(frame, 2 * stripRows * columns),
    levels: lengths.reduce((sum, length) => sum + length, 0),
  })
  let end = 0
  const fields = lengths.map((length) => levels.subarray(end, (end += length)))
  for (let row = 0; row < halfRows; row += stripRows) {
    const rows = Math.min(stripRows, halfRows - row)
    load(frame, 2 * row * columns, 2 * rows * columns)
    kernel.halve(pixels.byteOffset, columns, rows, halfColumns, fields[0].byteOffset + 4 * row * halfColumns)
  }
  for (let i = 1; i < times; i++) {
    const [rows, columns] = shapes[i + 1]
    kernel.halve(fields[i - 1].byteOffset, shapes[i][1], rows, columns, fields[i].byteOffset)
  }
  return fields
}

/** Writes the averages of a frame over cells of these weights to `out`, `rows.cells × columns.cells`. */
export function weigh(frame: Frame, rows: AxisWeights, columns: AxisWeights, out: Float32Array): void {
  const { kernel } = workspace
  const axes = [rows, columns]
  const length = (numbers: 'first' | 'starts' | 'weights') => rows[numbers].length + columns[numbers].length
  const { pixels, cells, weights, line, field } = workspace.arrays({
    ...nothing,
    ...roomFor(frame, frame.rows * frame.columns),
    cells: length('first') + length('starts'),
    weights: length('weights'),
    line: frame.columns + SLACK,
    field: out.length,
  })
  load(frame, 0, frame.rows * frame.columns)
  let [cellsEnd, weightsEnd] = [0, 0]
  const [down, across] = axes.map((axis) => {
    const first = cells.subarray(cellsEnd, (cellsEnd += axis.first.length))
    const starts = cells.subarray(cellsEnd, (cellsEnd += axis.starts.length))
    const shares = weights.subarray(weightsEnd, (weightsEnd += axis.weights.length))
    first.set(axis.first)
    starts.set(axis.starts)
    shares.set(axis.weights)
    return [first.byteOffset, starts.byteOffset, shares.byteOffset] as const
  })
  kernel.weigh(
    pixels.byteOffset,
    frame.columns,
    rows.cells,
    ...down,
    columns.cells,
    ...across,
    line.byteOffset,
    field.byteOffset,
  )
  out.set(field.subarray(0, out.length))
}

function roomFor({ pixels }: Frame, count: number) {
  return { stored: pixels instanceof Float32Array ? 0 : count * 2 + SLACK, pixels: count + SLACK }
}

/** Puts a part of a frame into the workspace's `pixels`, as 32-bit floats. */
function load(frame: Frame, start: number, count: number): void {
  const { pixels, stored } = workspace.arrays(nothing)
  const part = frame.pixels.subarray(start, start + count)
  if (part instanceof Float32Array) {
    pixels.set(part)
    return
  }
  stored.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
  workspace.kernel.widen(stored.byteOffset, part.BYTES_PER_ELEMENT, count, pixels.byteOffset)
}
