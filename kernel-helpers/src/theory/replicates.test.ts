import { describe, expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { geometricMean, mean } from './replicates.js'

describe('intervals of replicates', () => {
  test('hold the true mean in 95 % of cases, for two replicates as for ten', () => {
    const random = new Random(3)
    for (const replicates of [2, 3, 10]) {
      const cases = 4000
      const covered = Array.from({ length: cases }, () => {
        const values = Array.from({ length: replicates }, () => Math.exp(0.3 * random.normal()))
        const { low, high } = geometricMean(values)
        return low <= 1 && 1 <= high
      }).filter(Boolean).length
      expect(covered / cases).toBeGreaterThan(0.94)
      expect(covered / cases).toBeLessThan(0.96)
    }
  })

  test('Student’s own data: the mean of differences −1.58 has the interval of his t', () => {
    // "The probable error of a mean" (1908), additional hours of sleep, Dextro minus Laevo.
    const { value, low, high } = mean([-1.2, -2.4, -1.3, -1.3, 0, -1, -1.8, -0.8, -4.6, -1.4])
    expect(value).toBeCloseTo(-1.58, 10)
    expect([low, high].map((bound) => Number(bound.toFixed(2)))).toEqual([-2.46, -0.7])
  })

  test('one replicate has no interval', () => {
    expect(mean([3])).toEqual({ value: 3, low: Number.NaN, high: Number.NaN })
  })
})
