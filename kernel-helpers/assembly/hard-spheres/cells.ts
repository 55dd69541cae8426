import { Disk, particle, Site, siteOf } from './particle'

export let columns: i32
export let rows: i32
export let layers: i32
/** Sides of a cell. */
export let width: f64
export let height: f64
export let depth: f64
/** First particle in each cell, or -1: columns × rows × layers i32. */
let cells: usize

/** Returns the end of the memory that the cells take. */
export function placeCells(
  start: usize,
  across: i32,
  down: i32,
  deep: i32,
  cellWidth: f64,
  cellHeight: f64,
  cellDepth: f64,
): usize {
  cells = start
  columns = across
  rows = down
  layers = deep
  width = cellWidth
  height = cellHeight
  depth = cellDepth
  const size = 4 * columns * rows * layers
  memory.fill(cells, 0xff, size)
  return cells + size
}

export function firstIn(column: i32, row: i32, layer: i32): i32 {
  return load<i32>(address(column, row, layer))
}

export function enter<P extends Disk>(i: i32): void {
  const cell = cellOf(siteOf(i))
  particle<P>(i).next = load<i32>(cell)
  store<i32>(cell, i)
}

export function leave<P extends Disk>(i: i32): void {
  const cell = cellOf(siteOf(i))
  const next = particle<P>(i).next
  let j = load<i32>(cell)
  if (j === i) {
    store<i32>(cell, next)
    return
  }
  while (particle<P>(j).next !== i) j = particle<P>(j).next
  particle<P>(j).next = next
}

function cellOf(site: Site): usize {
  return address(site.column, site.row, site.layer)
}

function address(column: i32, row: i32, layer: i32): usize {
  return cells + 4 * ((layer * rows + row) * columns + column)
}

/** The cell at the other end of the box for one beyond an end. */
export function wrapped(cell: i32, number: i32): i32 {
  return cell < 0 ? cell + number : cell >= number ? cell - number : cell
}

/** Difference between neighbouring cells: -1, 0 or 1, also across the boundary. */
export function adjacent(difference: i32, number: i32): i32 {
  return difference > 1 ? difference - number : difference < -1 ? difference + number : difference
}
