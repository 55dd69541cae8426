import type { FieldShape, Recording } from './recording.js'

/** What moves in a recording, by two estimators that look at different things. Speeds in length per time unit. */
export interface SpeedEstimate {
  /** The geometric mean of the two, where they agree within a factor of 3; else null. */
  readonly speed: number | null
  /**
   * Root mean square speed from √(2 ⟨(∂I/∂t)²⟩ / ⟨|∇I|²⟩): what a pattern without preferred direction needs to explain
   * its changes, 2 being the number of dimensions. Null where it can't be told.
   */
  readonly gradient: number | null
  /** Distance over which the picture's correlation falls to one half, over the time in which it does. */
  readonly correlation: number | null
  /** The larger over the smaller; null unless there are both. */
  readonly ratio: number | null
  /** Cell size at which both were measured, in `lengthUnit`. */
  readonly cellSize: number
  readonly lengthUnit: string
  readonly timeUnit: string
  /** Why there is no single speed; null where there is. */
  readonly problem: string | null
}

/** Frames, or pairs of frames, that an average is taken over at most, and cells in all of them together. */
const MOST_FRAMES = 48
const MOST_CELLS = 2 ** 20
/** Less correlated than this from one frame or cell to the next, nothing can be followed. */
const TRACKABLE = 0.2
const DISAGREEMENT = 3

/**
 * Estimates the characteristic speed from the picture's fluctuations: each cell's mean over time, and each frame's mean
 * over cells, are subtracted, so that a still background and a flickering lamp don't count as motion.
 *
 * @param cellSize at which to look; a video is seen pixel by pixel by default
 * @throws RangeError if there are fewer than 3 frames or 3 × 3 cells
 */
export function estimateSpeed(recording: Recording, cellSize = finestCell(recording)): SpeedEstimate {
  const fluctuations = new Fluctuations(recording, cellSize)
  const { lengthUnit, timeUnit, frameInterval } = recording
  const fitted = recording.fittedCellSize(cellSize)
  const report = (
    gradient: number | null,
    correlation: number | null,
    problem: string | null,
  ): SpeedEstimate => {
    const ratio =
      gradient && correlation ? Math.max(gradient, correlation) / Math.min(gradient, correlation) : null
    const disagree = ratio !== null && ratio > DISAGREEMENT
    return {
      speed: gradient && correlation && !disagree ? Math.sqrt(gradient * correlation) : null,
      gradient,
      correlation,
      ratio,
      cellSize: fitted,
      lengthUnit,
      timeUnit,
      problem: disagree
        ? `the two estimates differ by a factor of ${ratio.toFixed(1)}: there may be no one speed`
        : problem,
    }
  }

  if (!(fluctuations.variance > 0)) return report(null, null, 'nothing moves: no cell ever changes')
  const inTime = (lag: number) => fluctuations.correlationInTime(lag)
  const inSpace = (distance: number) => fluctuations.correlationInSpace(distance)
  const [toNextFrame, toNextCell] = [inTime(1), inSpace(1)]
  if (toNextFrame < TRACKABLE || toNextCell < TRACKABLE) {
    const [what, value] = toNextFrame < TRACKABLE ? ['frame', toNextFrame] : ['cell', toNextCell]
    return report(
      null,
      null,
      `nothing to follow: from one ${what} to the next the correlation is ${value.toFixed(2)}`,
    )
  }

  const unit = fitted / frameInterval
  const gradient = fluctuations.gradientSpeed() * unit
  const { height, width } = fluctuations.shape
  const distance = halfWidth(inSpace, Math.floor(Math.min(height, width) / 2))
  const time = halfWidth(inTime, Math.floor(recording.frames / 2))
  if (distance === null || time === null) {
    const extent = distance === null ? 'the field of view' : 'the recording'
    return report(gradient, null, `the correlation does not fall to one half within half of ${extent}`)
  }
  return report(gradient, (distance / time) * unit, null)
}

function finestCell(recording: Recording): number {
  return 'pixelSize' in recording && typeof recording.pixelSize === 'number'
    ? recording.pixelSize
    : Math.min(recording.width, recording.height) / 128
}

/** Where a correlation function first falls to one half, looked for at lags 1, 2, 3, 4, 6, 8, 12, … up to `longest`. */
function halfWidth(correlation: (lag: number) => number, longest: number): number | null {
  let [before, depthBefore] = [0, 0]
  for (let lag = 1; lag <= longest; ) {
    // √(1 − C) is a straight line for whatever is smooth.
    const depth = Math.sqrt(Math.max(0, 1 - correlation(lag)))
    if (depth >= Math.SQRT1_2) {
      return before + ((lag - before) * (Math.SQRT1_2 - depthBefore)) / (depth - depthBefore)
    }
    ;[before, depthBefore] = [lag, depth]
    lag += lag < 4 ? 1 : 2 ** Math.floor(Math.log2(lag)) / 2
  }
  return null
}

/** A recording's frames at one cell size, less each cell's mean over time and each frame's mean over cells. */
class Fluctuations {
  readonly shape: FieldShape
  readonly variance: number
  private readonly mean: Float64Array

  constructor(
    private readonly recording: Recording,
    private readonly cellSize: number,
  ) {
    this.shape = recording.shape(cellSize)
    const { height, width } = this.shape
    if (recording.frames < 3 || height < 3 || width < 3) {
      throw new RangeError(
        `${recording.provenance.title}: ${recording.frames} frames of ${height} × ${width} cells; ` +
          'expected at least 3 of 3 × 3 to estimate a speed',
      )
    }
    this.mean = new Float64Array(height * width)
    const samples = spread(0, recording.frames, MOST_FRAMES)
    const rendered = new Float32Array(height * width)
    for (const frame of samples) {
      recording.render(frame, cellSize, rendered)
      for (let i = 0; i < rendered.length; i++) this.mean[i] += rendered[i] / samples.length
    }
    let sum = 0
    for (const frame of samples) sum += meanProduct(this.frame(frame), this.frame(frame))
    // Rounding of 32-bit pixels is not a fluctuation.
    const scale = meanProduct(this.mean, this.mean)
    this.variance = sum / samples.length > 1e-12 * scale ? sum / samples.length : 0
  }

  /** Correlation of a cell with itself `lag` frames later. */
  correlationInTime(lag: number): number {
    let [product, square] = [0, 0]
    for (const frame of this.sampleFrames(0, this.recording.frames - lag)) {
      const [a, b] = [this.frame(frame), this.frame(frame + lag)]
      product += meanProduct(a, b)
      square += (meanProduct(a, a) + meanProduct(b, b)) / 2
    }
    return product / square
  }

  /** Correlation of cells `distance` apart, along rows and columns alike. */
  correlationInSpace(distance: number): number {
    const { height, width } = this.shape
    let [product, square] = [0, 0]
    for (const frame of this.sampleFrames(0, this.recording.frames)) {
      const field = this.frame(frame)
      for (let y = 0; y < height - distance; y++) {
        for (let x = 0; x < width - distance; x++) {
          const i = y * width + x
          const [here, right, below] = [field[i], field[i + distance], field[i + distance * width]]
          product += here * (right + below)
          square += here * here + (right * right + below * below) / 2
        }
      }
    }
    return product / square
  }

  /** Cells per frame, from differences across cubes of 2 × 2 cells × 2 frames (Horn & Schunck 1981, section 7). */
  gradientSpeed(): number {
    const { height, width } = this.shape
    let [inTime, inSpace] = [0, 0]
    for (const frame of this.sampleFrames(0, this.recording.frames - 1)) {
      const [now, next] = [this.frame(frame), this.frame(frame + 1)]
      for (let y = 0; y < height - 1; y++) {
        for (let x = 0; x < width - 1; x++) {
          const i = y * width + x
          const topLeft = now[i] + next[i]
          const topRight = now[i + 1] + next[i + 1]
          const bottomLeft = now[i + width] + next[i + width]
          const bottomRight = now[i + width + 1] + next[i + width + 1]
          const before = now[i] + now[i + 1] + now[i + width] + now[i + width + 1]
          const after = next[i] + next[i + 1] + next[i + width] + next[i + width + 1]
          inTime += (after - before) ** 2
          inSpace += (topRight + bottomRight - topLeft - bottomLeft) ** 2
          inSpace += (bottomLeft + bottomRight - topLeft - topRight) ** 2
        }
      }
    }
    return Math.sqrt((2 * inTime) / inSpace)
  }

  private frame(frame: number): Float32Array {
    const field = new Float32Array(this.mean.length)
    this.recording.render(frame, this.cellSize, field)
    let average = 0
    for (let i = 0; i < field.length; i++) {
      field[i] -= this.mean[i]
      average += field[i] / field.length
    }
    for (let i = 0; i < field.length; i++) field[i] -= average
    return field
  }

  private sampleFrames(from: number, to: number): number[] {
    return spread(from, to, Math.min(MOST_FRAMES, Math.max(4, Math.floor(MOST_CELLS / this.mean.length))))
  }
}

/** At most `most` frames from `from` up to, not including, `to`, evenly spread. */
function spread(from: number, to: number, most: number): number[] {
  const count = Math.min(most, to - from)
  return Array.from({ length: count }, (_, i) => from + Math.floor((i * (to - from)) / count))
}

function meanProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum / a.length
}
