import { closeSync, openSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { GeoTIFF } from 'geotiff'
import { recordingFormats } from '../protocol/recordingFormats.js'
import { PagedVideo } from '../recording/paged-video.js'
import { Video } from '../recording/video.js'
import { sha256 } from './file-hash.js'
import { memoryForPixels } from './memory.js'
import type { ReadContext, Reader } from './reader.js'
import { installBoundedDecoders } from './tiff/decoders.js'
import { checkPixels, readWhole, unpacked } from './tiff/frames.js'
import { imageJLayout } from './tiff/imagej.js'
import { type Layout, plainLayout } from './tiff/layout.js'
import { omeLayout } from './tiff/ome.js'
import { type Page, readPages, Unsupported } from './tiff/pages.js'
import { pixelType, plainPlaces } from './tiff/places.js'
import { FileSource } from './tiff/source.js'

installBoundedDecoders()

/**
 * Multi-page TIFF, BigTIFF, OME-TIFF and ImageJ hyperstacks: integers of 8 to 32 bits and floats, in strips or tiles,
 * uncompressed or with LZW, deflate or PackBits. Units come from OME or ImageJ metadata, else they are px and frame.
 */
export const tiff: Reader = {
  name: 'TIFF',
  extensions: recordingFormats.TIFF,
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
  context: ReadContext,
): Promise<Video | PagedVideo> {
  const { size } = await file.stat()
  const { pages, layout, littleEndian } = await readLayout(file, size, context.signal)
  const { frames, planes, channels } = layout
  const plane = checkedIndex('plane', options.plane ?? 0, planes)
  const channel = checkedIndex('channel', options.channel ?? 0, channels)
  const selected = selectPages(pages, layout, plane, channel)
  const [rows, columns] = [selected[0].getHeight(), selected[0].getWidth()]
  const bytes = 4 * frames * rows * columns
  const whole =
    bytes <= (context.memory ?? memoryForPixels()) ? await readWhole(selected, channel, context) : null
  const hash = await sha256(file)
  const described = {
    ...{ frames, rows, columns },
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
        sha256: hash,
        // What was chosen, where there was a choice.
        options: { ...(planes > 1 && { plane }), ...(channels > 1 && { channel }) },
      },
    },
  } as const
  if (whole) return new Video({ ...described, pixels: whole })

  const starts = await plainPlaces(selected, littleEndian, size)
  if (!starts) {
    const pixels = await unpacked(`${hash} ${plane} ${channel}`, selected, channel, context)
    return new PagedVideo({ ...described, pixels })
  }
  const pixels = { file: openSync(path, 'r'), type: pixelType(selected[0]), starts }
  try {
    const video = new PagedVideo({ ...described, pixels })
    await checkPixels(video, context)
    return video
  } catch (error) {
    closeSync(pixels.file)
    throw error
  }
}

async function readLayout(file: FileHandle, size: number, signal: AbortSignal | undefined) {
  const expectation = 'expected a whole TIFF file'
  let pages: Page[]
  let littleEndian: boolean
  try {
    const tiff = await GeoTIFF.fromSource(new FileSource(file, size))
    littleEndian = tiff.littleEndian
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
  return { pages, layout, littleEndian }
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
