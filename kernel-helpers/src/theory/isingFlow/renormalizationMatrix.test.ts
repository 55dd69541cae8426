import { describe, expect, test } from 'vitest'
import { Random } from '../../run/random.js'
import { ising } from '../../systems/ising.js'
import { resolveParameters } from '../../systems/parameters.js'
import { EXPONENT, made } from './renormalizationMatrix.coverage.js'
import { exponent } from './renormalizationMatrix.js'
import { gatherMoments } from './renormalizationMoments.js'

describe('the renormalization matrix', () => {
  test('of known covariances has their eigenvalue', () => {
    const random = new Random(1)
    const { value, low, high } = exponent(
      Array.from({ length: 6 }, () => made(random, 20_000)),
      2,
      'even',
    )
    expect(high - low).toBeLessThan(0.03)
    expect(Math.abs(value - EXPONENT)).toBeLessThan(0.03)
  })

  test('of too few samples is refused', () => {
    const random = new Random(1)
    expect(() => exponent([made(random, 1), made(random, 1)], 2, 'even')).toThrow(/samples: .* more samples/)
  })

  test('of a critical lattice of 32 gives y_T = 1 and y_h = 15/8 at the second halving, within 3 %', () => {
    const runs = [1, 2, 3, 4].map((seed) =>
      gatherMoments(
        {
          kind: 'renormalization-moments',
          parameters: resolveParameters(ising, { size: 32 }),
          seed,
          samples: 1500,
          interval: 1,
        },
        { report: () => {}, checkpoint: () => {} },
      ),
    )
    const of = (sector: 'even' | 'odd', operators: number) =>
      exponent(
        runs.map((run) => run[sector][1]),
        operators,
        sector,
      )
    const [thermal, magnetic, alone] = [of('even', 7), of('odd', 4), of('even', 1)]
    expect(Math.abs(thermal.value - 1)).toBeLessThan(0.03)
    expect(Math.abs(magnetic.value - 1.875)).toBeLessThan(0.006)
    // What the truncation to one operator costs.
    expect(alone.value).toBeLessThan(thermal.value)
  })
})
