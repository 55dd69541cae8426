import { type RecordBatch, RecordBatchFileWriter } from 'apache-arrow'
import { videoBatch, videoSchema } from '../protocol/videoTable.js'
import { writeWhole } from '../run/files.js'
import type { Provenance, Recording } from './recording.js'

export interface SaveVideoOptions {
  /** Side of the cells that become pixels, in the recording's unit of length. Default: its own pixels, or the smallest cells of its ladder. */
  readonly cellSize?: number
  readonly signal?: AbortSignal
  /** Called with the fraction written. */
  readonly onProgress?: (fraction: number) => void
}

/** Bytes of the pixels that are written at a time. */
const BATCH = 2 ** 24

/**
 * Writes a recording as a video into an Arrow IPC file, which `openVideo` reads: a column `frame` with a list of
 * `rows × columns` numbers in single precision for each frame, and under the key `scalescope.video` of the schema's
 * metadata what they mean. The file is there whole or not at all.
 *
 * @throws RangeError if no cell of that size fits, or none is told and the recording has neither pixels nor a ladder
 * @throws Error naming the file if it can't be written
 */
export async function saveVideo(
  recording: Recording,
  path: string,
  { cellSize = ownCellSize(recording), signal, onProgress }: SaveVideoOptions = {},
): Promise<void> {
  const { frames, frameInterval, timeUnit, lengthUnit, boundary, speed, ladder, provenance } = recording
  const { height: rows, width: columns } = recording.shape(cellSize)
  const schema = videoSchema({
    ...{ title: provenance.title, frames, rows, columns, pixelSize: recording.fittedCellSize(cellSize) },
    ...{ lengthUnit, frameInterval, timeUnit, boundary, speed, ladder },
    provenance: averaged(recording, cellSize),
  })
  const size = rows * columns
  const atOnce = Math.max(1, Math.floor(BATCH / (4 * size)))

  async function* batches(): AsyncGenerator<RecordBatch> {
    for (let start = 0; start < frames; start += atOnce) {
      signal?.throwIfAborted()
      const count = Math.min(atOnce, frames - start)
      const pixels = new Float32Array(count * size)
      for (let i = 0; i < count; i++)
        recording.render(start + i, cellSize, pixels.subarray(i * size, (i + 1) * size))
      yield videoBatch(schema, pixels)
      onProgress?.((start + count) / frames)
      await new Promise(setImmediate)
    }
  }

  const writer = new RecordBatchFileWriter()
  const written = writeWhole(path, writer)
  try {
    for await (const batch of batches()) writer.write(batch)
    writer.finish()
  } catch (error) {
    writer.abort(error)
    await written.catch(() => {})
    throw error
  }
  await written
}

function ownCellSize(recording: Recording): number {
  const own = 'pixelSize' in recording ? Number(recording.pixelSize) : Math.min(...(recording.ladder ?? []))
  if (!Number.isFinite(own))
    throw new RangeError(
      'cellSize: not given, expected a length: the recording has neither pixels nor a ladder',
    )
  return own
}

function averaged(recording: Recording, cellSize: number): Provenance {
  const { provenance } = recording
  if ('pixelSize' in recording && recording.pixelSize === cellSize) return provenance
  return { title: provenance.title, source: { kind: 'average', cellSize, of: provenance } }
}
