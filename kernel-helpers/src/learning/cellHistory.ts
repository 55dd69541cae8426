import { encodeHistory } from '../protocol/index.js'
import { cellSeries } from '../recording/cellSeries.js'
import type { Recording, SharedRecording } from '../recording/recording.js'
import { openShared } from '../recording/shared.js'
import { continuedCells } from './examples.js'
import { restored, standardised } from './forecast.js'
import { networkOf } from './network.js'
import { applyPredictor, type Predictor } from './predictor.js'
import { RIDGE_RADIUS } from './ridge.js'

/** A job for a worker: one cell over time, and what a predictor said of it. */
export interface HistoryTask {
  readonly kind: 'history'
  readonly recording: SharedRecording
  readonly cellSize: number
  readonly row: number
  readonly column: number
  readonly predictor: Predictor | null
}

const MOST_FRAMES = 1000
const FEWEST_FRAMES = 50
/** Cells and particles to look at altogether: about a second. */
const LOOKS = 2 ** 27

/** Runs in a worker. @returns an Arrow IPC stream of frames evenly spread over the recording */
export async function cellHistory(task: HistoryTask): Promise<Uint8Array> {
  const { cellSize, row, column, predictor } = task
  const recording = openShared(task.recording)
  const { height, width } = recording.shape(cellSize)
  const whole = 'particles' in task.recording ? height * width + 30 * task.recording.particles : 1
  const frames = evenFrames(recording.frames, LOOKS / whole)
  const values = cellSeries(recording, cellSize, row, column, frames)
  const predictions = new Float32Array(frames.length).fill(Number.NaN)
  if (predictor) {
    const every = Math.max(1, Math.ceil((3 * height * width * frames.length) / LOOKS))
    const places = [...frames.keys()].filter((i) => i % every === 0 && frames[i] >= 2 * predictor.offset)
    const targets = places.map((i) => frames[i])
    const predicted = await predictCell(predictor, recording, row, column, targets)
    for (const [k, place] of places.entries()) predictions[place] = predicted[k]
  }
  return encodeHistory({ frames, values, predictions })
}

function evenFrames(frames: number, most: number): Int32Array {
  const count = Math.min(frames, Math.max(FEWEST_FRAMES, Math.min(MOST_FRAMES, Math.floor(most))))
  return Int32Array.from({ length: count }, (_, i) => Math.round((i * (frames - 1)) / Math.max(1, count - 1)))
}

/** What is predicted for one cell in each of the frames: the network sees only what lies around it. */
async function predictCell(
  predictor: Predictor,
  recording: Recording,
  row: number,
  column: number,
  targets: readonly number[],
): Promise<Float32Array> {
  const { cellSize, offset, standardisation } = predictor
  const { height, width } = recording.shape(cellSize)
  const pad = Math.max(RIDGE_RADIUS, networkOf(predictor).radius)
  const side = 2 * pad + 1
  const cells = continuedCells(recording.boundary, height, width, pad)
  const around = Array.from({ length: side ** 2 }, (_, i) => {
    const [y, x] = [row + Math.floor(i / side), column + (i % side)]
    return cells[y * (width + 2 * pad) + x]
  })
  const inputs = new Float32Array(2 * targets.length * around.length)
  const field = new Float32Array(height * width)
  for (const [example, target] of targets.entries())
    for (const [role, frame] of [target - 2 * offset, target - offset].entries()) {
      recording.render(frame, cellSize, field)
      const seen = standardised(field, standardisation)
      for (const [i, cell] of around.entries()) inputs[2 * (example * around.length + i) + role] = seen[cell]
    }
  const predicted = await applyPredictor(predictor, {
    ...{ count: targets.length, height: 1, width: 1, pad, inputs },
    components: ['scalar', 'scalar'],
    present: 1,
    targets: new Float32Array(0),
  })
  const { background, deviation } = standardisation
  const own = typeof background === 'number' ? background : background[row * width + column]
  return restored(predicted, { background: own, deviation })
}
