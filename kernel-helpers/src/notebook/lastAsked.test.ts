import { expect, test } from 'vitest'
import { LastAsked } from './lastAsked.js'

test('one job at a time: the last request of those that wait is done, the others are dropped', async () => {
  const [done, dropped]: number[][] = [[], []]
  const finish: (() => void)[] = []
  const jobs = new LastAsked<number>(
    (request) => {
      done.push(request)
      return new Promise((resolve) => finish.push(resolve))
    },
    (request) => dropped.push(request),
  )
  for (const request of [1, 2, 3, 4]) jobs.ask(request)
  expect([done, dropped]).toEqual([[1], [2, 3]])
  finish[0]()
  await expect.poll(() => done).toEqual([1, 4])
  finish[1]()
  await new Promise((resolve) => setTimeout(resolve))
  jobs.ask(5)
  expect([done, dropped]).toEqual([
    [1, 4, 5],
    [2, 3],
  ])
})
