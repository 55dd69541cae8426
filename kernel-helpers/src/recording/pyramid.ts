import type { ScaleField } from '../protocol/index.js'
import type { RunOptions, WorkerPool } from '../run/pool.js'
import type { TaskContext } from '../run/task.js'
import { sharedFloats } from './memory.js'
import { PixelRecording } from './pixel-recording.js'
import type { Recording, SharedRecording } from './recording.js'
import { openShared } from './shared.js'
import { Video } from './video.js'

/** A job for a worker: all levels of the frames `start` … `end − 1`. */
export interface PyramidTask {
  readonly kind: 'pyramid'
  readonly recording: SharedRecording
  readonly cellSizes: readonly number[]
  /** `frames × height × width` float32 for each cell size. */
  readonly levels: readonly SharedArrayBuffer[]
  readonly start: number
  readonly end: number
}

/** Jobs for each thread: enough that one doesn't wait long for another. */
const JOBS_PER_THREAD = 8

/** One recording at a ladder of cell sizes. */
export class Pyramid {
  constructor(
    readonly recording: Recording,
    readonly cellSizes: readonly number[],
  ) {}

  /** The fields of one frame, from the finest cells to the coarsest. */
  frame(index: number): ScaleField[] {
    const { recording, cellSizes } = this
    const fields = cellSizes.map((asked) => {
      const { height, width } = recording.shape(asked)
      return {
        cellSize: recording.fittedCellSize(asked),
        height,
        width,
        values: new Float32Array(height * width),
      }
    })
    const values = fields.map((field) => field.values)
    renderLadder(recording, index, cellSizes, values)
    return fields
  }

  /**
   * All frames at every cell size, as videos whose pixels are the cells, averaged in worker threads.
   *
   * @throws RangeError if no cell of a size fits or there isn't enough memory
   */
  async levels(pool: WorkerPool, { signal, onProgress }: RunOptions<number> = {}): Promise<Video[]> {
    const { recording, cellSizes } = this
    const { frames, provenance } = recording
    const shapes = cellSizes.map((cellSize) => recording.shape(cellSize))
    const pixels = shapes.map(({ height, width }) => sharedFloats(frames * height * width))
    const shared = recording.share()
    const levels = pixels.map((values) => values.buffer as SharedArrayBuffer)
    const jobs = Math.min(frames, JOBS_PER_THREAD * pool.size)
    const edge = (job: number) => Math.floor((job * frames) / jobs)
    let done = 0
    await Promise.all(
      Array.from({ length: jobs }, async (_, job) => {
        const [start, end] = [edge(job), edge(job + 1)]
        const task: PyramidTask = { kind: 'pyramid', recording: shared, cellSizes, levels, start, end }
        await pool.run<void>(task, { signal })
        done += end - start
        onProgress?.(done / frames)
      }),
    )
    return cellSizes.map((asked, i) => {
      const cellSize = recording.fittedCellSize(asked)
      return new Video({
        ...recording,
        rows: shapes[i].height,
        columns: shapes[i].width,
        pixels: pixels[i],
        pixelSize: cellSize,
        ladder: null,
        provenance: {
          title: `${provenance.title}, cells of ${cellSize} ${recording.lengthUnit}`,
          source: { kind: 'average', cellSize, of: provenance },
        },
      })
    })
  }
}

/** Runs in a worker. */
export function makeLevels(task: PyramidTask, context: TaskContext<unknown>): void {
  const recording = openShared(task.recording)
  const levels = task.levels.map((memory) => new Float32Array(memory))
  const sizes = levels.map((level) => level.length / recording.frames)
  for (let frame = task.start; frame < task.end; frame++) {
    context.checkpoint()
    const fields = levels.map((level, i) => level.subarray(frame * sizes[i], (frame + 1) * sizes[i]))
    renderLadder(recording, frame, task.cellSizes, fields)
  }
}

function renderLadder(
  recording: Recording,
  frame: number,
  cellSizes: readonly number[],
  outs: readonly Float32Array[],
): void {
  if (recording instanceof PixelRecording) recording.renderLadder(frame, cellSizes, outs)
  else for (const [i, out] of outs.entries()) recording.render(frame, cellSizes[i], out)
}
