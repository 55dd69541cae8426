import type { Boundary, Recording } from '../recording/recording.js'
import { type Segment, spread } from './split.js'

/** What was learned from the training part alone: fields become (value − background) / deviation. */
export interface Standardisation {
  readonly deviation: number
  /** One number for all pixels, or one for each. */
  readonly background: number | Float32Array
}

/** How what is seen changes when the picture is turned or mirrored: not at all, or as a vector's x or y. */
export type Component = 'scalar' | 'x' | 'y'

/** Further recordings of the same runs, seen beside the first ones. A vector's y comes right after its x. */
export interface Channel {
  readonly component: Component
  readonly recordings: readonly Recording[]
  readonly scale: Standardisation
}

/** What a predictor sees: by default two frames, t − offset and t, of what it predicts. */
export interface View {
  /** The frame t and those before it, `offset` apart. */
  readonly frames?: number | undefined
  /** Offsets before t that each window has room for: predictors with equal ones are judged on the same targets. */
  readonly back?: number | undefined
  readonly channels?: readonly Channel[] | undefined
}

/**
 * Standardised inputs and targets at one cell size and time offset.
 * `inputs` is `count × (height + 2·pad) × (width + 2·pad) × components`: the frames up to t, oldest first, each with
 * all its channels, continued periodically or by their edge values; `targets` is `count × height × width`: the first
 * channel at t + offset.
 */
export interface Examples {
  readonly count: number
  readonly height: number
  readonly width: number
  readonly pad: number
  /** Of the numbers at each pixel of the inputs. */
  readonly components: readonly Component[]
  /** Which of them is the first channel at t. */
  readonly present: number
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
  const sums = new Float64Array(height * width)
  // Squares of differences from a value that occurs, so that fluctuations small beside their mean keep their digits.
  let origin: number | undefined
  let squares = 0
  for (const { recording, frame } of chosen) {
    recordings[recording].render(frame, cellSize, field)
    origin ??= field[0]
    for (let i = 0; i < field.length; i++) {
      const value = field[i] - origin
      sums[i] += value
      squares += value * value
    }
  }
  const means = sums.map((sum) => sum / chosen.length)
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length
  const explained =
    background === 'pixel' ? means.reduce((sum, value) => sum + value * value, 0) / means.length : mean * mean
  const variance = squares / (chosen.length * field.length) - explained
  return {
    background:
      background === 'pixel' ? Float32Array.from(means, (value) => value + origin!) : mean + origin!,
    // Rounding is not a fluctuation.
    deviation: variance > 1e-12 * (variance + explained) ? Math.sqrt(variance) : 0,
  }
}

/** Renders at most `count` examples, evenly spread over the windows of the segments. */
export function examples(
  recordings: readonly Recording[],
  segments: readonly Segment[],
  cellSize: number,
  offset: number,
  count: number,
  pad: number,
  scale: Standardisation,
  { frames = 2, back = Math.max(1, frames - 1), channels: further = [] }: View = {},
): Examples {
  const { height, width } = recordings[segments[0].recording].shape(cellSize)
  const channels: readonly Channel[] = [{ component: 'scalar', recordings, scale }, ...further]
  const components = Array.from({ length: frames }, () => channels.map(({ component }) => component)).flat()
  const depth = components.length
  const chosen = spread(segments, offset, count, back)
  const paddedWidth = width + 2 * pad
  const paddedSize = (height + 2 * pad) * paddedWidth
  const inputs = new Float32Array(chosen.length * paddedSize * depth)
  const targets = new Float32Array(chosen.length * height * width)
  const field = new Float32Array(height * width)
  const continued = {
    periodic: continuedCells('periodic', height, width, pad),
    open: continuedCells('open', height, width, pad),
  }
  for (const [slot, { recordings, scale }] of channels.entries()) {
    const roles = slot === 0 ? frames + 1 : frames
    for (const { recording, frame, uses } of framesOf(chosen, offset, frames, roles)) {
      const source = recordings[recording]
      source.render(frame, cellSize, field)
      standardise(field, scale)
      for (const { example, role } of uses) {
        if (role === frames) {
          targets.set(field, example * height * width)
          continue
        }
        const to = example * paddedSize * depth + role * channels.length + slot
        const cells = continued[source.boundary]
        for (let i = 0; i < paddedSize; i++) inputs[to + depth * i] = field[cells[i]]
      }
    }
  }
  return {
    count: chosen.length,
    height,
    width,
    pad,
    components,
    present: depth - channels.length,
    inputs,
    targets,
  }
}

function standardise(field: Float32Array, { background, deviation }: Standardisation): void {
  const perDeviation = 1 / deviation
  for (let i = 0; i < field.length; i++)
    field[i] = (field[i] - (typeof background === 'number' ? background : background[i])) * perDeviation
}

interface FrameInUse {
  readonly recording: number
  readonly frame: number
  /** Role 0 is the oldest frame of an example's inputs, `frames − 1` that at t, `frames` the target. */
  readonly uses: { readonly example: number; readonly role: number }[]
}

/** Each frame that examples at these times consist of, once, in the order of the recordings. */
function framesOf(
  times: readonly { recording: number; frame: number }[],
  offset: number,
  frames: number,
  roles: number,
): FrameInUse[] {
  const found = new Map<string, FrameInUse>()
  for (const [example, { recording, frame: present }] of times.entries())
    for (let role = 0; role < roles; role++) {
      const frame = present + (role - (frames - 1)) * offset
      const key = `${recording} ${frame}`
      const known = found.get(key) ?? { recording, frame, uses: [] }
      known.uses.push({ example, role })
      found.set(key, known)
    }
  return [...found.values()].sort((a, b) => a.recording - b.recording || a.frame - b.frame)
}

/** For each cell of a field continued by `pad` on all sides, the cell of the field that it repeats. */
export function continuedCells(boundary: Boundary, height: number, width: number, pad: number): Int32Array {
  const continued = boundary === 'periodic' ? wrap : clamp
  const columns = Int32Array.from({ length: width + 2 * pad }, (_, i) => continued(i - pad, width))
  const cells = new Int32Array((height + 2 * pad) * columns.length)
  for (let row = 0, to = 0; row < height + 2 * pad; row++) {
    const start = continued(row - pad, height) * width
    for (const column of columns) cells[to++] = start + column
  }
  return cells
}

const wrap = (index: number, length: number) => ((index % length) + length) % length
const clamp = (index: number, length: number) => Math.min(Math.max(index, 0), length - 1)
