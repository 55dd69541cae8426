import { viewOf } from '../protocol/fieldView.js'
import {
  encodeViews,
  type FieldView,
  type PreviewContent,
  type ScaleField,
  type ViewRequest,
} from '../protocol/index.js'
import { Pyramid } from '../recording/pyramid.js'
import type { SharedRecording } from '../recording/recording.js'
import { openShared } from '../recording/shared.js'
import type { TaskContext } from '../run/task.js'
import { overlay } from './overlay.js'
import type { Predictor } from './predictor.js'

/** A job for a worker: what is to be seen of some frames at several cell sizes, ready to travel. */
export interface ViewsTask {
  readonly kind: 'views'
  readonly recording: SharedRecording
  readonly cellSizes: readonly number[]
  readonly frames: readonly number[]
  readonly content: PreviewContent
  /** One for each cell size, unless the recording itself is looked at. */
  readonly predictors: readonly (Predictor | null)[]
  /** One for each cell size. */
  readonly views: readonly ViewRequest[]
  readonly bits: 8 | 16
}

/** Runs in a worker. @returns an Arrow IPC stream; scales of which nothing can be shown are left out */
export async function frameViews(task: ViewsTask, context: TaskContext<never>): Promise<Uint8Array> {
  const { cellSizes, frames, content, predictors, views, bits } = task
  const recording = openShared(task.recording)
  const pyramid = new Pyramid(recording, cellSizes)
  const seen: FieldView[] = []
  for (const frame of frames) {
    context.checkpoint()
    const fields =
      content === 'recording' ? pyramid.frame(frame) : await overlays(pyramid, frame, content, predictors)
    for (const [scale, field] of fields.entries())
      if (field) seen.push(viewOf(field, views[scale], { frame, scale }))
  }
  return encodeViews(seen, bits)
}

function overlays(
  { recording, cellSizes }: Pyramid,
  frame: number,
  content: Exclude<PreviewContent, 'recording'>,
  predictors: readonly (Predictor | null)[],
): Promise<(ScaleField | undefined)[]> {
  return Promise.all(
    predictors.map(async (predictor, scale) => {
      const values = predictor && (await overlay(recording, frame, content, predictor))
      return values ? { cellSize: cellSizes[scale], ...recording.shape(cellSizes[scale]), values } : undefined
    }),
  )
}
