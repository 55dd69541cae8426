import type { Recording } from '../recording/recording.js'
import { type Segment, spread } from './split.js'

/** What was learned from the training part alone: fields become (value − background) / deviation. */
export interface Standardisation {
  readonly deviation: number
  /** One number for all pixels, or one for each. */
  readonly background: number | Float32Array
}

/**
 * Standardised inputs and targets at one cell size and time offset.
 * `inputs` is `count × (height + 2·pad) × (width + 2·pad) × 2`: the frames t − offset and t, continued
 * periodically or by their edge values; `targets` is `count × height × width`: the frame t + offset.
 */
export interface Examples {
  readonly count: number
  readonly height: number
  readonly width: number
  readonly pad: number
  readonly inputs: Float32Array
  readonly targets: Float32Array
}

/** Scalar mean and deviation over evenly spread frames of the training part. */
export function standardisation(
  recordings: readonly Recording[],
  segments: readonly Segment[],
  cellSize: number,
  background: 'scalar' | 'pixel',
  frames: number,
): Standardisation {
  const { height, width } = recordings[segments[0].recording].shape(cellSize)
  const field = new Float32Array(height * width)
  const chosen = spread(segments, 0, frames)
  const means = new Float64Array(height * width)
  for (const { recording, frame } of chosen) {
    recordings[recording].render(frame, cellSize, field)
    for (let i = 0; i < field.length; i++) means[i] += field[i] / chosen.length
  }
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length
  const centre = background === 'pixel' ? Float32Array.from(means) : mean
  let squares = 0
  for (const { recording, frame } of chosen) {
    recordings[recording].render(frame, cellSize, field)
    for (let i = 0; i < field.length; i++)
      squares += (field[i] - (typeof centre === 'number' ? centre : centre[i])) ** 2
  }
  return { background: centre, deviation: Math.sqrt(squares / (chosen.length * field.length)) }
}

/** Renders at most `count` examples, evenly spread over the windows of the segments. */
export function examples(
  recordings: readonly Recording[],
  segments: readonly Segment[],
  cellSize: number,
  offset: number,
  count: number,
  pad: number,
  { background, deviation }: Standardisation,
): Examples {
  const { height, width } = recordings[segments[0].recording].shape(cellSize)
  const chosen = spread(segments, offset, count)
  const paddedWidth = width + 2 * pad
  const paddedSize = (height + 2 * pad) * paddedWidth
  const inputs = new Float32Array(chosen.length * paddedSize * 2)
  const targets = new Float32Array(chosen.length * height * width)
  const field = new Float32Array(height * width)
  const standardise = (values: Float32Array) => {
    for (let i = 0; i < values.length; i++)
      values[i] = (values[i] - (typeof background === 'number' ? background : background[i])) / deviation
  }
  chosen.forEach(({ recording, frame }, example) => {
    const source = recordings[recording]
    for (const [channel, time] of [frame - offset, frame].entries()) {
      source.render(time, cellSize, field)
      standardise(field)
      const continued = source.boundary === 'periodic' ? wrap : clamp
      for (let row = 0; row < height + 2 * pad; row++) {
        const from = continued(row - pad, height) * width
        const to = (example * paddedSize + row * paddedWidth) * 2 + channel
        for (let column = 0; column < paddedWidth; column++)
          inputs[to + 2 * column] = field[from + continued(column - pad, width)]
      }
    }
    const target = targets.subarray(example * height * width, (example + 1) * height * width)
    source.render(frame + offset, cellSize, target)
    standardise(target)
  })
  return { count: chosen.length, height, width, pad, inputs, targets }
}

const wrap = (index: number, length: number) => ((index % length) + length) % length
const clamp = (index: number, length: number) => Math.min(Math.max(index, 0), length - 1)
