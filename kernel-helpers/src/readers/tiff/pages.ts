import type { GeoTIFF } from 'geotiff'
import { compressions } from './decoders.js'

export type Page = Awaited<ReturnType<GeoTIFF['getImage']>>

/** No compression that can be read makes more than this of a byte (LZW: 12 bits for a string of up to 3800). */
const LARGEST_EXPANSION = 3000

/** What is right but can't be read here. */
export class Unsupported extends Error {}

/** The pages in file order, without thumbnails. @throws Error if the chain of pages or a page is broken. */
export async function readPages(tiff: GeoTIFF, fileSize: number, signal?: AbortSignal): Promise<Page[]> {
  // Else geotiff reads long lists of strips as little-endian in every file.
  tiff.parser.eager = true
  const pages: Page[] = []
  const seen = new Set<number>()
  let offset = tiff.firstIFDOffset
  for (let index = 0; offset !== 0; index++) {
    signal?.throwIfAborted()
    if (seen.has(offset)) throw new Error(`page ${index} is page ${[...seen].indexOf(offset)} again`)
    seen.add(offset)
    await checkDirectoryEnd(tiff, offset, fileSize)
    const page = await tiff.getImage(index)
    offset = page.fileDirectory.nextIFDByteOffset
    const reduced = (page.fileDirectory.getValue('NewSubfileType') ?? 0) & 1
    if (reduced && pages.length > 0) continue
    await checkPage(page, index, fileSize, tiff.littleEndian)
    pages.push(page)
  }
  return pages
}

/** Past the end of the file geotiff would read zeros, among them "no further page". */
async function checkDirectoryEnd(tiff: GeoTIFF, offset: number, fileSize: number): Promise<void> {
  const start = await tiff.getSlice(offset, 8)
  const end = tiff.bigTiff
    ? offset + 8 + 20 * start.readUint64(offset) + 8
    : offset + 2 + 12 * start.readUint16(offset) + 4
  if (end > fileSize) throw new Error(`a page's directory ends at ${end}, the file at ${fileSize}`)
}

async function checkPage(page: Page, index: number, fileSize: number, littleEndian: boolean): Promise<void> {
  const fail = (problem: string) => new Error(`page ${index}: ${problem}`)
  const directory = page.fileDirectory
  const [width, height] = [page.getWidth(), page.getHeight()]
  if (!(width > 0 && height > 0)) throw fail(`${height} × ${width} pixels; expected at least one`)

  const compression = directory.getValue('Compression') ?? 1
  if (!compressions.has(compression)) {
    const known = [...new Set(compressions.values())].join(', ')
    throw new Unsupported(`page ${index}: compression ${compression} is not supported; expected ${known}`)
  }

  const samples = page.getSamplesPerPixel()
  const bits = Array.from(directory.getValue('BitsPerSample') ?? [])
  const formats = directory.getValue('SampleFormat') ?? []
  if (!(samples > 0 && bits.length >= samples)) {
    throw fail(`${samples} samples per pixel but the sizes of ${bits.length}`)
  }
  for (let sample = 0; sample < samples; sample++) checkSample(index, bits[sample], formats[sample] ?? 1)
  const bytesPerPixel = bits.reduce((sum, b) => sum + b, 0) / 8

  const predictor = (await directory.loadValue('Predictor')) ?? 1
  if (![1, 2, 3].includes(predictor))
    throw new Unsupported(`page ${index}: predictor ${predictor} is not supported; expected 1, 2 or 3`)
  if (predictor > 1 && !littleEndian && bits[0] > 8) {
    throw new Unsupported(
      `page ${index}: predictor ${predictor} with big-endian samples of ${bits[0]} bits is not supported; expected 8 bits`,
    )
  }

  const [blockWidth, blockHeight] = [page.getTileWidth(), page.getTileHeight()]
  if (!(blockWidth > 0 && blockHeight > 0)) throw fail(`tiles of ${blockHeight} × ${blockWidth} pixels`)
  const largest = Math.max(width * height, blockWidth * blockHeight) * bytesPerPixel
  if (largest > fileSize * LARGEST_EXPANSION) {
    throw fail(`${height} × ${width} pixels can't come from a file of ${fileSize} bytes`)
  }

  const planes = page.planarConfiguration === 2 ? samples : 1
  const blocks = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight) * planes
  const kind = page.isTiled ? 'Tile' : 'Strip'
  const offsets = (await directory.loadValue(`${kind}Offsets`)) ?? []
  const byteCounts = (await directory.loadValue(`${kind}ByteCounts`)) ?? []
  if (offsets.length < blocks || byteCounts.length < blocks) {
    throw fail(`${Math.min(offsets.length, byteCounts.length)} ${kind.toLowerCase()}s; expected ${blocks}`)
  }
  for (let block = 0; block < blocks; block++) {
    const end = Number(offsets[block]) + Number(byteCounts[block])
    if (!(Number(byteCounts[block]) > 0 && end <= fileSize)) {
      throw fail(
        `truncated: ${kind.toLowerCase()} ${block} is ${byteCounts[block]} bytes at ${offsets[block]}, ` +
          `the file ends at ${fileSize}`,
      )
    }
  }
}

function checkSample(index: number, bits: number, format: number): void {
  const sizes: Record<number, number[]> = { 1: [8, 16, 32], 2: [8, 16, 32], 3: [16, 32, 64] }
  if (!sizes[format]?.includes(bits)) {
    throw new Unsupported(
      `page ${index}: samples of ${bits} bits in format ${format} are not supported; ` +
        'expected integers of 8, 16 or 32 bits or floats of 16, 32 or 64',
    )
  }
}
