import { describe, expect, test } from 'vitest'
import { Random } from '../../run/random.js'
import { ising } from '../../systems/ising.js'
import { resolveParameters } from '../../systems/parameters.js'
import { mean } from '../replicates.js'
import { countCouplings } from './couplingCounts.js'
import { decimation } from './maps.js'
import { chainNearest, chainSecond } from './operators.js'
import { fitCouplings } from './pseudoLikelihood.js'
import { autocorrelationTime } from './sampling.js'

test('autocorrelation time of a series that keeps the part ρ of itself is ½ (1 + ρ)/(1 − ρ)', () => {
  const random = new Random(1)
  for (const kept of [0, 0.5, 0.8]) {
    let value = 0
    const series = Array.from({ length: 100_000 }, () => {
      value = kept * value + Math.sqrt(1 - kept * kept) * random.normal()
      return value
    })
    const expected = (0.5 * (1 + kept)) / (1 - kept)
    expect(Math.abs(autocorrelationTime(series) / expected - 1)).toBeLessThan(0.05)
  }
})

describe('simulated chains', () => {
  test('decimated by 2, 4 and 8 have the couplings of exact decimation', () => {
    const blocks = [1, 2, 4, 8]
    const operators = [chainNearest, chainSecond]
    const temperature = 0.8
    const runs = [1, 2, 3, 4, 5, 6].map((seed) =>
      countCouplings(
        {
          kind: 'coupling-counts',
          parameters: resolveParameters(ising, { dimensions: 1, size: 128, temperature }),
          ...{ seed, samples: 30, interval: 2, blocks },
        },
        { report: () => {}, checkpoint: () => {} },
      ),
    )
    for (const [i, b] of blocks.entries()) {
      const { value, low, high } = mean(
        runs.map(({ counts }) => fitCouplings(counts.decimation![i], operators, [chainNearest])[0]),
      )
      const expected = decimation(b).apply(1 / temperature)
      // Twice the interval: one in some thousand would miss it by chance.
      expect(Math.abs(value - expected)).toBeLessThan(high - low)
      expect(high - low).toBeLessThan(0.03)
      // Decimated chains have no other coupling.
      const second = mean(runs.map(({ counts }) => fitCouplings(counts.decimation![i], operators)[1]))
      expect(Math.abs(second.value)).toBeLessThan(second.high - second.low)
    }
  })
})
