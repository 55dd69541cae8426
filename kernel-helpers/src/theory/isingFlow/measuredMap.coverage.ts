import { Random } from '../../run/random.js'
import type { Estimate } from '../bootstrap.js'
import type { CoverageCase } from '../coverage.js'
import { type MeasuredFixedPoint, measuredFixedPoint } from './measuredMap.js'

const CASES = 3000
const RUNS = 6
const TEMPERATURES = [2.2, 2.24, 2.27, 2.3, 2.34]
/** Couplings that are parabolas of the temperature and meet at T = 2.26, with slopes of ratio 2 there. */
const fine = (t: number) => 0.42 - 0.9 * (t - 2.26) + 1.1 * (t - 2.26) ** 2
const coarse = (t: number) => 0.42 - 1.8 * (t - 2.26) + 2.5 * (t - 2.26) ** 2
const NOISE = 0.002
const expected: Record<keyof MeasuredFixedPoint, number> = { temperature: 2.26, coupling: 0.42, exponent: 1 }

export const coverage: CoverageCase[] = Object.entries(expected).map(([quantity, value], stream) => ({
  name: `${quantity} of a measured fixed point, against a made-up flow`,
  cases: CASES,
  covered() {
    const random = new Random(41, stream)
    const noisy = (curve: (t: number) => number) =>
      TEMPERATURES.map((t) => curve(t) + NOISE * random.normal())
    let covered = 0
    for (let i = 0; i < CASES; i++) {
      const runs = Array.from({ length: RUNS }, () => ({ fine: noisy(fine), coarse: noisy(coarse) }))
      const found: Record<string, Estimate> = { ...measuredFixedPoint(TEMPERATURES, runs) }
      const { low, high } = found[quantity]
      covered += +(low <= value && value <= high)
    }
    return covered
  },
}))
