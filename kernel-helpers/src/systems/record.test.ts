import { afterEach, expect, test } from 'vitest'
import type { Trajectory } from '../recording/trajectory.js'
import { WorkerDied, WorkerPool } from '../run/pool.js'
import { workerFile } from '../workers.js'
import { lennardJones, whiteNoise } from './index.js'
import { record } from './record.js'

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
