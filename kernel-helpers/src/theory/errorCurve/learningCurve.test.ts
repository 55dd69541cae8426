import { expect, test } from 'vitest'
import { Random } from '../../run/random.js'
import { syntheticLosses } from './learningCurve.coverage.js'
import { change, outlook } from './learningCurve.js'

test('a synthetic history recovers its limit and its exponent', () => {
  const told = outlook(syntheticLosses(new Random(1), 3, 0.25, 0.8, 1e-6), 200)
  expect(told?.gain.value).toBeCloseTo(0.2, 3)
  expect(told?.exponent).toBeCloseTo(0.8, 1)
})

test('a loss that falls as a logarithm does not level off', () => {
  const steps = [50, 100, 200, 400]
  const losses = [1, 1.1, 0.9].map((level) => steps.map((n) => level * (2 - 0.1 * Math.log(n))))
  expect(outlook({ steps, losses }, 200)).toBeUndefined()
})

test('a change is the geometric mean of the replicates’', () => {
  const { value, low, high } = change(
    {
      steps: [1, 2],
      losses: [
        [1, 0.5],
        [3, 1.5],
        [2, 1],
      ],
    },
    1,
    2,
  )
  expect([value, low, high].map((x) => Number(x.toFixed(9)))).toEqual([0.5, 0.5, 0.5])
})

test('nonsense is refused by name', () => {
  expect(() => outlook({ steps: [1, 2, 3], losses: [[3, 2, 1]] }, 2)).toThrow(
    'steps: 3 lengths, expected at least 4',
  )
  expect(() => outlook({ steps: [1, 2, 3, 4], losses: [[4, 3, 2, 1]] }, 5)).toThrow(
    'at: 5 steps, expected one of 1, 2, 3, 4',
  )
})
