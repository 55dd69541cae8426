import { inflateSync } from 'node:zlib'
import { addDecoder, BaseDecoder, type ImageFileDirectory } from 'geotiff'

/** Names of the compressions that can be read, by their TIFF number. */
export const compressions: ReadonlyMap<number, string> = new Map([
  [1, 'none'],
  [5, 'LZW'],
  [8, 'deflate'],
  [32773, 'PackBits'],
  [32946, 'deflate'],
])

type Parameters = ConstructorParameters<typeof BaseDecoder>[0] & { blockBytes: number }

/**
 * Replaces geotiff's decoders by ones that never write more than the strip or tile holds: geotiff's own can be led by
 * a broken file into an endless loop that fills the memory.
 */
export function installBoundedDecoders(): void {
  addDecoder(5, async () => boundedDecoder(decodeLzw), decoderParameters)
  addDecoder([8, 32946], async () => boundedDecoder(decodeDeflate), decoderParameters)
  addDecoder(32773, async () => boundedDecoder(decodePackBits), decoderParameters)
}

function boundedDecoder(decode: (input: Uint8Array, size: number) => Uint8Array): typeof BaseDecoder {
  return class extends BaseDecoder {
    override decodeBlock(buffer: ArrayBufferLike): ArrayBuffer {
      const { blockBytes } = this.parameters as Parameters
      const output = decode(new Uint8Array(buffer), blockBytes)
      // A copy, because a Buffer may be part of a larger one.
      return new Uint8Array(output).buffer
    }
  }
}

async function decoderParameters(directory: ImageFileDirectory): Promise<Parameters> {
  const rows = directory.getValue('ImageLength') ?? 0
  const tiled = directory.hasTag('TileWidth')
  const tileWidth = (tiled ? directory.getValue('TileWidth') : directory.getValue('ImageWidth')) ?? 0
  const tileHeight = tiled
    ? (directory.getValue('TileLength') ?? 0)
    : Math.min(rows, directory.getValue('RowsPerStrip') ?? rows)
  const planarConfiguration = directory.getValue('PlanarConfiguration') ?? 1
  const bitsPerSample = Array.from(directory.getValue('BitsPerSample') ?? [])
  const bytesPerPixel = bitsPerSample.reduce((sum, bits) => sum + bits, 0) / 8
  return {
    tileWidth,
    tileHeight,
    planarConfiguration,
    bitsPerSample,
    predictor: (await directory.loadValue('Predictor')) ?? 1,
    blockBytes: tileWidth * tileHeight * bytesPerPixel,
  }
}

function decodeDeflate(input: Uint8Array, size: number): Uint8Array {
  // Some writers pad the last strip.
  return inflateSync(input, { maxOutputLength: size + 65_536 })
}

function decodePackBits(input: Uint8Array, size: number): Uint8Array {
  const output = new Uint8Array(size)
  let written = 0
  for (let read = 0; read < input.length && written < size; ) {
    const header = (input[read++] << 24) >> 24
    if (header >= 0) {
      output.set(input.subarray(read, read + Math.min(header + 1, size - written)), written)
      read += header + 1
      written += header + 1
    } else if (header !== -128) {
      output.fill(input[read++], written, written + 1 - header)
      written += 1 - header
    }
  }
  return output.subarray(0, Math.min(written, size))
}

/** TIFF 6.0 specification, section 13: codes of 9 to 12 bits, most significant bit first. */
function decodeLzw(input: Uint8Array, size: number): Uint8Array {
  const [clear, end, firstFree] = [256, 257, 258]
  // Every string of the table has been written before: where, and how long it is.
  const starts = new Int32Array(4096)
  const lengths = new Int32Array(4096)
  const output = new Uint8Array(size)
  let written = 0
  let next = firstFree
  let width = 9
  let previousStart = -1
  let [bits, bitCount, read] = [0, 0, 0]
  while (written < size) {
    while (bitCount < width && read < input.length) {
      bits = ((bits << 8) | input[read++]) & 0xffffff
      bitCount += 8
    }
    if (bitCount < width) break
    bitCount -= width
    const code = (bits >> bitCount) & ((1 << width) - 1)
    if (code === end) break
    if (code === clear) {
      next = firstFree
      width = 9
      previousStart = -1
      continue
    }
    // A new string: the previous one and the byte after it, which is about to be written.
    if (previousStart >= 0 && next < 4096) {
      starts[next] = previousStart
      lengths[next] = written - previousStart + 1
      next++
    }
    previousStart = written
    if (code < clear) {
      output[written++] = code
    } else if (code < next) {
      const stop = Math.min(size, written + lengths[code])
      for (let from = starts[code]; written < stop; from++) output[written++] = output[from]
    } else {
      throw new Error(`LZW code ${code} before it is defined`)
    }
    if (next + 1 >= 1 << width && width < 12) width++
  }
  return output.subarray(0, written)
}
