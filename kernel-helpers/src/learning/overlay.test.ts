import { afterAll, expect, test } from 'vitest'
import { wholeViews } from '../protocol/fieldView.js'
import { decodeHistory, decodeViews, type FieldView, type PreviewContent } from '../protocol/index.js'
import type { Recording } from '../recording/recording.js'
import { WorkerPool } from '../run/pool.js'
import { hardDisks, translatingTexture, whiteNoise } from '../systems/index.js'
import { record } from '../systems/record.js'
import { errorCurveAnalysis } from '../theory/errorCurve/errorCurve.js'
import { runAnalysis } from '../theory/runAnalysis.js'
import { workerFile } from '../workers.js'
import type { HistoryTask } from './cellHistory.js'
import type { ViewsTask } from './frameViews.js'

const pool = new WorkerPool(workerFile, 2)
afterAll(() => pool.close())

const CELL = 8
const runs = await record(pool, translatingTexture, {}, { frames: 400, seeds: [1, 2] })
const curve = await runAnalysis(errorCurveAnalysis, pool, runs, { cellSizes: [CELL], replicates: 1 })
const [{ predictor, fvu, rawError }] = curve.predictors

async function seen(
  content: PreviewContent,
  frame: number,
  recording: Recording = runs[0],
): Promise<FieldView[]> {
  const shapes = [recording.shape(CELL)]
  const task: ViewsTask = {
    ...{ kind: 'views', recording: recording.share(), cellSizes: [CELL], frames: [frame] },
    ...{ content, predictors: [predictor], views: wholeViews(shapes, 1000), bits: 16 },
  }
  return decodeViews(await pool.run<Uint8Array>(task))
}

const rms = (values: Iterable<number>) => {
  const all = [...values]
  return Math.sqrt(all.reduce((sum, value) => sum + value * value, 0) / all.length)
}

test('a curve keeps what its first replicate learned, with its errors', () => {
  expect(predictor.cellSize).toBe(CELL)
  expect(fvu).toBe(curve.means[0].fvu)
  expect(rawError).toBe(curve.means[0].rawError)
})

test('the residual is the truth minus the prediction, the truth is what comes an offset later', async () => {
  const frame = 250
  const [[truth], [prediction], [residual], [later]] = await Promise.all([
    seen('truth', frame),
    seen('prediction', frame),
    seen('residual', frame),
    seen('recording', frame + predictor.offset),
  ])
  expect([...truth.values]).toEqual([...later.values])
  const range = Math.max(...truth.values) - Math.min(...truth.values)
  for (const [i, value] of residual.values.entries())
    expect(Math.abs(value - (truth.values[i] - prediction.values[i]))).toBeLessThan(range / 30_000)
  // A texture at a fixed velocity can be predicted; the frame itself is no such prediction.
  const [now] = await seen('recording', frame)
  expect(rms(residual.values)).toBeLessThan(0.5 * rms(truth.values.map((value, i) => value - now.values[i])))
})

test('where a frame is missing, nothing is predicted', async () => {
  expect(await seen('prediction', predictor.offset - 1)).toEqual([])
  expect(await seen('residual', 400 - predictor.offset)).toEqual([])
  expect(await seen('prediction', predictor.offset)).toHaveLength(1)
})

test.each([
  ['pixels', whiteNoise, {}, 3],
  ['particles', hardDisks, { particles: 100 }, 2],
] as const)(
  'the history of a cell of %s is what the frames show',
  async (_, system, parameters, cellSize) => {
    const [run] = await record(pool, system, parameters, { frames: 60, seeds: [1] })
    const { height, width } = run.shape(cellSize)
    const [row, column] = [height - 1, 1]
    const task: HistoryTask = {
      ...{ kind: 'history', recording: run.share(), cellSize, row, column, predictor: null },
    }
    const { frames, values, predictions } = decodeHistory(await pool.run<Uint8Array>(task))
    expect([...frames]).toEqual([...Array(60).keys()])
    expect(predictions.every(Number.isNaN)).toBe(true)
    const field = new Float32Array(height * width)
    for (const [i, frame] of frames.entries()) {
      run.render(frame, cellSize, field)
      expect(values[i]).toBeCloseTo(field[row * width + column], 5)
    }
  },
)

test('what is predicted for a cell is what the whole picture shows there, an offset later', async () => {
  const { height, width } = runs[0].shape(CELL)
  const [row, column] = [0, width - 1]
  const task: HistoryTask = {
    ...{ kind: 'history', recording: runs[0].share(), cellSize: CELL, row, column, predictor },
  }
  const { frames, predictions } = decodeHistory(await pool.run<Uint8Array>(task))
  expect(predictions.slice(0, 2 * predictor.offset).every(Number.isNaN)).toBe(true)
  for (const frame of [100, 399 - predictor.offset]) {
    const [whole] = await seen('prediction', frame)
    const at = frames.indexOf(frame + predictor.offset)
    expect(predictions[at]).toBeCloseTo(whole.values[row * width + column], 3)
  }
  expect(height).toBeGreaterThan(1)
})
