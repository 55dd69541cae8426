import type { TaskContext } from '../run/task.js'
import type { SharedRecording } from './recording.js'
import { openShared } from './shared.js'

/** A job for a worker: amplitude and memory of the field at one cell size. */
export interface StatisticsTask {
  readonly kind: 'statistics'
  readonly recording: SharedRecording
  readonly cellSize: number
}

/** What a field is like at one cell size. */
export interface FieldStatistics {
  readonly mean: number
  /** Standard deviation over cells and frames, in the field's unit. */
  readonly deviation: number
  /** Time in which the correlation of a cell with itself falls to one half; null if it doesn't within half the recording. */
  readonly decayTime: number | null
}

/** Frames, or pairs of frames, that an average is taken over. */
const SAMPLES = 200

/**
 * Mean, deviation and decay of the fluctuations about the mean over all cells and frames. Between the lags
 * 1, 2, 3, 4, 6, 8, 12, … the correlation is interpolated linearly. Runs in a worker.
 *
 * @throws RangeError if nothing varies
 */
export function fieldStatistics(
  { recording: shared, cellSize }: StatisticsTask,
  context: TaskContext<number>,
): FieldStatistics {
  const recording = openShared(shared)
  const { height, width } = recording.shape(cellSize)
  const fields = [new Float32Array(height * width), new Float32Array(height * width)]
  const sampled = (lag: number, add: (a: Float32Array, b: Float32Array) => void) => {
    const available = recording.frames - lag
    const count = Math.min(SAMPLES, available)
    for (let i = 0; i < count; i++) {
      context.checkpoint()
      const frame = Math.floor((i * available) / count)
      recording.render(frame, cellSize, fields[0])
      if (lag > 0) recording.render(frame + lag, cellSize, fields[1])
      add(fields[0], fields[lag > 0 ? 1 : 0])
    }
    return count * fields[0].length
  }
  let sum = 0
  const cells = sampled(0, (field) => {
    for (const value of field) sum += value
  })
  const mean = sum / cells
  const covariance = (lag: number) => {
    let products = 0
    const pairs = sampled(lag, (a, b) => {
      for (let i = 0; i < a.length; i++) products += (a[i] - mean) * (b[i] - mean)
    })
    return products / pairs
  }
  const variance = covariance(0)
  if (!(variance > 1e-12 * mean * mean))
    throw new RangeError(`every pixel of the recording has the same value at cell size ${cellSize}`)
  let [lag, before, above] = [0, 0, 1]
  for (;;) {
    lag += lag < 4 ? 1 : 2 ** Math.floor(Math.log2(lag)) / 2
    if (lag > recording.frames / 2) return { mean, deviation: Math.sqrt(variance), decayTime: null }
    const correlation = covariance(lag) / variance
    if (correlation <= 0.5) {
      const frames = before + ((lag - before) * (above - 0.5)) / (above - correlation)
      return { mean, deviation: Math.sqrt(variance), decayTime: frames * recording.frameInterval }
    }
    ;[before, above] = [lag, correlation]
  }
}
