import { KernelMemory, kernels } from '../run/webassembly.js'
import { CUT, cumulativeTable } from './gaussian.js'
import type { GridAxis } from './grid.js'
import type { Boundary } from './recording.js'

/** `assembly/particles.ts` */
interface Kernels {
  spread(
    positions: number,
    particles: number,
    cumulative: number,
    entries: number,
    shares: number,
    grid: number,
    rows: number,
    columns: number,
    span: number,
    xPerLength: number,
    yPerLength: number,
    xReach: number,
    yReach: number,
    periodic: boolean,
  ): void
  gather(
    grid: number,
    rows: number,
    columns: number,
    span: number,
    periodic: boolean,
    factor: number,
    out: number,
  ): void
}

let memory: KernelMemory | undefined
let kernel: Kernels
let cumulative: Float64Array
let room: { positions: Float32Array; shares: Float64Array; grid: Float64Array; out: Float32Array } | undefined

/** This thread's arrays in WebAssembly memory, each at least as long as asked for. */
function roomFor(positions: number, shares: number, grid: number, out: number) {
  if (!memory) {
    memory = new KernelMemory(0)
    kernel = kernels<Kernels>('particles', memory.memory)
  }
  const enough =
    room &&
    room.positions.length >= positions &&
    room.shares.length >= shares &&
    room.grid.length >= grid &&
    room.out.length >= out
  if (!room || !enough) {
    memory.clear()
    const table = cumulativeTable()
    cumulative = memory.float64(table.length + 1)
    cumulative.set(table)
    cumulative[table.length] = 1
    room = {
      positions: memory.float32(Math.max(positions, room?.positions.length ?? 0)),
      shares: memory.float64(Math.max(shares, room?.shares.length ?? 0)),
      grid: memory.float64(Math.max(grid, room?.grid.length ?? 0)),
      out: memory.float32(Math.max(out, room?.out.length ?? 0)),
    }
  }
  return room
}

/**
 * Particles per unit area in every cell, each particle a Gaussian of standard deviation `renderWidth` integrated over
 * the cells.
 *
 * @param positions x and y of each particle
 * @param out `rows.cells × columns.cells`
 */
export function renderParticles(
  positions: Float32Array,
  renderWidth: number,
  rows: GridAxis,
  columns: GridAxis,
  boundary: Boundary,
  out: Float32Array,
): void {
  const reach = CUT * renderWidth
  const finest = Math.min(rows.cellSize, columns.cellSize)
  const span = 2 * Math.ceil((Math.floor((2 * reach) / finest) + 2) / 2)
  const cells = (rows.cells + 2 * (span - 1)) * (columns.cells + 2 * (span - 1))
  const { positions: here, shares, grid, out: field } = roomFor(positions.length, 2 * span, cells, out.length)
  const periodic = boundary === 'periodic'
  here.set(positions)
  grid.fill(0, 0, cells)
  kernel.spread(
    here.byteOffset,
    positions.length / 2,
    cumulative.byteOffset,
    cumulative.length - 2,
    shares.byteOffset,
    grid.byteOffset,
    rows.cells,
    columns.cells,
    span,
    1 / columns.cellSize,
    1 / rows.cellSize,
    reach / columns.cellSize,
    reach / rows.cellSize,
    periodic,
  )
  const perArea = 1 / (rows.cellSize * columns.cellSize)
  kernel.gather(grid.byteOffset, rows.cells, columns.cells, span, periodic, perArea, field.byteOffset)
  out.set(field.subarray(0, out.length))
}
