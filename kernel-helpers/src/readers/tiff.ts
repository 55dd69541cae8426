import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { basename, resolve } from 'node:path'
import { GeoTIFF } from 'geotiff'
import { sharedFloats } from '../recording/memory.js'
import { Video } from '../recording/video.js'
import type { ReadContext, Reader } from './reader.js'
import { installBoundedDecoders } from './tiff/decoders.js'
import { imageJLayout } from './tiff/imagej.js'
import { type Layout, plainLayout } from './tiff/layout.js'
import { omeLayout } from './tiff/ome.js'
import { type Page, readPages, Unsupported } from './tiff/pages.js'
import { FileSource } from './tiff/source.js'

installBoundedDecoders()

/**
 * Multi-page TIFF, BigTIFF, OME-TIFF and ImageJ hyperstacks: integers of 8 to 32 bits and floats, in strips or tiles,
 * uncompressed or with LZW, deflate or PackBits. Units come from OME or ImageJ metadata, else they are px and frame.
 */
export const tiff: Reader = {
  name: 'TIFF',
  extensions: ['.tif', '.tiff', '.ome.tif', '.ome.tiff', '.btf', '.tf8'],
  options: {
    plane: { description: 'Which plane in depth (Z), counted from 0', default: 0, min: 0 },
    channel: { description: 'Which channel (C), counted from 0', default: 0, min: 0 },
  },
  recognises: (start) => {
    const magic = String.fromCharCode(...start.subarray(0, 4))
    return ['II*\0', 'II+\0', 'MM\0*', 'MM\0+'].includes(magic)
  },
  read: async (path, options, context) => {
    const file = await open(path)
    try {
      return await readVideo(path, file, options, context)
    } catch (cause) {
      if (context.signal?.aborted) throw cause
      throw new Error(`${path}: ${(cause as Error).message}`, { cause })
    } finally {
      await file.close()
    }
  },
}

async function readVideo(
  path: string,
  file: FileHandle,
  options: Readonly<Record<string, number>>,
  { signal, onProgress }: ReadContext,
): Promise<Video> {
  const { size } = await file.stat()
  const { pages, layout } = await readLayout(file, size, signal)
  const { frames, planes, channels } = layout
  const plane = checkedIndex('plane', options.plane ?? 0, planes)
  const channel = checkedIndex('channel', options.channel ?? 0, channels)
  const selected = selectPages(pages, layout, plane, channel)

  const [rows, columns] = [selected[0].getHeight(), selected[0].getWidth()]
  const length = frames * rows * columns
  if (length * 4 > totalmem()) {
    const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`
    throw new Error(`its frames need ${gigabytes(length * 4)}, this machine has ${gigabytes(totalmem())}`)
  }
  const pixels = sharedFloats(length)
  for (let frame = 0; frame < frames; frame++) {
    signal?.throwIfAborted()
    const into = pixels.subarray(frame * rows * columns, (frame + 1) * rows * columns)
    await readFrame(selected[frame], frame, channel, into)
    onProgress?.((frame + 1) / frames)
  }
  refuseUniform(pixels)

  return new Video({
    frames,
    rows,
    columns,
    pixels,
    pixelSize: layout.pixelSize?.value ?? 1,
    lengthUnit: layout.pixelSize?.unit ?? 'px',
    frameInterval: layout.frameInterval?.value ?? 1,
    timeUnit: layout.frameInterval?.unit ?? 'frame',
    boundary: 'open',
    speed: null,
    provenance: {
      title: basename(path),
      source: {
        kind: 'file',
        path: resolve(path),
        sha256: await sha256(file),
        // What was chosen, where there was a choice.
        options: { ...(planes > 1 && { plane }), ...(channels > 1 && { channel }) },
      },
    },
  })
}

async function readLayout(file: FileHandle, size: number, signal: AbortSignal | undefined) {
  const expectation = 'expected a whole TIFF file'
  let pages: Page[]
  try {
    const tiff = await GeoTIFF.fromSource(new FileSource(file, size))
    pages = await readPages(tiff, size, signal)
  } catch (cause) {
    if (signal?.aborted || cause instanceof Unsupported) throw cause
    throw new Error(`broken or truncated (${(cause as Error).message}); ${expectation}`, { cause })
  }
  if (pages.length === 0) throw new Error(`no pages; ${expectation}`)

  const directory = pages[0].fileDirectory
  const description = String((await directory.loadValue('ImageDescription')) ?? '').replace(/\0+$/, '')
  const samples = pages[0].getSamplesPerPixel()
  const resolution = (await directory.loadValue('XResolution')) as ArrayLike<number> | undefined
  const pixelsPerUnit = resolution?.length === 2 ? resolution[0] / resolution[1] : null
  const layout =
    omeLayout(description, pages.length, samples) ??
    imageJLayout(description, pages.length, samples, pixelsPerUnit) ??
    plainLayout(pages.length, samples)
  if (layout.frames < 2) {
    const others = layout.planes * layout.channels
    const extent = others > 1 ? ` (${layout.planes} planes × ${layout.channels} channels)` : ''
    throw new Error(`one frame${extent}; expected a recording of at least two`)
  }
  return { pages, layout }
}

function checkedIndex(name: 'plane' | 'channel', value: number, count: number): number {
  if (value >= count) {
    const expected = count === 1 ? 'only 0, there is one' : `0 to ${count - 1}`
    throw new RangeError(`${name}: ${value}, expected ${expected}`)
  }
  return value
}

/** The page of every frame, all of one size. */
function selectPages(pages: readonly Page[], layout: Layout, plane: number, channel: number): Page[] {
  return Array.from({ length: layout.frames }, (_, frame) => {
    const index = layout.page(frame, plane, channel)
    const page = index === undefined ? undefined : pages[index]
    if (!page) {
      throw new Error(
        `frame ${frame} (plane ${plane}, channel ${channel}) is missing; expected ${layout.frames} frames in one file`,
      )
    }
    const first = pages[layout.page(0, plane, channel) ?? 0]
    const [rows, columns] = [page.getHeight(), page.getWidth()]
    if (rows !== first.getHeight() || columns !== first.getWidth()) {
      throw new Error(
        `frame ${frame} has ${rows} × ${columns} pixels; expected ${first.getHeight()} × ${first.getWidth()} as in frame 0`,
      )
    }
    return page
  })
}

async function readFrame(page: Page, frame: number, channel: number, into: Float32Array): Promise<void> {
  let values: ArrayLike<number>
  try {
    const [sample] = (await page.readRasters({
      samples: [channel % page.getSamplesPerPixel()],
    })) as ArrayLike<number>[]
    values = sample
  } catch (cause) {
    throw new Error(`frame ${frame} is broken (${(cause as Error).message}); expected a whole TIFF file`, {
      cause,
    })
  }
  into.set(values)
  for (let i = 0; i < into.length; i++) {
    if (!Number.isFinite(into[i])) {
      const [row, column] = [Math.floor(i / page.getWidth()), i % page.getWidth()]
      throw new Error(
        `frame ${frame} is ${values[i]} at row ${row}, column ${column}; expected finite numbers`,
      )
    }
  }
}

function refuseUniform(pixels: Float32Array): void {
  for (let i = 1; i < pixels.length; i++) if (pixels[i] !== pixels[0]) return
  throw new Error(`every pixel of every frame is ${pixels[0]}; expected something that varies`)
}

async function sha256(file: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk)
  return hash.digest('hex')
}
