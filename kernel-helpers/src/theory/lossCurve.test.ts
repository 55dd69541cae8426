import { expect, test } from 'vitest'
import { LossCurve } from './lossCurve.js'

test('a training is told by its checks, several by their mean, and however many in few points', () => {
  const curve = new LossCurve()
  for (let step = 1; step <= 200; step++) curve.add('a', step, 200, 1 / Math.ceil(step / 20))
  expect(curve.points).toEqual([1, 0.5, 0.3333, 0.25, 0.2, 0.1667, 0.1429, 0.125, 0.1111, 0.1])
  curve.add('b', 1, 200, 3)
  expect(curve.points.slice(0, 2)).toEqual([2, 0.5])
  curve.add('b', 30, 200, Number.NaN)
  expect(curve.points).toHaveLength(10)
  const long = new LossCurve()
  for (let step = 1; step <= 100_000; step++) long.add('a', step, 100_000, 1 / step)
  expect(long.points).toHaveLength(40)
})
