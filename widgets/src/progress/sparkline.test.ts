import { expect, test } from 'vitest'
import { lossWords, sparklinePoints } from './sparkline.js'

const heights = (values: number[]) =>
  sparklinePoints(values)
    .split(' ')
    .map((corner) => Number(corner.split(',')[1]))

test('a curve fills its box, highest value at the top', () => {
  expect(sparklinePoints([2, 1.5, 3])).toBe('1.5,10.2 32.0,14.5 62.5,1.5')
})

test('losses that fall by much are drawn on a logarithmic axis', () => {
  const [first, second, third] = heights([1, 0.1, 0.01])
  expect(second - first).toBeCloseTo(third - second, 1)
  const [a, b, c] = heights([1, 0.9, 0.6])
  expect(c - b).toBeCloseTo(3 * (b - a), 0)
})

test('one value is no curve, equal values are a flat one', () => {
  expect(sparklinePoints([])).toBe('')
  expect(sparklinePoints([1])).toBe('')
  expect(new Set(heights([1, 1, 1])).size).toBe(1)
  expect(heights([0, -1])).toEqual([1.5, 14.5])
})

test('its words give the ends', () => {
  expect(lossWords([0.31234, 0.2, 0.19876])).toBe('validation loss from 0.312 to 0.199')
})
