import { sharedFloats } from '../../recording/memory.js'
import { type FramesInFile, type PagedVideo, pixelTypes } from '../../recording/paged-video.js'
import { refuseInfinite, variation } from '../pixel-checks.js'
import type { ReadContext } from '../reader.js'
import { ScratchFile } from '../scratch-file.js'
import type { Page } from './pages.js'
import { pixelType } from './places.js'

/** All pixels in memory, page by page. */
export async function readWhole(
  pages: readonly Page[],
  channel: number,
  { signal, onProgress }: ReadContext,
): Promise<Float32Array> {
  const size = pages[0].getHeight() * pages[0].getWidth()
  const pixels = sharedFloats(pages.length * size)
  const varies = variation()
  for (const [frame, page] of pages.entries()) {
    signal?.throwIfAborted()
    const into = pixels.subarray(frame * size, (frame + 1) * size)
    await readFrame(page, frame, channel, into)
    varies.see(into)
    onProgress?.((frame + 1) / pages.length)
  }
  varies.check()
  return pixels
}

const filesByContent = new Map<string, FramesInFile>()

/** The pixels in a file from which they can be read frame by frame, written once for each `content`. */
export async function unpacked(
  content: string,
  pages: readonly Page[],
  channel: number,
  context: ReadContext,
): Promise<FramesInFile> {
  const known = filesByContent.get(content) ?? (await unpack(pages, channel, context))
  filesByContent.set(content, known)
  return known
}

async function unpack(
  pages: readonly Page[],
  channel: number,
  { signal, onProgress }: ReadContext,
): Promise<FramesInFile> {
  const type = pixelType(pages[0])
  const field = new Float32Array(pages[0].getHeight() * pages[0].getWidth())
  const file = new ScratchFile(pages.length * field.length * pixelTypes[type].BYTES_PER_ELEMENT)
  const starts = new Float64Array(pages.length)
  const varies = variation()
  try {
    for (const [frame, page] of pages.entries()) {
      signal?.throwIfAborted()
      await readFrame(page, frame, channel, field)
      varies.see(field)
      starts[frame] = file.append(new Uint8Array(pixelTypes[type].from(field).buffer))
      onProgress?.((frame + 1) / pages.length)
    }
    varies.check()
    return { file: file.descriptor, type, starts }
  } catch (error) {
    file.close()
    throw error
  }
}

/** Reads all that must be seen to be sure. @throws Error if a pixel of the file is not a finite number, or none differs from another */
export async function checkPixels(video: PagedVideo, { signal, onProgress }: ReadContext): Promise<void> {
  const field = new Float32Array(video.rows * video.columns)
  const varies = variation()
  for (let frame = 0; frame < video.frames; frame++) {
    signal?.throwIfAborted()
    video.render(frame, video.pixelSize, field)
    if (video.pixels.type === 'float32') refuseInfinite(field, frame, video.columns)
    // Integers need no more than one difference.
    else if (varies.seen) break
    varies.see(field)
    onProgress?.((frame + 1) / video.frames)
    await new Promise(setImmediate)
  }
  varies.check()
  onProgress?.(1)
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
  refuseInfinite(into, frame, page.getWidth())
}
