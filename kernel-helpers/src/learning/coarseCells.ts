import type { Recording } from '../recording/recording.js'
import type { Random } from '../run/random.js'
import { continuedCells, type Standardisation } from './examples.js'
import { type Segment, spread } from './split.js'

/** Frames of a window: t − offset, t and t + offset. */
const WINDOW = 3
/** Cells that a prediction sees: 3 × 3 at t − offset and at t. */
export const SEEN = 18
const MOST_FINE_CELLS = 4

/** Windows of frames divided into cells, and these into fine cells. */
export interface CoarseCells {
  /** Windows. */
  readonly count: number
  /** Cells in a frame. */
  readonly cells: number
  /** Fine cells in a cell. */
  readonly size: number
  /** `count × 3 × cells × size`, standardised. */
  readonly values: Float32Array
  /** `cells × 9`: the cells around each, itself in the middle. */
  readonly neighbours: Int32Array
}

/** Fine cells along the side of a cell: 4, or as many pixels as there are. */
export function fineCells(recording: Recording, cellSize: number): number {
  const pixel = 'pixelSize' in recording ? (recording.pixelSize as number) : 0
  const pixels = pixel > 0 ? Math.floor(recording.fittedCellSize(cellSize) / pixel + 1e-9) : MOST_FINE_CELLS
  return Math.min(MOST_FINE_CELLS, pixels)
}

/**
 * At most `count` windows, evenly spread over the segments.
 *
 * @throws RangeError if the fine cells don't divide the cells, as in a periodic field that isn't square
 */
export function coarseCells(
  recordings: readonly Recording[],
  segments: readonly Segment[],
  cellSize: number,
  offset: number,
  count: number,
  { background, deviation }: Standardisation,
): CoarseCells {
  const [first] = recordings
  const side = fineCells(first, cellSize)
  const { height, width } = first.shape(cellSize)
  const fineSize = first.fittedCellSize(cellSize) / side
  const fine = first.shape(fineSize)
  if (first.boundary === 'periodic' && (fine.height !== side * height || fine.width !== side * width))
    throw new RangeError(
      `cellSize: ${cellSize}, expected one that divides both sides of the periodic field alike`,
    )
  const chosen = spread(segments, offset, count)
  const [cells, size] = [height * width, side * side]
  const values = new Float32Array(chosen.length * WINDOW * cells * size)
  const field = new Float32Array(fine.height * fine.width)
  const mean = background as number
  for (const [window, { recording, frame }] of chosen.entries())
    for (let place = 0; place < WINDOW; place++) {
      recordings[recording].render(frame + (place - 1) * offset, fineSize, field)
      let to = (window * WINDOW + place) * cells * size
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++)
          for (let i = 0; i < side; i++)
            for (let j = 0; j < side; j++)
              values[to++] = (field[(row * side + i) * fine.width + column * side + j] - mean) / deviation
    }
  return { count: chosen.length, cells, size, values, neighbours: neighboursOf(first, height, width) }
}

function neighboursOf({ boundary }: Recording, height: number, width: number): Int32Array {
  const padded = continuedCells(boundary, height, width, 1)
  const neighbours = new Int32Array(height * width * 9)
  for (let row = 0, to = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 3; j++) neighbours[to++] = padded[(row + i) * (width + 2) + column + j]
  return neighbours
}

/** What each cell's fine cells average to: `count × 3 × cells`. */
export function averages({ size, values }: CoarseCells): Float32Array {
  const out = new Float32Array(values.length / size)
  for (let i = 0; i < values.length; i++) out[Math.floor(i / size)] += values[i] / size
  return out
}

/** A cell of a window whose value at t + offset is to be predicted, by its number among `count × cells`. */
type Place = number

/**
 * For each place: where, among all cells of all frames, the {@link SEEN} cells lie that a prediction sees. Where the
 * cell to be predicted lies is {@link aim}.
 */
export function seen({ cells, neighbours }: CoarseCells, places: ArrayLike<Place>): Int32Array {
  const out = new Int32Array(places.length * SEEN)
  for (let i = 0, to = 0; i < places.length; i++) {
    const cell = places[i] % cells
    const start = ((places[i] - cell) / cells) * WINDOW * cells
    for (const frame of [start, start + cells])
      for (let k = 0; k < 9; k++) out[to++] = frame + neighbours[cell * 9 + k]
  }
  return out
}

export function aim({ cells }: CoarseCells, place: Place): number {
  const cell = place % cells
  return ((place - cell) / cells) * WINDOW * cells + 2 * cells + cell
}

export function randomPlaces({ count, cells }: CoarseCells, places: number, random: Random): Int32Array {
  return Int32Array.from({ length: places }, () => random.integer(count * cells))
}
