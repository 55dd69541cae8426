import type { Boundary } from './recording.js'

export interface GridAxis {
  readonly cells: number
  readonly cellSize: number
}

/**
 * Cells along one axis. A periodic axis is divided into a whole number of equal cells, nearest to the
 * asked-for size; an open one holds as many whole cells as fit, and what is left over at its end is not seen.
 *
 * @throws RangeError if the cell size isn't a length above 0 or no cell fits
 */
export function gridAxis(extent: number, cellSize: number, boundary: Boundary): GridAxis {
  if (!(cellSize > 0 && Number.isFinite(cellSize)))
    throw new RangeError(`cellSize: ${cellSize}, expected a length above 0`)
  if (cellSize > extent * (1 + 1e-9))
    throw new RangeError(`cellSize: ${cellSize} is larger than the frame, expected at most ${extent}`)
  if (boundary === 'open') return { cells: Math.floor(extent / cellSize + 1e-9), cellSize }
  const cells = Math.round(extent / cellSize)
  return { cells, cellSize: extent / cells }
}
