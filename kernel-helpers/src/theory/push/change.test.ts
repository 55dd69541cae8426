import { expect, test } from 'vitest'
import { relativeChange, response } from './change.js'

test('a change of a positive quantity is of its ratio, of an energy of its size', () => {
  expect(relativeChange([2.2, 4.8], [2, 4]).value).toBeCloseTo(Math.sqrt(1.1 * 1.2) - 1, 10)
  expect(relativeChange([-1, -1.1, -0.9], [-2, -2.1, -1.9]).value).toBeCloseTo(0.5, 10)
})

test('what has no relative change says so', () => {
  expect(() => relativeChange([1], [2])).toThrow('1 replicates, expected at least 2')
  expect(() => relativeChange([1, 1], [1, 1])).toThrow('the same in every run')
  expect(() => relativeChange([0.1, 0.2, -0.1], [-0.2, 0.1, 0.15])).toThrow(
    'at the reference, expected a value that can be told from 0',
  )
})

test('the response of a power law is its exponent', () => {
  const dial = [0.5, 2, 3]
  const ratios = dial.map((x) => [x ** -1.5, x ** -1.5, x ** -1.5])
  expect(response(ratios, dial)).toMatchObject({
    value: expect.closeTo(-1.5, 10),
    low: expect.closeTo(-1.5, 10),
  })
})
