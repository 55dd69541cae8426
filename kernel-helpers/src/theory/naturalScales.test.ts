import { describe, expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { type Blocks, bootstrap, estimate, interval } from './bootstrap.js'
import { findNaturalScales } from './naturalScales.js'

const cellSizes = [0.25, 0.5, 1, 2, 4, 8]

function curve(values: readonly number[], noise: number, seed = 1) {
  const random = new Random(seed)
  return {
    cellSizes,
    values,
    draws: values.map((value) =>
      Float64Array.from({ length: 1000 }, () => value * Math.exp(noise * random.normal())),
    ),
  }
}

describe('natural scales', () => {
  test('a clear peak is found, with its place in particles per cell', () => {
    const found = findNaturalScales(curve([0.05, 0.18, 0.24, 0.18, 0.14, 0.12], 0.02), 'fvu', 0.4)
    expect(found).toHaveLength(1)
    expect(found[0].kind).toBe('peak')
    expect(found[0].cellSize).toBeGreaterThan(0.7)
    expect(found[0].cellSize).toBeLessThan(1.4)
    expect(found[0].low).toBeLessThanOrEqual(found[0].cellSize)
    expect(found[0].high).toBeGreaterThanOrEqual(found[0].cellSize)
    expect(found[0].particlesPerCell).toBeCloseTo(0.4 * found[0].cellSize ** 2)
    expect(found[0].prominence).toBeCloseTo(0.24 / 0.12 - 1, 6)
  })

  test('a valley is a peak upside down', () => {
    const found = findNaturalScales(curve([0.28, 0.245, 0.231, 0.234, 0.281, 0.532], 0.01), 'fvu', null)
    expect(found.map((scale) => scale.kind)).toEqual(['valley'])
    expect(found[0].particlesPerCell).toBeNull()
  })

  test('a rising curve has none, and one that only wiggles within its noise has none', () => {
    expect(findNaturalScales(curve([0.04, 0.18, 0.28, 0.46, 0.55, 0.57], 0.02), 'fvu', 0.4)).toEqual([])
    expect(findNaturalScales(curve([0.5, 0.503, 0.499, 0.502, 0.5, 0.501], 0.01), 'fvu', 0.4)).toEqual([])
    expect(findNaturalScales(curve([0.5, 0.6], 0.01), 'fvu', 0.4)).toEqual([])
  })

  test('the place of a parabola over log b is found exactly', () => {
    const at = Math.log(1.3)
    const values = cellSizes.map((b) => Math.exp(-0.2 * (Math.log(b) - at) ** 2))
    expect(findNaturalScales(curve(values, 1e-6), 'fvu', null)[0].cellSize).toBeCloseTo(1.3, 3)
  })
})

/** Replicates with variance between runs and between blocks, whose true ratio is `truth`. */
function synthetic(random: Random, runs: number, truth: number): Blocks[] {
  return Array.from({ length: runs }, () => {
    const run = Math.exp(0.05 * random.normal())
    const frames = new Array<number>(10).fill(20)
    return {
      numerator: frames.map(() => truth * run * (1 + 0.1 * random.normal())),
      denominator: frames.map(() => 1 + 0.05 * random.normal()),
      frames,
    }
  })
}

describe('bootstrap over runs and time', () => {
  test.each([3, 6])(
    '95 percent intervals from %i runs cover the truth at least as often as they say',
    (runs) => {
      const random = new Random(42)
      const trials = 300
      let covered = 0
      for (let trial = 0; trial < trials; trial++) {
        const { low, high } = estimate(synthetic(random, runs, 0.3), trial)
        if (low <= 0.3 && 0.3 <= high) covered++
      }
      // Binomial 95 % band of 300 trials at 0.95 is ± 0.025; wider intervals than asked are reported, not refused.
      expect(covered / trials).toBeGreaterThan(0.92)
    },
  )

  test('the same seed gives the same draws', () => {
    const data = synthetic(new Random(3), 3, 0.2)
    expect(bootstrap(data, 5)).toEqual(bootstrap(data, 5))
    expect(bootstrap(data, 5)).not.toEqual(bootstrap(data, 6))
  })

  test('one run without blocks has no interval', () => {
    const [low, high] = interval(bootstrap([{ numerator: [1], denominator: [2], frames: [9] }], 1))
    expect(low).toBeNaN()
    expect(high).toBeNaN()
  })
})
