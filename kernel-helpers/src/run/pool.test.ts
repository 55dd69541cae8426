import { afterEach, beforeEach, expect, test } from 'vitest'
import { WorkerDied, WorkerPool } from './pool.js'

let pool: WorkerPool
beforeEach(() => {
  pool = new WorkerPool(new URL('./pool.test.worker.js', import.meta.url), 2)
})
afterEach(() => pool.close())

test('a job reports progress and gives its result', async () => {
  const seen: number[] = []
  expect(await pool.run<number, number>('count', { onProgress: (i) => seen.push(i) })).toBe(3)
  expect(seen).toEqual([0, 1, 2])
})

test('more jobs than threads wait for their turn', async () => {
  expect(await Promise.all(Array.from({ length: 7 }, () => pool.run('count')))).toEqual(Array(7).fill(3))
})

test('an error keeps its kind and message, and the thread goes on', async () => {
  await expect(pool.run('nonsense')).rejects.toThrow(new RangeError('task: nonsense'))
  expect(await pool.run('count')).toBe(3)
})

test('a thread that dies fails its own job only, and is replaced', async () => {
  const others = Promise.all([pool.run('count'), pool.run('count')])
  const dying = expect(pool.run('die')).rejects.toThrow(WorkerDied)
  expect(await others).toEqual([3, 3])
  await dying
  expect(await Promise.all([pool.run('count'), pool.run('count')])).toEqual([3, 3])
})

test('stopping rejects at once with the reason, whether the job obeys, hangs or waits', async () => {
  const stop = new AbortController()
  const { signal } = stop
  const jobs = ['obey', 'hang', 'count'].map((task) => pool.run(task, { signal }))
  const outcomes = Promise.allSettled(jobs)
  setTimeout(() => stop.abort(new Error('enough')), 300)
  const reasons = (await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason.message)
  expect(reasons).toEqual(['enough', 'enough', 'enough'])
  expect(await pool.run('count')).toBe(3)
})

test('a job whose signal has aborted never starts', async () => {
  await expect(pool.run('die', { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
})

test('another number of threads holds from the next job on', async () => {
  const names = async () =>
    new Set(await Promise.all(Array.from({ length: 8 }, () => pool.run<number>('name'))))
  expect((await names()).size).toBe(2)
  pool.size = 1
  expect((await names()).size).toBe(1)
  pool.size = 3
  expect((await names()).size).toBe(3)
})
