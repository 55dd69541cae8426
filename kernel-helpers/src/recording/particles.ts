import { Workspace } from '../run/workspace.js'
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
    weights: number,
    weightStep: number,
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

const workspace = new Workspace<
  Kernels,
  {
    cumulative: 'float64'
    positions: 'float32'
    weights: 'float32'
    shares: 'float64'
    grid: 'float64'
    field: 'float32'
  }
>('particles', {
  cumulative: 'float64',
  positions: 'float32',
  weights: 'float32',
  shares: 'float64',
  grid: 'float64',
  field: 'float32',
})
const table = cumulativeTable()

/**
 * Particles per unit area in every cell, each particle a Gaussian of standard deviation `renderWidth` integrated over
 * the cells, times its weight.
 *
 * @param positions x and y of each particle
 * @param weights one for each particle; null: each counts 1
 * @param out `rows.cells × columns.cells`
 */
export function renderParticles(
  positions: Float32Array,
  weights: Float32Array | null,
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
  const { kernel } = workspace
  const arrays = workspace.arrays({
    cumulative: table.length,
    positions: positions.length,
    weights: weights?.length ?? 1,
    shares: 2 * span,
    grid: cells,
    field: out.length,
  })
  const { cumulative, shares, grid, field } = arrays
  const periodic = boundary === 'periodic'
  if (cumulative[table.length - 1] !== 1) cumulative.set(table)
  arrays.positions.set(positions)
  arrays.weights.set(weights ?? [1])
  grid.fill(0, 0, cells)
  kernel.spread(
    arrays.positions.byteOffset,
    positions.length / 2,
    cumulative.byteOffset,
    table.length - 2,
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
    arrays.weights.byteOffset,
    weights ? 4 : 0,
  )
  const perArea = 1 / (rows.cellSize * columns.cellSize)
  kernel.gather(grid.byteOffset, rows.cells, columns.cells, span, periodic, perArea, field.byteOffset)
  out.set(field.subarray(0, out.length))
}
