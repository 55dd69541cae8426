import { afterEach, expect, test } from 'vitest'
import { liveRuns } from './live-runs.js'
import type { RunProgressModel } from './model.js'

const [first, second] = [{}, {}] as RunProgressModel[]
afterEach(() => {
  for (const run of liveRuns.runs) liveRuns.update(run, false)
})

test('runs are listed in the order of their start, once, until they end', () => {
  let told = 0
  const count = () => void told++
  liveRuns.changed.connect(count)
  liveRuns.update(first, true)
  liveRuns.update(second, true)
  liveRuns.update(first, true)
  expect(liveRuns.runs).toEqual([first, second])
  expect(told).toBe(3)
  liveRuns.update(first, false)
  expect(liveRuns.runs).toEqual([second])
  liveRuns.update(first, false)
  expect(told).toBe(4)
  liveRuns.changed.disconnect(count)
})
