import { expect, test } from 'vitest'
import { interchange } from './interchange.js'

const sizes = [1, 2, 4, 8]
/** Three replicates that scatter by a share of what is lost. */
const ratios = (losses: readonly number[], scatter = 0.01) =>
  losses.map((loss) => [1 - scatter, 1, 1 + scatter].map((factor) => 1 + loss * factor))

test('the scale from which on nothing is lost lies between the last one at which something is and the next', () => {
  const { from, low, high } = interchange(sizes, [ratios([0.5, 0.2, 0, 0]), ratios([0.1, 0, 0, 0])], 1.03)
  expect(from).toBe(4)
  // Linear in the logarithms: ln 1.2 falls to ln 1.03 after 84 % of an octave.
  const exact = 2 * 2 ** (1 - Math.log(1.03) / Math.log(1.2))
  expect(low).toBeLessThan(exact)
  expect(high).toBeGreaterThan(exact)
  expect(high / low).toBeLessThan(1.05)
})

test('one bad direction is enough, and a gap that grows again counts', () => {
  expect(interchange(sizes, [ratios([0, 0, 0, 0]), ratios([0.2, 0, 0, 0.2])], 1.03)).toEqual({
    from: null,
    low: Number.POSITIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  })
})

test('nothing lost anywhere', () => {
  expect(interchange(sizes, [ratios([0, 0, 0, 0]), ratios([0, 0, 0, 0])], 1.03)).toEqual({
    from: 1,
    low: Number.NEGATIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
  })
})

test('replicates that disagree widen the interval and forbid the claim', () => {
  const { from, low, high } = interchange(
    sizes,
    [ratios([0.5, 0.2, 0.02, 0.02], 0.9), ratios([0, 0, 0, 0])],
    1.03,
  )
  expect(from).toBeNull()
  expect(low).toBe(Number.NEGATIVE_INFINITY)
  expect(high).toBe(Number.POSITIVE_INFINITY)
})
