import { afterEach, describe, expect, test } from 'vitest'
import type { Trajectory } from '../recording/trajectory.js'
import { reopen } from '../reopen.js'
import { describeInput } from '../run/manifest.js'
import { WorkerDied, WorkerPool } from '../run/pool.js'
import { workerFile } from '../workers.js'
import { lennardJones, systems, whiteNoise } from './index.js'
import { BrokeDown, record } from './record.js'
import { smallParameters } from './systems.test.support.js'

const pools: WorkerPool[] = []
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))

function newPool(size: number, file = workerFile) {
  const pool = new WorkerPool(file, size)
  pools.push(pool)
  return pool
}

const enoughForTwo = { particles: 1000, density: 0.3, temperature: 2, timeStep: 0.02 }

test('a run is the same on one thread and on two', async () => {
  expect(lennardJones.helpers?.threads(enoughForTwo)).toBeGreaterThanOrEqual(2)
  const [one, two] = await Promise.all(
    [1, 2].map(async (threads) => {
      const [run] = await record(newPool(threads), lennardJones, enoughForTwo, { frames: 3, seeds: [4] })
      return (run as Trajectory).positions
    }),
  )
  expect(two).toEqual(one)
})

test('a run stops at once, with its helpers, and leaves the threads to others', async () => {
  const pool = newPool(2)
  const stop = new AbortController()
  const run = record(pool, lennardJones, enoughForTwo, {
    seeds: [1],
    signal: stop.signal,
    onProgress: () => stop.abort(new Error('enough')),
  })
  await expect(run).rejects.toThrow('enough')
  await expect(record(pool, whiteNoise, { size: 16 }, { frames: 2, seeds: [1, 2] })).resolves.toHaveLength(2)
})

test('a helper that dies in the middle of a run ends it with the reason', async () => {
  const pool = newPool(2, new URL('./record.test.worker.js', import.meta.url))
  await expect(record(pool, lennardJones, enoughForTwo, { seeds: [1] })).rejects.toThrow(WorkerDied)
})

test('a run that becomes non-finite says at which step and keeps the frames before', async () => {
  // Steps so long that a hard collision throws particles to infinity, sooner or later.
  const parameters = { particles: 64, density: 0.1, temperature: 2, timeStep: 0.02 }
  const pool = newPool(2)
  const ends = await Promise.allSettled(
    [1, 2, 3, 4, 5, 6].map((seed) =>
      record(pool, lennardJones, parameters, { frames: 30_000, seeds: [seed] }),
    ),
  )
  const broken = ends.flatMap((end) =>
    end.status === 'rejected' && end.reason instanceof BrokeDown ? [end.reason] : [],
  )
  expect(broken.length).toBeGreaterThan(0)
  for (const { message, kept } of broken) {
    expect(message).toMatch(/stopped being finite at step \d+; .* the \d+ frames before are kept/)
    const { positions, frames } = kept as Trajectory
    expect(positions.length).toBe(frames * 128)
    expect(positions.every(Number.isFinite)).toBe(true)
  }
})

test('a channel that the system has not is refused by name', () => {
  expect(() => record(newPool(1), whiteNoise, {}, { channel: 'colour' })).toThrow(
    'channel: "colour", expected',
  )
})

describe.each(systems.map((system) => [system.name, system] as const))('%s', (_, system) => {
  const parameters = smallParameters(system)

  test('a recording is found again from its manifest, bit for bit, and takes no more memory than its frames', async () => {
    const pool = newPool(2)
    const { channels = [], size } = system.observable(parameters)
    const channel = channels.at(-1)
    const [run] = await record(pool, system, parameters, { frames: 3, seeds: [7], channel })
    const shared = run.share()
    const held = shared.kind === 'trajectory' ? shared.positions : shared.pixels
    expect((held as SharedArrayBuffer).byteLength).toBe(3 * size * Float32Array.BYTES_PER_ELEMENT)
    const [again] = await reopen(pool, 'recordings', JSON.parse(JSON.stringify([describeInput(run)])))
    expect(describeInput(again)).toEqual(describeInput(run))
    const seen = [run, again].map((recording) => {
      const cellSize = recording.width / 8
      const { height, width } = recording.shape(cellSize)
      const field = new Float32Array(height * width)
      recording.render(2, cellSize, field)
      return field
    })
    expect(seen[1]).toEqual(seen[0])
  }, 120_000)

  test('a recording stops when asked, and its thread is free for the next', async () => {
    const pool = newPool(1)
    const stop = new AbortController()
    const run = record(pool, system, parameters, {
      frames: 2000,
      seeds: [1],
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    })
    await expect(run).rejects.toThrow('enough')
    await expect(record(pool, whiteNoise, { size: 8 }, { frames: 2, seeds: [1] })).resolves.toHaveLength(1)
  })
})
