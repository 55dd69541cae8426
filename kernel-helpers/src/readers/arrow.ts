import { type FileHandle, open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type AsyncRecordBatchFileReader, RecordBatchReader } from 'apache-arrow'
import { recordingFormats } from '../protocol/recordingFormats.js'
import { batchPixels, type VideoDescription, videoDescription } from '../protocol/videoTable.js'
import { sharedFloats } from '../recording/memory.js'
import { PagedVideo } from '../recording/paged-video.js'
import { Video } from '../recording/video.js'
import { sha256 } from './file-hash.js'
import { memoryForPixels } from './memory.js'
import { refuseInfinite, variation } from './pixel-checks.js'
import type { ReadContext, Reader } from './reader.js'
import { ScratchFile } from './scratch-file.js'

/** Arrow IPC files that `saveVideo` has written. */
export const arrow: Reader = {
  name: 'Arrow',
  extensions: recordingFormats.Arrow,
  options: {},
  recognises: (start) => String.fromCharCode(...start.subarray(0, 6)) === 'ARROW1',
  read: async (path, _options, context) => {
    const file = await open(path)
    try {
      return await readVideo(path, file, context)
    } catch (cause) {
      if (context.signal?.aborted) throw cause
      throw new Error(`${path}: ${(cause as Error).message}`, { cause })
    } finally {
      await file.close()
    }
  },
}

async function readVideo(path: string, file: FileHandle, context: ReadContext): Promise<Video | PagedVideo> {
  const { batches, description } = await openFrames(file)
  const { frames, rows, columns, title, pixelSize, frameInterval, ...units } = description
  const bytes = 4 * frames * rows * columns
  const pixels =
    bytes <= (context.memory ?? memoryForPixels())
      ? sharedFloats(frames * rows * columns)
      : { file: new ScratchFile(bytes), starts: new Float64Array(frames) }
  try {
    await readFrames(batches, description, context, (frame, field) => {
      if (pixels instanceof Float32Array) pixels.set(field, frame * field.length)
      else
        pixels.starts[frame] = pixels.file.append(
          new Uint8Array(field.buffer, field.byteOffset, field.byteLength),
        )
    })
  } catch (error) {
    if (!(pixels instanceof Float32Array)) pixels.file.close()
    throw error
  }
  const { lengthUnit, timeUnit, boundary, speed, ladder } = units
  const hash = await sha256(file)
  const described = {
    ...{ frames, rows, columns, pixelSize, lengthUnit, frameInterval, timeUnit, boundary, speed, ladder },
    provenance: {
      title: basename(path),
      source: { kind: 'file', path: resolve(path), sha256: hash, options: {} },
    },
  } as const
  if (pixels instanceof Float32Array) return new Video({ ...described, pixels })
  const { file: scratch, starts } = pixels
  return new PagedVideo({ ...described, pixels: { file: scratch.descriptor, type: 'float32', starts } })
}

async function openFrames(
  file: FileHandle,
): Promise<{ batches: AsyncRecordBatchFileReader; description: VideoDescription }> {
  const batches = (await RecordBatchReader.from(file)) as AsyncRecordBatchFileReader
  try {
    await batches.open({ autoDestroy: false })
  } catch (cause) {
    throw new Error('its end is missing; expected a whole Arrow file', { cause })
  }
  const description = batches.schema && videoDescription(batches.schema)
  if (!description)
    throw new Error('an Arrow table that is no video; expected a file that saveVideo has written')
  const { frames, rows, columns, pixelSize, frameInterval } = description
  for (const [name, value] of Object.entries({ frames, rows, columns, pixelSize, frameInterval }))
    if (!(value > 0)) throw new Error(`its description says ${name}: ${value}, expected a number above 0`)
  return { batches, description }
}

async function readFrames(
  batches: AsyncRecordBatchFileReader,
  { frames, rows, columns }: VideoDescription,
  { signal, onProgress }: ReadContext,
  take: (frame: number, field: Float32Array) => void,
): Promise<void> {
  const size = rows * columns
  const varies = variation()
  let frame = 0
  for await (const batch of batches) {
    const pixels = batchPixels(batch)
    for (let start = 0; start + size <= pixels.length && frame < frames; start += size, frame++) {
      signal?.throwIfAborted()
      const field = pixels.subarray(start, start + size)
      refuseInfinite(field, frame, columns)
      varies.see(field)
      take(frame, field)
    }
    onProgress?.(frame / frames)
  }
  if (frame < frames) throw new Error(`it holds ${frame} frames; expected ${frames}, as its description says`)
  varies.check()
}
