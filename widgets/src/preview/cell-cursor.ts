import type { FieldView } from 'scalescope/protocol'
import type { Cell } from './history.js'
import { inField, type Place, type Region, showing } from './region.js'

/** The cell under a place of a tile. */
export function cellAt(scale: number, view: FieldView, region: Region, place: Place): Cell {
  const { x, y } = inField(region, place)
  return cellNear(scale, view, Math.floor(y * view.fieldHeight), Math.floor(x * view.fieldWidth))
}

/** A cell some rows and columns further, as far as the field reaches. */
export function neighbour(
  { scale, row, column }: Cell,
  view: FieldView,
  rows: number,
  columns: number,
): Cell {
  return cellNear(scale, view, row + rows, column + columns)
}

/** A region that shows the cell, moved no more than needed. */
export function regionWith(
  { row, column }: Cell,
  { fieldHeight, fieldWidth }: FieldView,
  region: Region,
): Region {
  const ends = [0, 1].map((end) => ({ x: (column + end) / fieldWidth, y: (row + end) / fieldHeight }))
  return ends.reduce(showing, region)
}

/** The cell's value where a view shows every cell. */
export function valueAt(view: FieldView, { row, column }: Cell): number | undefined {
  if (view.height !== view.rows || view.width !== view.columns) return undefined
  const [y, x] = [row - view.row, column - view.column]
  return y >= 0 && y < view.rows && x >= 0 && x < view.columns ? view.values[y * view.width + x] : undefined
}

function cellNear(scale: number, view: FieldView, row: number, column: number): Cell {
  const inside = (place: number, count: number) => Math.min(count - 1, Math.max(0, place))
  return { scale, row: inside(row, view.fieldHeight), column: inside(column, view.fieldWidth) }
}
