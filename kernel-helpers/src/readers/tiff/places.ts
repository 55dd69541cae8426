import type { PixelType } from '../../recording/paged-video.js'
import type { Page } from './pages.js'

/** The type of pixels outside memory that keeps them as they are, or nearest to it: 32-bit floats. */
export function pixelType(page: Page): PixelType {
  const [bits, format] = [page.getBitsPerSample(), page.getSampleFormat()]
  if (format === 1 && bits === 8) return 'uint8'
  return format === 1 && bits === 16 ? 'uint16' : 'float32'
}

/**
 * The byte at which the pixels of each page begin; undefined unless those of every page lie in the file in one piece
 * and as they do in memory.
 */
export async function plainPlaces(
  pages: readonly Page[],
  littleEndian: boolean,
  fileSize: number,
): Promise<Float64Array | undefined> {
  const starts = new Float64Array(pages.length)
  for (const [i, page] of pages.entries()) {
    const start = await plainStart(page, littleEndian, fileSize)
    if (start === undefined) return undefined
    starts[i] = start
  }
  return starts
}

async function plainStart(page: Page, littleEndian: boolean, fileSize: number): Promise<number | undefined> {
  const directory = page.fileDirectory
  const bits = page.getBitsPerSample()
  const kept = pixelType(page) !== 'float32' || (bits === 32 && page.getSampleFormat() === 3)
  const plain = async (tag: 'Compression' | 'Predictor') => ((await directory.loadValue(tag)) ?? 1) === 1
  const swapped = !littleEndian && bits > 8
  if (!kept || swapped || page.isTiled || page.getSamplesPerPixel() !== 1) return undefined
  if (!(await plain('Compression')) || !(await plain('Predictor'))) return undefined
  const [rows, stripRows] = [page.getHeight(), page.getTileHeight()]
  const rowBytes = (page.getWidth() * bits) / 8
  const offsets = Array.from((await directory.loadValue('StripOffsets')) ?? [], Number)
  const inOnePiece = offsets
    .slice(0, Math.ceil(rows / stripRows))
    .every((offset, strip) => offset === offsets[0] + strip * stripRows * rowBytes)
  return inOnePiece && offsets[0] + rows * rowBytes <= fileSize ? offsets[0] : undefined
}
