import { expect, test } from 'vitest'
import { Newest } from './newest.js'

const until = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, 60)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

test('of requests in a row only the last is done, and a new one ends the one under way', async () => {
  const [begun, done]: [number[], number[]] = [[], []]
  const newest = new Newest<number>(async (request, signal) => {
    begun.push(request)
    await until(signal)
    done.push(request)
  }, 20)
  for (const request of [1, 2, 3]) newest.ask(request)
  await expect.poll(() => begun).toEqual([3])
  newest.ask(4)
  await expect.poll(() => done, { timeout: 5000 }).toEqual([4])
  expect(begun).toEqual([3, 4])
  newest.ask(5)
  newest.cancel()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(begun).toEqual([3, 4])
})
