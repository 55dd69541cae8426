import type { ScaleField } from 'scalescope/protocol'

/** Where to paint: `pixels` is row-major, `height × width`, in the byte order of canvas image data. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly pixels: Uint32Array
}

/**
 * Paints a field over the whole raster, row 0 at the top. A cell larger than a pixel is a sharp rectangle;
 * where several cells share a pixel, the pixel shows their mean. Values outside `range` take the colour at
 * its end; what is not a number stays transparent.
 */
export function paintField(
  field: Omit<ScaleField, 'cellSize'>,
  range: readonly [number, number],
  palette: Uint32Array,
  raster: Raster,
): void {
  const columns = cellsUnderPixels(field.width, raster.width)
  const rows = cellsUnderPixels(field.height, raster.height)
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

/** First cell under each pixel and one past the last, alternating. */
function cellsUnderPixels(cells: number, pixels: number): Int32Array {
  const spans = new Int32Array(2 * pixels)
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (cells > pixels) {
      spans[2 * pixel] = Math.floor((pixel * cells) / pixels)
      spans[2 * pixel + 1] = Math.floor(((pixel + 1) * cells) / pixels)
    } else {
      const cell = Math.floor(((pixel + 0.5) * cells) / pixels)
      spans[2 * pixel] = cell
      spans[2 * pixel + 1] = cell + 1
    }
  }
  return spans
}
