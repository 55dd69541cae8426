import { cellsUnderPixels } from 'scalescope/protocol'

/** Where to paint: `pixels` is row-major, `height × width`, in the byte order of canvas image data. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly pixels: Uint32Array
}

/** What to paint: `values` is row-major, `height × width`. */
export interface Field {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

/** Which of the values fill the raster; neither needs to be whole, or to lie within the field. */
export interface Part {
  readonly row: number
  readonly rows: number
  readonly column: number
  readonly columns: number
}

/**
 * Paints a field, or a part of it, over the whole raster, row 0 at the top. A value larger than a pixel is a sharp
 * rectangle; where several share a pixel, the pixel shows their mean. Values outside `range` take the colour at its end;
 * what is not a number, or lies beyond the field, stays transparent.
 */
export function paintField(
  field: Field,
  range: readonly [number, number],
  palette: Uint32Array,
  raster: Raster,
  part: Part = { row: 0, rows: field.height, column: 0, columns: field.width },
): void {
  const columns = cellsUnderPixels(part.column, part.columns, raster.width, field.width)
  const rows = cellsUnderPixels(part.row, part.rows, raster.height, field.height)
  const [low, high] = range
  const colourOf = palette.length / (high > low ? high - low : 1)
  for (let y = 0, p = 0; y < raster.height; y++) {
    const rowStart = rows[2 * y]
    const rowEnd = rows[2 * y + 1]
    for (let x = 0; x < raster.width; x++, p++) {
      const columnStart = columns[2 * x]
      const columnEnd = columns[2 * x + 1]
      let sum = 0
      for (let row = rowStart; row < rowEnd; row++) {
        const start = row * field.width
        for (let column = columnStart; column < columnEnd; column++) sum += field.values[start + column]
      }
      const mean = sum / ((rowEnd - rowStart) * (columnEnd - columnStart))
      const colour = Math.floor((mean - low) * colourOf)
      raster.pixels[p] = Number.isNaN(mean) ? 0 : palette[Math.min(palette.length - 1, Math.max(0, colour))]
    }
  }
}
