import type { PreviewContent } from '../protocol/index.js'
import type { Recording } from '../recording/recording.js'
import { forecast, restored, standardised } from './forecast.js'
import type { Predictor } from './predictor.js'

/**
 * What a predictor that sees the frames t − offset and t says of t + offset, what came there, or the difference: the truth
 * minus the prediction. In the recording's units, `height × width`; undefined where one of the frames doesn't exist.
 */
export async function overlay(
  recording: Recording,
  frame: number,
  content: Exclude<PreviewContent, 'recording'>,
  predictor: Predictor,
): Promise<Float32Array | undefined> {
  const { cellSize, offset, standardisation } = predictor
  if (frame < offset || frame + offset >= recording.frames) return undefined
  const shape = recording.shape(cellSize)
  const seen = (at: number) => {
    const field = new Float32Array(shape.height * shape.width)
    recording.render(at, cellSize, field)
    return field
  }
  if (content === 'truth') return seen(frame + offset)
  const [past, present] = [frame - offset, frame].map((at) => standardised(seen(at), standardisation))
  const predicted = restored(
    await forecast(predictor, past, present, shape, recording.boundary),
    standardisation,
  )
  return content === 'prediction' ? predicted : seen(frame + offset).map((value, i) => value - predicted[i])
}
