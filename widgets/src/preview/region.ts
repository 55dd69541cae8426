import type { FieldView, ViewRequest } from 'scalescope/protocol'

/** The part of every field that is on show, in fractions of its sides. */
export interface Region {
  readonly left: number
  readonly top: number
  /** Of both sides; 1 shows all. */
  readonly size: number
}

export const whole: Region = { left: 0, top: 0, size: 1 }

/** A place in a tile, in fractions of its sides. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** Cells at the finest scale that stay in sight. */
const FEWEST_CELLS = 8

/** The smallest region of a field with so many cells along its shorter side. */
export function smallestRegion(cells: number): number {
  return Math.min(1, FEWEST_CELLS / cells)
}

/** Larger by a factor, or smaller if that is below 1; what is at `place` stays there as far as the field reaches. */
export function zoomed(region: Region, factor: number, place: Place, smallest: number): Region {
  const size = Math.min(1, Math.max(smallest, region.size / factor))
  const kept = region.size - size
  return within({ left: region.left + kept * place.x, top: region.top + kept * place.y, size })
}

/** Moved by fractions of the tile. */
export function moved(region: Region, by: Place): Region {
  return within({
    ...region,
    left: region.left + by.x * region.size,
    top: region.top + by.y * region.size,
  })
}

/** The nearest region of the same size that shows a place of the field. */
export function showing(region: Region, { x, y }: Place): Region {
  const nearest = (start: number, at: number) => Math.min(at, Math.max(at - region.size, start))
  return within({ ...region, left: nearest(region.left, x), top: nearest(region.top, y) })
}

/** Where in the field a place of the tile lies, both in fractions. */
export function inField(region: Region, { x, y }: Place): Place {
  return { x: region.left + x * region.size, y: region.top + y * region.size }
}

/** The whole cells under a region, and how many values show all that so many pixels can. */
export function viewRequest(
  { left, top, size }: Region,
  field: Pick<FieldView, 'fieldHeight' | 'fieldWidth'>,
  pixels: { readonly height: number; readonly width: number },
): ViewRequest {
  const across = cells(left, size, field.fieldWidth, pixels.width)
  const down = cells(top, size, field.fieldHeight, pixels.height)
  return {
    ...{ row: down.first, rows: down.count, height: down.values },
    ...{ column: across.first, columns: across.count, width: across.values },
  }
}

function cells(start: number, size: number, count: number, pixels: number) {
  const first = Math.floor(start * count + ROUNDING)
  const end = Math.min(count, Math.ceil((start + size) * count - ROUNDING))
  const within = Math.max(1, end - first)
  const values = Math.ceil((pixels * within) / (size * count) - ROUNDING)
  return { first, count: within, values: Math.min(within, Math.max(1, values)) }
}

/** Whether a view shows all that was asked for. */
export function satisfies(view: FieldView, asked: ViewRequest): boolean {
  const enough = (
    [start, count, values]: readonly [number, number, number],
    [askedStart, askedCount, askedValues]: readonly [number, number, number],
  ) =>
    start <= askedStart &&
    start + count >= askedStart + askedCount &&
    values / count >= askedValues / askedCount - ROUNDING
  return (
    enough([view.row, view.rows, view.height], [asked.row, asked.rows, asked.height]) &&
    enough([view.column, view.columns, view.width], [asked.column, asked.columns, asked.width])
  )
}

/** Which of a view's values lie in a region: both need not be whole. */
export function valuesIn({ left, top, size }: Region, view: FieldView) {
  const down = view.height / view.rows
  const across = view.width / view.columns
  return {
    row: (top * view.fieldHeight - view.row) * down,
    rows: size * view.fieldHeight * down,
    column: (left * view.fieldWidth - view.column) * across,
    columns: size * view.fieldWidth * across,
  }
}

function within({ left, top, size }: Region): Region {
  const inside = (start: number) => Math.min(1 - size, Math.max(0, start))
  return { left: inside(left), top: inside(top), size }
}

const ROUNDING = 1e-9
