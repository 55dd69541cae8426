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
/** Of the 27 cells around and including one, seen from that one. */
let corners: usize

/** Where the corner of a neighbouring cell lies. */
@unmanaged
export class Corner {
  x: f64
  y: f64
  z: f64
}

/** A particle in a neighbouring cell. */
@unmanaged
export class Neighbour {
  particle: i32
  corner: Corner
}

/** The list that `gather` begins. */
export let neighbours: usize

/** Bytes that `number` cells of `particles` particles take. */
export function sizeOfCells(number: i32, particles: i32): i32 {
  return 27 * <i32>offsetof<Corner>() + (particles + 1) * <i32>offsetof<Neighbour>() + 4 * number
}

export function placeCells(
  start: usize,
  particles: i32,
  across: i32,
  down: i32,
  deep: i32,
  cellWidth: f64,
  cellHeight: f64,
  cellDepth: f64,
): void {
  columns = across
  rows = down
  layers = deep
  width = cellWidth
  height = cellHeight
  depth = cellDepth
  corners = start
  neighbours = corners + 27 * offsetof<Corner>()
  cells = neighbours + (particles + 1) * offsetof<Neighbour>()
  for (let i = 0; i < 27; i++) {
    const corner = changetype<Corner>(corners + i * offsetof<Corner>())
    corner.x = ((i % 3) - 1) * width
    corner.y = (((i / 3) % 3) - 1) * height
    corner.z = (i / 9 - 1) * depth
  }
  memory.fill(cells, 0xff, 4 * columns * rows * layers)
}

/**
 * Lists the first particle of each cell around and including one; returns the end of the list. An empty cell's entry is
 * overwritten by the next: which cells are empty can't be predicted, so that a branch would cost more.
 * @param axis only the cells `step` further along this axis; -1 for all
 */
export function gather(site: Site, axis: i32, step: i32): usize {
  const xFrom = axis === 0 ? step : -1
  const xTo = axis === 0 ? step : 1
  const yFrom = axis === 1 ? step : -1
  const yTo = axis === 1 ? step : 1
  const zFrom = layers === 1 ? 0 : axis === 2 ? step : -1
  const zTo = layers === 1 ? 0 : axis === 2 ? step : 1
  const column = site.column
  let end = neighbours
  for (let z = zFrom; z <= zTo; z++) {
    const layer = wrapped(site.layer + z, layers)
    for (let y = yFrom; y <= yTo; y++) {
      const row = wrapped(site.row + y, rows)
      for (let x = xFrom; x <= xTo; x++) {
        const first = load<i32>(address(wrapped(column + x, columns), row, layer))
        const neighbour = changetype<Neighbour>(end)
        neighbour.particle = first
        neighbour.corner = changetype<Corner>(corners + (13 + 9 * z + 3 * y + x) * offsetof<Corner>())
        end += <usize>(first >= 0) * offsetof<Neighbour>()
      }
    }
  }
  return end
}

/** Lists the one after `neighbour` in the same cell, if there is one; returns the end of the list. */
export function append(end: usize, neighbour: Neighbour, next: i32): usize {
  const last = changetype<Neighbour>(end)
  last.particle = next
  last.corner = neighbour.corner
  return end + <usize>(next >= 0) * offsetof<Neighbour>()
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
