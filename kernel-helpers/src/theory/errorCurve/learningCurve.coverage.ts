import { Random } from '../../run/random.js'
import type { CoverageCase } from '../coverage.js'
import { outlook } from './learningCurve.js'

/** Losses that approach a limit as a power of the number of steps, up to noise and to a level of each replicate's own. */
export function syntheticLosses(
  random: Random,
  replicates: number,
  excess: number,
  exponent: number,
  noise: number,
) {
  const steps = [50, 100, 200, 400]
  const losses = Array.from({ length: replicates }, () => {
    const level = Math.exp(0.1 * random.normal())
    return steps.map((n) => level * (1 + excess * (n / 200) ** -exponent) * (1 + noise * random.normal()))
  })
  return { steps, losses }
}

function gain(replicates: number, excess: number, exponent: number, noise: number): CoverageCase {
  const cases = 3000
  const truth = excess / (1 + excess)
  return {
    name: `gain of endless training: excess ${excess}, exponent ${exponent}, noise ${100 * noise} %, ${replicates} replicates`,
    cases,
    covered() {
      const random = new Random(31)
      let covered = 0
      for (let found = 0; found < cases; ) {
        const told = outlook(syntheticLosses(random, replicates, excess, exponent, noise), 200)?.gain
        if (!told) continue
        found++
        if (told.low <= truth && truth <= told.high) covered++
      }
      return covered
    },
  }
}

export const coverage: readonly CoverageCase[] = [
  gain(3, 0.1, 1, 0.003),
  gain(3, 0.5, 0.5, 0.003),
  gain(5, 0.1, 1.5, 0.01),
  gain(5, 0.5, 1, 0.01),
]
