import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { PagedVideo } from '../recording/paged-video.js'
import { Video } from '../recording/video.js'
import { Random } from '../run/random.js'
import { openVideo as open, type ReadContext } from './index.js'
import { type TestFile, type TestPage, writeTiff } from './tiff.test.support.js'

const folder = mkdtempSync(join(tmpdir(), 'scalescope-tiff-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Opens a file small enough for memory. */
async function openVideo(
  path: string,
  options: Record<string, number | string> = {},
  context: ReadContext = {},
): Promise<Video> {
  const video = await open(path, options, context)
  if (!(video instanceof Video)) throw new TypeError(`${path} is not read into memory`)
  return video
}

let files = 0
function save(bytes: Uint8Array, name = `${files++}.tif`): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const film = (pages: readonly TestPage[], options?: TestFile) => save(writeTiff(pages, options))

/** Pages of one number each but for the first pixel, so that a page can be told by its second. */
const flat = (value: number, extra: Partial<TestPage> = {}): TestPage => ({
  width: 3,
  height: 2,
  values: [value + 1, value, value, value, value, value],
  ...extra,
})

describe('pixels come back as they were written', () => {
  const random = new Random(1)
  const values = {
    uint8: () => random.integer(256),
    uint16: () => random.integer(65_536),
    int16: () => random.integer(65_536) - 32_768,
    float32: () => Math.fround(random.normal()),
  }
  const layouts = [
    { name: 'one strip', layout: {} as Partial<TestPage> },
    { name: 'strips', layout: { rowsPerStrip: 7 } },
    { name: 'tiles', layout: { tile: 16 } },
  ]
  const containers = [
    { name: 'classic', container: {} as TestFile },
    { name: 'big-endian', container: { bigEndian: true } },
    { name: 'BigTIFF', container: { bigTiff: true } },
    { name: 'big-endian BigTIFF', container: { bigTiff: true, bigEndian: true } },
  ]
  for (const type of ['uint8', 'uint16', 'int16', 'float32'] as const) {
    for (const compression of ['none', 'lzw', 'deflate', 'packBits'] as const) {
      for (const { name, layout } of layouts) {
        for (const { name: kind, container } of containers) {
          test(`${type}, ${compression}, ${name}, ${kind}`, async () => {
            const [width, height] = [37, 23]
            const pages = [0, 1, 2].map(
              (): TestPage => ({
                width,
                height,
                type,
                compression,
                // Half noise and half constant, so that compression finds strings and runs.
                values: Array.from({ length: width * height }, (_, i) => (i % 50 < 25 ? values[type]() : 7)),
                ...layout,
              }),
            )
            const path = film(pages, container)
            const video = await openVideo(path)
            expect([video.frames, video.rows, video.columns]).toEqual([3, height, width])
            expect([...video.pixels]).toEqual(pages.flatMap((page) => Array.from(page.values)))
            const paged = await open(path, {}, { memory: 0 })
            if (!(paged instanceof PagedVideo)) throw new TypeError('read into memory')
            // Unpacked frames begin with the file, plain ones after the TIFF header.
            const swapped = container.bigEndian && type !== 'uint8'
            const plain = compression === 'none' && !layout.tile && type !== 'int16' && !swapped
            expect(paged.pixels.starts[0] > 0).toBe(plain)
            expect(paged.provenance).toEqual(video.provenance)
            const field = new Float32Array(width * height)
            for (const frame of [2, 0, 1]) {
              paged.render(frame, 1, field)
              expect([...field]).toEqual(Array.from(pages[frame].values))
            }
          })
        }
      }
    }
  }

  test('an LZW strip long enough to fill its table many times', async () => {
    const side = 300
    const noise = Array.from({ length: side * side }, (_, i) => (i % 3 ? random.integer(256) : i % 256))
    const page: TestPage = { width: side, height: side, values: noise, compression: 'lzw' }
    const video = await openVideo(film([page, page]))
    expect([...video.pixels.subarray(0, side * side)]).toEqual(noise)
  })
})

test('the recording says where it comes from, in pixels and frames where the file names no units', async () => {
  const path = film([flat(1), flat(2)])
  const video = await openVideo(path)
  expect(video).toMatchObject({
    pixelSize: 1,
    lengthUnit: 'px',
    frameInterval: 1,
    timeUnit: 'frame',
    boundary: 'open',
  })
  expect(video.pixels.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(video.speed).toBeNull()
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
  expect(video.provenance).toEqual({
    title: path.split('/').pop(),
    source: { kind: 'file', path, sha256, options: {} },
  })
})

describe('OME-TIFF', () => {
  const [Z, C, T] = [2, 3, 4]
  const ome = (order: string, inside = '', attributes = '') =>
    `<?xml version="1.0" encoding="UTF-8"?><ome:OME xmlns:ome="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:this">` +
    `<ome:Image ID="Image:0"><ome:Pixels ID="Pixels:0" DimensionOrder="${order}" Type="uint8" SizeX="3" SizeY="2" ` +
    `SizeZ="${Z}" SizeC="${C}" SizeT="${T}" ${attributes}>${inside}</ome:Pixels></ome:Image></ome:OME>`

  /** Pages in the given order, each with a number that tells its place. */
  function pagesIn(order: string): TestPage[] {
    const sizes: Record<string, number> = { Z, C, T }
    const [a, b, c] = order.slice(2)
    const pages: TestPage[] = []
    for (let k = 0; k < sizes[c]; k++)
      for (let j = 0; j < sizes[b]; j++)
        for (let i = 0; i < sizes[a]; i++) {
          const at: Record<string, number> = { [a]: i, [b]: j, [c]: k }
          pages.push(flat(100 * at.Z + 10 * at.C + at.T))
        }
    return pages
  }

  const tellPages = (video: { pixels: Float32Array }) => [1, 7, 13, 19].map((i) => video.pixels[i])

  test.each(['XYZCT', 'XYZTC', 'XYCZT', 'XYCTZ', 'XYTZC', 'XYTCZ'])(
    'planes and channels in %s order',
    async (order) => {
      const pages = pagesIn(order)
      pages[0].description = ome(order, '<ome:TiffData/>')
      const path = film(pages)
      for (const [plane, channel] of [
        [0, 0],
        [1, 2],
        [0, 1],
      ]) {
        const video = await openVideo(path, { plane, channel })
        expect(tellPages(video)).toEqual([0, 1, 2, 3].map((t) => 100 * plane + 10 * channel + t))
        expect(video.provenance.source).toMatchObject({ options: { plane, channel } })
      }
      const unasked = await openVideo(path)
      expect(tellPages(unasked)).toEqual([0, 1, 2, 3])
      expect(unasked.provenance.source).toMatchObject({ options: { plane: 0, channel: 0 } })
    },
  )

  test('TiffData may place pages in any order', async () => {
    const pages = pagesIn('XYZCT')
    const blocks = pages.map((_, ifd) => {
      const index = pages.length - 1 - ifd
      const [z, c, t] = [index % Z, Math.floor(index / Z) % C, Math.floor(index / Z / C)]
      return `<ome:TiffData FirstZ="${z}" FirstC="${c}" FirstT="${t}" IFD="${ifd}" PlaneCount="1"/>`
    })
    pages.reverse()
    pages[0].description = ome('XYZCT', blocks.join(''))
    expect(tellPages(await openVideo(film(pages), { plane: 1, channel: 2 }))).toEqual([120, 121, 122, 123])
  })

  test('frames that lie in another file are missed by name', async () => {
    const pages = pagesIn('XYZCT')
    const half = (first: number, uuid: string) =>
      `<ome:TiffData FirstT="${first}" IFD="0" PlaneCount="12"><ome:UUID FileName="x">urn:uuid:${uuid}</ome:UUID></ome:TiffData>`
    pages[0].description = ome('XYZCT', half(0, 'this') + half(2, 'other'))
    await expect(openVideo(film(pages))).rejects.toThrow(
      /frame 2 \(plane 0, channel 0\) is missing; expected 4 frames in one file/,
    )
  })

  test('units', async () => {
    const pages = pagesIn('XYZCT')
    pages[0].description = ome(
      'XYZCT',
      '',
      'PhysicalSizeX="0.35" PhysicalSizeXUnit="µm" TimeIncrement="50" TimeIncrementUnit="ms"',
    )
    expect(await openVideo(film(pages))).toMatchObject({
      pixelSize: 0.35,
      lengthUnit: 'µm',
      frameInterval: 50,
      timeUnit: 'ms',
    })
  })

  test('metadata that make no sense are named', async () => {
    const pages = pagesIn('XYZCT')
    pages[0].description = ome('XYZCT').replace('SizeT="4"', 'SizeT="many"')
    await expect(openVideo(film(pages))).rejects.toThrow('OME-XML says SizeT is many; expected a count')
    pages[0].description = ome('XYABC')
    await expect(openVideo(film(pages))).rejects.toThrow('OME-XML says DimensionOrder is XYABC; expected')
    pages[0].description = '<OME><broken'
    await expect(openVideo(film(pages))).rejects.toThrow(
      /OME-XML is broken \(.*\); expected well-formed XML/s,
    )
  })
})

test('ImageJ hyperstacks: channels, then slices, then frames, and their units', async () => {
  const pages = Array.from({ length: 12 }, (_, i) => flat(i))
  pages[0].description =
    'ImageJ=1.54f\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true\nunit=micron\nfinterval=0.5\n'
  const path = film(pages)
  const video = await openVideo(path, { plane: 2, channel: 1 })
  expect([video.frames, video.pixels[1], video.pixels[7]]).toEqual([2, 5, 11])
  expect(video).toMatchObject({ frameInterval: 0.5, timeUnit: 's' })
  pages[0].description = 'ImageJ=1.54f\nimages=12\nchannels=2\nslices=3\nframes=3\nhyperstack=true\n'
  await expect(openVideo(film(pages))).rejects.toThrow("3 frames don't make its 12 pages")
})

test("an ImageJ stack that isn't a hyperstack is a movie", async () => {
  const pages = Array.from({ length: 5 }, (_, i) => flat(i))
  pages[0].description = 'ImageJ=1.54f\nimages=5\nslices=5\n'
  expect((await openVideo(film(pages))).frames).toBe(5)
})

test('the samples of a colour image are channels', async () => {
  const page = (k: number): TestPage => ({
    width: 2,
    height: 1,
    samples: 3,
    values: [1, 2, 3, 4, 5, 6].map((v) => v + 10 * k),
  })
  const path = film([page(0), page(1)])
  expect([...(await openVideo(path, { channel: 2 })).pixels]).toEqual([3, 6, 13, 16])
  expect([...(await openVideo(path)).pixels]).toEqual([1, 4, 11, 14])
})

test('thumbnails among the pages are passed over', async () => {
  const thumbnail: TestPage = { width: 1, height: 1, values: [9], tags: { 254: 1 } }
  expect((await openVideo(film([flat(1), thumbnail, flat(2), thumbnail]))).frames).toBe(2)
})

test('progress is reported, and reading stops when asked', async () => {
  const path = film([flat(1), flat(2), flat(3), flat(4)])
  const fractions: number[] = []
  await openVideo(path, {}, { onProgress: (fraction) => fractions.push(fraction) })
  expect(fractions).toEqual([0.25, 0.5, 0.75, 1])
  for (const memory of [Number.POSITIVE_INFINITY, 0]) {
    const controller = new AbortController()
    const stop = open(path, {}, { memory, signal: controller.signal, onProgress: () => controller.abort() })
    await expect(stop).rejects.toMatchObject({ name: 'AbortError' })
  }
})

describe('what is wrong is named, with the file', () => {
  const refuses = async (path: string, problem: string | RegExp, options = {}) => {
    // Read whole, and frame by frame.
    for (const context of [{}, { memory: 0 }]) {
      const error = await open(path, options, context).then(
        () => new Error('nothing was wrong'),
        (reason: Error) => reason,
      )
      expect(error.message.startsWith(`${path}: `)).toBe(true)
      if (typeof problem === 'string') expect(error.message).toContain(problem)
      else expect(error.message).toMatch(problem)
    }
  }

  test('missing file', () => refuses(join(folder, 'none.tif'), 'no such file; expected a recording'))
  test('folder', () => refuses(folder, 'is a folder; expected a recording'))
  test('empty file', () =>
    refuses(save(new Uint8Array(0)), 'not a recording that can be read; expected TIFF (.tif'))
  test('not a TIFF', () =>
    refuses(
      save(new TextEncoder().encode('%PDF-1.7 and so on')),
      'not a recording that can be read; expected TIFF',
    ))
  test('one frame', () => refuses(film([flat(1)]), 'one frame; expected a recording of at least two'))
  test('frames of differing size', () =>
    refuses(
      film([flat(1), { width: 2, height: 2, values: [1, 2, 3, 4] }]),
      'frame 1 has 2 × 2 pixels; expected 2 × 3 as in frame 0',
    ))
  test('all pixels equal', () => {
    const page: TestPage = { width: 2, height: 1, values: [7, 7] }
    return refuses(film([page, page]), 'every pixel of every frame is 7; expected something that varies')
  })
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('a pixel that is %f', (bad) => {
    const page = (values: number[]): TestPage => ({ width: 3, height: 2, type: 'float32', values })
    return refuses(
      film([page([1, 2, 3, 4, 5, 6]), page([1, 2, 3, 4, bad, 6])]),
      `frame 1 is ${bad} at row 1, column 1; expected finite numbers`,
    )
  })
  test('plane or channel out of range', async () => {
    const path = film([flat(1), flat(2)])
    await refuses(path, 'plane: 1, expected only 0, there is one', { plane: 1 })
    const colour: TestPage = { width: 1, height: 1, samples: 3, values: [1, 2, 3] }
    await refuses(film([colour, colour]), 'channel: 3, expected 0 to 2', { channel: 3 })
  })
  test('an option that is unknown or not an index', async () => {
    const path = film([flat(1), flat(2)])
    await expect(openVideo(path, { depth: 1 })).rejects.toThrow(
      'depth: no such option; TIFF files have plane, channel',
    )
    await expect(openVideo(path, { plane: 0.5 })).rejects.toThrow('plane: 0.5, expected an integer from 0')
    await expect(openVideo(path, { plane: -1 })).rejects.toThrow('plane: -1, expected an integer from 0')
  })
  test('compression', () =>
    refuses(
      film([flat(1, { tags: { 259: 7 } }), flat(2)]),
      /: page 0: compression 7 is not supported; expected none, LZW, deflate, PackBits$/,
    ))
  test('sample format', async () => {
    await refuses(
      film([flat(1, { tags: { 258: 12 } }), flat(2)]),
      'page 0: samples of 12 bits in format 1 are not',
    )
    await refuses(
      film([flat(1, { tags: { 339: 6 } }), flat(2)]),
      'samples of 8 bits in format 6 are not supported',
    )
  })
  test('pages in a circle', () =>
    refuses(film([flat(1), flat(2), flat(3)], { loopTo: 1 }), 'page 3 is page 1 again'))
  test('absurd dimensions', async () => {
    await refuses(
      film([flat(1, { tags: { 256: 4e9, 257: 4e9 }, compression: 'deflate' }), flat(2)]),
      "4000000000 × 4000000000 pixels can't come from a file of",
    )
    await refuses(film([flat(1, { tile: 16, tags: { 322: 4e9 } }), flat(2)]), "can't come from a file of")
  })
  test('data outside the file', () =>
    refuses(
      film([flat(1, { tags: { 273: 1e9 } }), flat(2)]),
      'strip 0 is 6 bytes at 1000000000, the file ends at',
    ))
  test('a deflate bomb', () => {
    const bomb: TestPage = { width: 2000, height: 2000, values: new Uint8Array(4e6), compression: 'deflate' }
    return refuses(
      film([{ ...bomb, tags: { 256: 3, 257: 2 } }, flat(1)]),
      /frame 0 is broken|Cannot create a Buffer/,
    )
  })
  test('an LZW table that refers to itself', () => {
    // Clear, then a code that was never defined.
    const bytes = writeTiff([flat(1, { compression: 'lzw' }), flat(2)])
    bytes.set([0b10000000, 0b01111111, 0b11111111], 8)
    return refuses(save(bytes), /frame 0 is broken \(LZW code \d+ before it is defined\)/)
  })
  test('predictors that geotiff gets wrong', () =>
    refuses(
      film([flat(1, { type: 'uint16', tags: { 317: 2 } }), flat(2)], { bigEndian: true }),
      'predictor 2 with big-endian samples of 16 bits is not supported',
    ))

  test('a file cut short anywhere', async () => {
    const whole = writeTiff([flat(1), flat(2, { compression: 'deflate' }), flat(3)])
    for (let length = 0; length < whole.length; length++) {
      await refuses(save(whole.subarray(0, length), 'cut.tif'), /expected/)
    }
  })

  test('a file with damaged bytes is read or refused, never worse', async () => {
    const random = new Random(11)
    let refused = 0
    for (const options of [{}, { bigTiff: true }, { bigEndian: true }]) {
      for (const compression of ['lzw', 'deflate', 'packBits'] as const) {
        const whole = writeTiff(
          [flat(1, { compression }), flat(2, { compression }), flat(3, { compression })],
          options,
        )
        for (let trial = 0; trial < 60; trial++) {
          const damaged = whole.slice()
          for (let i = 0; i < 4; i++) damaged[4 + random.integer(damaged.length - 4)] = random.integer(256)
          const path = save(damaged, 'damaged.tif')
          await openVideo(path).catch((error: Error) => {
            expect(error.message.startsWith(`${path}: `)).toBe(true)
            refused++
          })
        }
      }
    }
    expect(refused).toBeGreaterThan(100)
  })
})

const shared = join(import.meta.dirname, '../../../../shared/data')
const absent = existsSync(shared) ? '' : ' (skipped: there is no ../shared/data beside this checkout)'
const sample = (name: string) => join(shared, name)

// Sums and single pixels were computed with Python's struct and zlib alone.
describe.skipIf(absent !== '')(`recordings in ../shared/data${absent}`, () => {
  test('zebrafish: 240 frames of two planes', async () => {
    const path = sample('zebrafish/zebrafish_TZYX_240x2x87x76_u8.ome.tif')
    const [lower, upper] = await Promise.all([openVideo(path), openVideo(path, { plane: 1 })])
    expect([upper.frames, upper.rows, upper.columns]).toEqual([240, 87, 76])
    const tell = ({ pixels }: { pixels: Float32Array }, t: number) => {
      const frame = pixels.subarray(t * 87 * 76, (t + 1) * 87 * 76)
      return [frame.reduce((a, b) => a + b), frame[40 * 76 + 30]]
    }
    expect(tell(lower, 0)).toEqual([336_782, 64])
    expect(tell(upper, 5)).toEqual([369_336, 91])
    expect(tell(upper, 239)).toEqual([369_247, 89])
    expect(lower.provenance.source).toMatchObject({ options: { plane: 0 } })
    expect(upper.lengthUnit).toBe('px')
  })

  test('colloids: strips with a predictor, micrometres and seconds', async () => {
    const video = await openVideo(sample('colloids/bulk_water_TYX_150x424x640_u8.ome.tif'))
    expect([video.frames, video.rows, video.columns]).toEqual([150, 424, 640])
    expect(video.pixelSize).toBeCloseTo(1 / 2.85, 6)
    expect(video.frameInterval).toBeCloseTo(1 / 24, 6)
    expect([video.lengthUnit, video.timeUnit]).toEqual(['µm', 's'])
    const frame = video.pixels.subarray(149 * 424 * 640)
    expect([frame.reduce((a, b) => a + b), frame[424 * 640 - 1]]).toEqual([34_881_491, 127])
  })

  test.each([
    ['float32_lzw.tif', [3, 70, 75]],
    ['int16.tif', [2, 120, 120]],
    ['seq-1c-8b-multipage-adeefdcc.tiff', [3, 16, 16]],
  ])('microscopy/%s', async (name, shape) => {
    const { frames, rows, columns } = await openVideo(sample(`microscopy/${name}`))
    expect([frames, rows, columns]).toEqual(shape)
  })

  test.each([
    ['multi-channel.ome.tif', 'one frame (1 planes × 3 channels)'],
    ['seq-1c-16b-bigendian-68f373a0.tiff', 'one frame;'],
    ['seq-1c-8b-bigtiff-20f3db0c.tiff', 'one frame;'],
    ['seq-1c-8b-tiled-bigtiff-20f3db0c.tiff', 'one frame;'],
    ['seq-3c-16b-bigtiff-1b40ca6e.tiff', 'one frame (1 planes × 3 channels)'],
  ])('microscopy/%s is a single picture', async (name, problem) => {
    await expect(openVideo(sample(`microscopy/${name}`))).rejects.toThrow(problem)
  })

  test('malformed files are all refused with their name and what was expected', async () => {
    const names = readdirSync(sample('malformed'))
    expect(names.length).toBeGreaterThan(40)
    for (const name of names) {
      const path = sample(`malformed/${name}`)
      await expect(openVideo(path)).rejects.toThrow(/expected/)
      await expect(openVideo(path)).rejects.toThrow(path)
    }
    // Some ask for gigabytes.
    expect(process.memoryUsage().rss).toBeLessThan(2 ** 30)
  })
})
