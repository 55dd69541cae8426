import { Random } from '../../run/random.js'
import type { CoverageCase } from '../coverage.js'
import type { Estimate } from '../replicates.js'
import { relativeChange, response } from './change.js'

const CASES = 4000

function judged(name: string, truth: number, measure: (random: Random) => Estimate): CoverageCase {
  return {
    name,
    cases: CASES,
    covered() {
      let covered = 0
      for (let i = 0; i < CASES; i++) {
        const { low, high } = measure(new Random(29, i))
        if (low <= truth && truth <= high) covered++
      }
      return covered
    },
  }
}

const runs = (random: Random, count: number, of: (random: Random) => number) =>
  Array.from({ length: count }, () => of(random))

/** FVUs and the like: positive, with a spread in proportion. */
const positive = (mean: number, spread: number) => (random: Random) =>
  mean * Math.exp(spread * random.normal())
/** Energies and the like. */
const signed = (mean: number, deviation: number) => (random: Random) => mean + deviation * random.normal()

/** Values q = x^exponent at dials x, relative to a reference that is measured as badly. */
function powerLaw(exponent: number, spread: number, replicates: number, random: Random): Estimate {
  const reference = runs(random, replicates, positive(1, spread))
  const dial = [0.6, 0.8, 1.25, 1.6]
  const ratios = dial.map((x) =>
    runs(random, replicates, positive(x ** exponent, spread)).map((q, i) => q / reference[i]),
  )
  return response(ratios, dial)
}

export const coverage: readonly CoverageCase[] = [
  judged('relative change of a positive quantity, 3 runs', 0.2, (random) =>
    relativeChange(runs(random, 3, positive(0.6, 0.1)), runs(random, 3, positive(0.5, 0.05))),
  ),
  judged('relative change of a positive quantity, 10 runs', -0.3, (random) =>
    relativeChange(runs(random, 10, positive(0.35, 0.2)), runs(random, 10, positive(0.5, 0.1))),
  ),
  judged('relative change of an energy, 3 runs', 0.1, (random) =>
    relativeChange(runs(random, 3, signed(-1.8, 0.03)), runs(random, 3, signed(-2, 0.02))),
  ),
  judged('response to a dial, 3 runs', 0.7, (random) => powerLaw(0.7, 0.1, 3, random)),
  judged('response to a dial, 6 runs', -1, (random) => powerLaw(-1, 0.05, 6, random)),
]
