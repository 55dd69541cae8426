import { describe, expect, test } from 'vitest'
import { Random } from '../../run/random.js'
import { countEnvironments, environmentCount, environments } from './blockSpins.js'
import { chainNearest, chainSecond, diagonal, nearest, plaquette, spin } from './operators.js'
import { Enumerated } from './pseudoLikelihood.coverage.js'
import { fitCouplings } from './pseudoLikelihood.js'

describe('couplings by pseudo-likelihood', () => {
  test('are those that drew each spin from its surroundings, and the field', () => {
    // Expected counts of every environment, each as frequent as any other: the fit is exact.
    const operators = [nearest, diagonal, plaquette]
    const couplings = [0.3, -0.1, 0.05]
    const field = 0.2
    const counts = environments(operators).map(({ spin: s, sums }) => {
      const local = couplings.reduce((sum, coupling, i) => sum + coupling * sums[i], field)
      return 1 / (1 + Math.exp(-2 * s * local))
    })
    const fitted = fitCouplings(counts, operators, [...operators, spin])
    for (const [i, expected] of [...couplings, field].entries()) expect(fitted[i]).toBeCloseTo(expected, 8)
  })

  test('come back from states of their exact weights, within four standard errors', () => {
    const couplings = [0.25, 0.08, -0.05]
    const random = new Random(3)
    const states = new Enumerated(couplings)
    const fits = Array.from({ length: 20 }, () => states.fit(1000, random))
    for (const [i, expected] of couplings.entries()) {
      const values = fits.map((fit) => fit[i])
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
      expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / values.length))
      expect(Math.sqrt(variance / values.length)).toBeLessThan(0.005)
    }
  })

  test('are refused to spins that are all equal, or follow their neighbours always', () => {
    const operators = [chainNearest, chainSecond]
    const frozen = new Float64Array(environmentCount(operators))
    countEnvironments({ width: 16, height: 16, up: new Uint8Array(256).fill(1) }, operators, frozen)
    expect(() => fitCouplings(frozen, operators)).toThrow('spins: all equal, expected both kinds')
    const halves = new Float64Array(environmentCount(operators))
    const up = Uint8Array.from({ length: 256 }, (_, i) => +(i < 128))
    countEnvironments({ width: 16, height: 16, up }, operators, halves)
    expect(() => fitCouplings(halves, operators)).toThrow(
      "spins: they don't determine the couplings nearest, second",
    )
  })
})
