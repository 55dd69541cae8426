import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Table } from 'apache-arrow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunStore } from '../run/store.js'
import { whiteNoise } from '../systems/index.js'
import type { SimulationTask } from '../systems/record.js'
import { record } from '../systems/record.js'
import { sharedPool } from '../workers.js'
import { type AnalysisResult, manifestOf } from './analysis.js'
import { type Part, PartFailed, type Progress, Workbench } from './workbench.js'

const pool = sharedPool()
let folder: string
let manifest: AnalysisResult['manifest']
let good: Part['task']
let bad: Part['task']
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scalescope-bench-'))
  const recordings = await record(pool, whiteNoise, { size: 32 }, { frames: 40, seeds: [1] })
  manifest = manifestOf({ name: 'curve', subject: 'recordings' }, recordings, {})
  good = { kind: 'surrogate', recording: recordings[0].share(), seed: 1 }
  bad = { kind: 'simulate', system: 'nothing' } as unknown as SimulationTask
})
afterAll(async () => {
  await pool.close()
  await rm(folder, { recursive: true, force: true })
})

const result = (problems: string[] = []): AnalysisResult => ({
  title: '',
  verdict: '',
  caption: '',
  problems,
  manifest,
  table: new Table(),
  plots: [],
  toJSON: () => ({}),
})

test('parts are told row by row, stored, and not computed again', async () => {
  const store = await RunStore.open(join(folder, 'stored'), manifest)
  const seen: Progress[] = []
  for (const expected of ['computed', 'stored']) {
    const bench = new Workbench(pool, manifest, store, undefined, (progress) => seen.push(progress))
    bench.expect([{ label: 'a', parts: 2 }])
    const task = expected === 'computed' ? good : bad
    const parts = ['one', 'two'].map((name) => ({ name, row: 'a', task }))
    const problems = await bench.parts(parts, () => bench.show(result()))
    expect(problems).toEqual([])
    expect(bench.manifest.finished).not.toBeNull()
    const last = seen.at(-1)!
    expect(last.fraction).toBe(1)
    expect(last.rows).toEqual([{ label: 'a', status: 'done', fraction: 1, text: '', loss: [] }])
  }
  expect(await readdir(join(folder, 'stored', 'parts'))).toEqual(['one.json', 'two.json'])
  expect(seen.some(({ news }) => news)).toBe(true)
}, 60_000)

test('a part that fails is a problem of its own; the others go on', async () => {
  const bench = new Workbench(pool, manifest, undefined, undefined, undefined)
  bench.expect([
    { label: 'sound', parts: 1 },
    { label: 'broken', parts: 1 },
  ])
  const finished: string[] = []
  const problems = await bench.parts(
    [
      { name: 'x', row: 'broken', task: bad },
      { name: 'y', row: 'sound', task: good },
    ],
    (_, { name }) => finished.push(name),
  )
  expect(finished).toEqual(['y'])
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^broken: There is no system nothing/)
  expect(bench.manifest.finished).toBeNull()
  await expect(bench.part({ name: 'z', row: 'broken', task: bad })).rejects.toThrow(PartFailed)
}, 60_000)

test('a stop ends every part with its reason, and a row that was never announced is a mistake', async () => {
  const stop = new AbortController()
  const bench = new Workbench(pool, manifest, undefined, stop.signal, undefined)
  bench.expect([{ label: 'a', parts: 1 }])
  const part = bench.part({ name: 'x', row: 'a', task: good })
  stop.abort(new Error('enough'))
  await expect(part).rejects.toThrow('enough')
  await expect(bench.part({ name: 'x', row: 'b', task: good })).rejects.toThrow('row b: not expected')
})
