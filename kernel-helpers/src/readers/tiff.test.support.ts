import { deflateSync } from 'node:zlib'

/** One page of a TIFF written for a test. */
export interface TestPage {
  width: number
  height: number
  /** `height × width × samples`. */
  values: ArrayLike<number>
  samples?: number
  type?: SampleType
  compression?: keyof typeof compress
  /** Pixels on a side; strips where left out. */
  tile?: number
  rowsPerStrip?: number
  description?: string
  /** Replaces or adds tags of type LONG. */
  tags?: Record<number, number>
}

export interface TestFile {
  bigTiff?: boolean
  bigEndian?: boolean
  /** The last page points to this one instead of to none. */
  loopTo?: number
}

type SampleType = keyof typeof sampleTypes

const sampleTypes = {
  uint8: { bits: 8, format: 1, write: DataView.prototype.setUint8 },
  uint16: { bits: 16, format: 1, write: DataView.prototype.setUint16 },
  int16: { bits: 16, format: 2, write: DataView.prototype.setInt16 },
  float32: { bits: 32, format: 3, write: DataView.prototype.setFloat32 },
} as const

const compress = {
  none: { code: 1, encode: (block: Uint8Array) => block },
  lzw: { code: 5, encode: encodeLzw },
  deflate: { code: 8, encode: (block: Uint8Array) => new Uint8Array(deflateSync(block)) },
  packBits: { code: 32773, encode: encodePackBits },
} as const

/** Writes a TIFF file byte by byte, after the TIFF 6.0 specification and the BigTIFF proposal. */
export function writeTiff(
  pages: readonly TestPage[],
  { bigTiff, bigEndian, loopTo }: TestFile = {},
): Uint8Array {
  const little = !bigEndian
  const [word, entrySize, countSize] = bigTiff ? [8, 20, 8] : [4, 12, 2]
  const bytes: number[] = []
  const number = (value: number, size: number, at = bytes.length) => {
    for (let i = 0; i < size; i++) {
      const place = little ? i : size - 1 - i
      bytes[at + i] = Math.floor(value / 256 ** place) % 256
    }
  }
  const text = bigEndian ? 'MM' : 'II'
  bytes.push(text.charCodeAt(0), text.charCodeAt(1))
  number(bigTiff ? 43 : 42, 2)
  if (bigTiff) number(8, 2)
  if (bigTiff) number(0, 2)
  let link = bytes.length
  number(0, word)

  const directories: number[] = []
  for (const page of pages) {
    const { width, height, samples = 1, type = 'uint8', compression = 'none' } = page
    const { bits, format } = sampleTypes[type]
    const blocks = blocksOf(page).map((block) => compress[compression].encode(pack(block, type, little)))
    const offsets = blocks.map((block) => {
      const at = bytes.length
      for (const byte of block) bytes.push(byte)
      return at
    })
    const tags = new Map<number, { type: 2 | 3 | 4; values: number[] }>([
      [256, { type: 4, values: [width] }],
      [257, { type: 4, values: [height] }],
      [258, { type: 3, values: Array(samples).fill(bits) }],
      [259, { type: 3, values: [compress[compression].code] }],
      [262, { type: 3, values: [1] }],
      [277, { type: 3, values: [samples] }],
      [339, { type: 3, values: Array(samples).fill(format) }],
    ])
    const counts = blocks.map((block) => block.length)
    if (page.tile) {
      tags.set(322, { type: 4, values: [page.tile] }).set(323, { type: 4, values: [page.tile] })
      tags.set(324, { type: 4, values: offsets }).set(325, { type: 4, values: counts })
    } else {
      tags.set(273, { type: 4, values: offsets }).set(279, { type: 4, values: counts })
      tags.set(278, { type: 4, values: [page.rowsPerStrip ?? height] })
    }
    if (page.description !== undefined) {
      tags.set(270, { type: 2, values: [...new TextEncoder().encode(page.description), 0] })
    }
    for (const [tag, value] of Object.entries(page.tags ?? {})) {
      tags.set(Number(tag), { type: 4, values: [value] })
    }

    const sizes = { 2: 1, 3: 2, 4: 4 }
    const places = new Map<number, number>()
    for (const [tag, { type: kind, values }] of tags) {
      if (values.length * sizes[kind] <= word) continue
      places.set(tag, bytes.length)
      for (const value of values) number(value, sizes[kind])
    }
    directories.push(bytes.length)
    number(bytes.length, word, link)
    number(tags.size, countSize)
    for (const [tag, { type: kind, values }] of [...tags].sort(([a], [b]) => a - b)) {
      const start = bytes.length
      number(tag, 2)
      number(kind, 2)
      number(values.length, word)
      const place = places.get(tag)
      if (place !== undefined) number(place, word)
      else for (const value of values) number(value, sizes[kind])
      while (bytes.length < start + entrySize) bytes.push(0)
    }
    link = bytes.length
    number(0, word)
  }
  if (loopTo !== undefined) number(directories[loopTo], word, link)
  return Uint8Array.from(bytes)
}

/** The values of every strip or tile, in file order; tiles that reach over the edge are padded with zeros. */
function blocksOf({ width, height, values, samples = 1, tile, rowsPerStrip = height }: TestPage): number[][] {
  const [blockWidth, blockHeight] = tile ? [tile, tile] : [width, rowsPerStrip]
  const blocks: number[][] = []
  for (let top = 0; top < height; top += blockHeight) {
    for (let left = 0; left < width; left += blockWidth) {
      const block: number[] = []
      const bottom = tile ? top + blockHeight : Math.min(height, top + blockHeight)
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < left + blockWidth; x++) {
          for (let s = 0; s < samples; s++) {
            block.push(y < height && x < width ? values[(y * width + x) * samples + s] : 0)
          }
        }
      }
      blocks.push(block)
    }
  }
  return blocks
}

function pack(values: readonly number[], type: SampleType, little: boolean): Uint8Array {
  const { bits, write } = sampleTypes[type]
  const view = new DataView(new ArrayBuffer((values.length * bits) / 8))
  values.forEach((value, i) => {
    write.call(view, (i * bits) / 8, value, little)
  })
  return new Uint8Array(view.buffer)
}

function encodePackBits(block: Uint8Array): Uint8Array {
  const bytes: number[] = []
  for (let i = 0; i < block.length; ) {
    let run = 1
    while (run < 128 && block[i + run] === block[i]) run++
    if (run > 2) bytes.push(257 - run, block[i])
    else bytes.push(run - 1, ...block.subarray(i, i + run))
    i += run
  }
  return Uint8Array.from(bytes)
}

/** Section 13 of the TIFF 6.0 specification. */
function encodeLzw(block: Uint8Array): Uint8Array {
  const bytes: number[] = []
  let [bits, bitCount] = [0, 0]
  const emit = (code: number, width: number) => {
    bits = (bits << width) | code
    bitCount += width
    while (bitCount >= 8) {
      bytes.push((bits >> (bitCount - 8)) & 255)
      bitCount -= 8
    }
    bits &= (1 << bitCount) - 1
  }
  let table = new Map<string, number>()
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : table.get(text)!)
  const width = () => Math.max(9, Math.floor(Math.log2(table.size + 258)) + 1)
  emit(256, 9)
  let text = ''
  for (const byte of block) {
    const longer = text + String.fromCharCode(byte)
    if (longer.length === 1 || table.has(longer)) {
      text = longer
      continue
    }
    emit(codeOf(text), width())
    table.set(longer, table.size + 258)
    if (table.size + 258 === 4094) {
      emit(256, 12)
      table = new Map()
    }
    text = String.fromCharCode(byte)
  }
  emit(codeOf(text), width())
  table.set('the decoder adds one here', table.size + 258)
  emit(257, width())
  emit(0, 7)
  return Uint8Array.from(bytes)
}
