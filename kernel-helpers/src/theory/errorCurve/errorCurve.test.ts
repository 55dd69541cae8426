import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Recording } from '../../recording/recording.js'
import { translatingTexture, whiteNoise } from '../../systems/index.js'
import { record } from '../../systems/record.js'
import { sharedPool } from '../../workers.js'
import { type RunOptions, runAnalysis } from '../runAnalysis.js'
import type { Progress } from '../workbench.js'
import type { ErrorCurve } from './curve.js'
import { errorCurveAnalysis } from './errorCurve.js'
import type { ErrorCurveOptions } from './errorCurveSpec.js'

const pool = sharedPool()
const measure = (
  recordings: readonly Recording[],
  options: ErrorCurveOptions = {},
  how: RunOptions<ErrorCurve> = {},
) => runAnalysis(errorCurveAnalysis, pool, recordings, options, how)
let folder: string
let noise: Recording[]
let texture: Recording[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scalescope-curve-'))
  noise = await record(pool, whiteNoise, {}, { frames: 600, seeds: [1, 2] })
  texture = await record(pool, translatingTexture, {}, { frames: 600, seeds: [1, 2] })
})

afterAll(async () => {
  await pool.close()
  await rm(folder, { recursive: true, force: true })
})

describe('controls', () => {
  test('white noise cannot be predicted: FVU is 1.00 ± 0.02 at every scale, persistence 2', async () => {
    const curve = await measure(noise, { cellSizes: [2, 8] })
    expect(curve.finished).toBe(true)
    expect(curve.means).toHaveLength(2)
    for (const row of curve.means) {
      expect(Math.abs(row.fvu - 1)).toBeLessThan(0.02)
      expect(row.persistence).toBeCloseTo(2, 1)
      expect(row.fvuLow).toBeLessThanOrEqual(row.fvu)
      expect(row.fvuHigh).toBeGreaterThanOrEqual(row.fvu)
    }
    expect(curve.naturalScales()).toEqual([])
    expect(curve.verdict).toBe('too few cell sizes for a natural scale')
  }, 300_000)

  test('a texture at one fixed velocity can be predicted: FVU below 0.01 at every scale', async () => {
    const curve = await measure(texture, { cellSizes: [2, 8] })
    for (const row of curve.means) expect(row.fvu).toBeLessThan(0.01)
    expect(curve.means.map((row) => row.offset)).toEqual([2, 8])
  }, 300_000)
})

describe('a run', () => {
  const request = { cellSizes: [8, 16], replicates: 2 }

  test('stops at once, keeps what is finished, goes on, and gives what it would have given', async () => {
    const stopped = join(folder, 'stopped')
    const stop = new AbortController()
    let asked = 0
    const partly = await measure(noise, request, {
      folder: stopped,
      signal: stop.signal,
      onProgress: ({ result }) => {
        if (result?.means.length === 1 && asked === 0) {
          asked = performance.now()
          stop.abort(new Error('enough'))
        }
      },
    })
    const waited = performance.now() - asked
    expect(asked).toBeGreaterThan(0)
    expect(partly.finished).toBe(false)
    expect(partly.means).toHaveLength(1)
    const kept = await readdir(join(stopped, 'parts'))
    expect(kept.length).toBeGreaterThan(0)
    const before = await readFile(join(stopped, 'parts', kept[0]), 'utf8')
    const resumed = await measure(noise, request, { folder: stopped })
    const inOneGo = await measure(noise, request, { folder: join(folder, 'whole') })
    expect(resumed.finished).toBe(true)
    expect(resumed.rows).toEqual(inOneGo.rows)
    expect(await readFile(join(stopped, 'parts', kept[0]), 'utf8')).toBe(before)
    // The promise resolves without waiting for the workers; a generous bound for a noisy machine.
    expect(waited).toBeLessThan(5000)
  }, 300_000)

  test('measures again a stored part that has no network, where one is to be kept', async () => {
    const path = join(folder, 'older')
    const options = { cellSizes: [16], replicates: 2 }
    const before = await measure(noise, options, { folder: path })
    const file = join(path, 'parts', 'cell-16-replicate-0.json')
    const { predictor, ...older } = JSON.parse(await readFile(file, 'utf8'))
    expect(predictor.cellSize).toBe(16)
    await writeFile(file, JSON.stringify(older))
    const after = await measure(noise, options, { folder: path })
    expect(after.predictors).toEqual(before.predictors)
    expect(after.predictors).toHaveLength(1)
  }, 300_000)

  test('reports every scale and how far it is', async () => {
    const seen: Progress<ErrorCurve>[] = []
    await measure(noise, { cellSizes: [8, 16], replicates: 1 }, { onProgress: (p) => seen.push(p) })
    const last = seen[seen.length - 1]
    expect(last.fraction).toBe(1)
    expect(last.rows.map((row) => row.status)).toEqual(['done', 'done'])
    expect(last.backend).toMatch(/TensorFlow|WebGPU|WebAssembly/)
    expect(last.memory).toBeGreaterThan(0)
    expect(seen.some(({ rows }) => rows.some(({ text }) => /^loss (0\.[5-9]|1)/.test(text)))).toBe(true)
    const fractions = seen.map((p) => p.fraction)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
  }, 300_000)

  test('with refits, measures the curve again with time offsets twice as long, and leaves out half of one frame', async () => {
    const request = { cellSizes: [4, 8, 16], refits: true }
    const path = join(folder, 'refits')
    const seen: Progress<ErrorCurve>[] = []
    const curve = await measure(noise, request, { folder: path, onProgress: (p) => seen.push(p) })
    expect(curve.finished).toBe(true)
    expect(curve.refits.map(({ variation, complete }) => [variation.name, complete])).toEqual([
      ['S = 2 frames', true],
    ])
    expect(seen.find(({ fraction }) => fraction > 0)?.rows.map((row) => row.label)).toContain('S = 2 frames')
    expect(curve.problems).toEqual([
      'S = 0.5 frames: 0 cell sizes at which a whole number of frames comes near it, expected at least 3',
    ])
    const offsets = curve.refits.map(({ scales }) => scales.map((scale) => scale.offset))
    expect(offsets).toEqual([[2, 2, 2]])
    expect(curve.table.toArray().filter((row) => row.refit !== null)).toHaveLength(3)
    // Nothing stands out, so that there is no place at which to train other networks.
    expect(curve.naturalScales()).toEqual([])
    expect(curve.verdict).toBe('no natural scale: no interior peak, valley or knee of FVU, skill, raw error')
    const again = await measure(noise, request, { folder: path })
    expect(again.toJSON()).toEqual(curve.toJSON())
  }, 300_000)

  test('a folder of another computation is refused, and a broken part is named', async () => {
    const path = join(folder, 'whole')
    await expect(measure(noise, { ...request, seed: 9 }, { folder: path })).rejects.toThrow(
      /holds another computation .* expected/,
    )
    const [part] = await readdir(join(path, 'parts'))
    await writeFile(join(path, 'parts', part), '{"half')
    await expect(measure(noise, request, { folder: path })).rejects.toThrow(/is not valid JSON: remove it/)
  }, 300_000)
})

describe('nonsense is refused by name', () => {
  test.each([
    [{ cellSizes: [500] }, 'cellSize: 500 is larger than the frame, expected at most 128'],
    [{ cellSizes: [-1] }, /cellSizes.0: -1/],
    [{ replicates: 3 }, 'replicates: 3, expected at most the number of runs, 2'],
    [{ offset: 400 }, 'offset: 400 frames, expected at most 149 for this recording'],
    [{ kappa: 0 }, /kappa: 0/],
    [{ budget: 'huge' }, /budget: "huge"/],
    [{ backend: 'cpu' }, /backend: "cpu".*"tensorflow"\|"webgpu"\|"wasm"/],
    [{ cellsizes: [1] }, /cellsizes: unknown, expected one of cellSizes/],
  ])('%j', async (options, message) => {
    await expect(measure(noise, options as never)).rejects.toThrow(message)
  })

  test('recordings that differ, and none at all', async () => {
    const other = await record(pool, whiteNoise, { size: 64 }, { frames: 100, seeds: [3] })
    await expect(measure([noise[0], ...other])).rejects.toThrow(
      'recordings: run 2 has width 64, expected 128 as in run 1',
    )
    await expect(measure([])).rejects.toThrow('recordings: none given')
    const short = await record(pool, whiteNoise, { size: 32 }, { frames: 5, seeds: [3] })
    await expect(measure(short)).rejects.toThrow('frames: 5, expected at least 20')
  })
})
