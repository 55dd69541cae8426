/**
 * Which cells lie under each of `pixels` pixels that show the cells from `start` to `start + extent`, both of which need
 * not be whole: the first and one past the last, alternating; equal where a pixel lies beyond the cells 0 … `cells − 1`.
 * Where pixels are smaller than cells, each shows the cell under its centre.
 */
export function cellsUnderPixels(start: number, extent: number, pixels: number, cells: number): Int32Array {
  const spans = new Int32Array(2 * pixels)
  const inside = (cell: number) => Math.min(cells, Math.max(0, Math.floor(cell + ROUNDING)))
  for (let pixel = 0; pixel < pixels; pixel++) {
    const edge = (place: number) => start + (place * extent) / pixels
    if (extent > pixels) {
      spans[2 * pixel] = inside(edge(pixel))
      spans[2 * pixel + 1] = inside(edge(pixel + 1))
    } else {
      const cell = Math.floor(edge(pixel + 0.5))
      spans[2 * pixel] = inside(cell)
      spans[2 * pixel + 1] = cell < 0 ? 0 : inside(cell + 1)
    }
  }
  return spans
}

const ROUNDING = 1e-9
