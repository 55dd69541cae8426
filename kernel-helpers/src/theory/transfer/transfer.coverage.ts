import { Random } from '../../run/random.js'
import type { CoverageCase } from '../coverage.js'
import { crossing, interchange } from './interchange.js'
import { transferRatio } from './transferResult.js'

const CASES = 3000

/** Autoregression of unit variance: each value remembers `memory` of the one before. */
function series(memory: number, length: number, random: Random): Float64Array {
  const values = new Float64Array(length)
  values[0] = random.normal()
  for (let t = 1; t < length; t++)
    values[t] = memory * values[t - 1] + Math.sqrt(1 - memory * memory) * random.normal()
  return values
}

/** Least squares over several series. */
function regression(runs: readonly Float64Array[]): number {
  let [products, squares] = [0, 0]
  for (const run of runs)
    for (let t = 1; t < run.length; t++) {
      products += run[t] * run[t - 1]
      squares += run[t - 1] ** 2
    }
  return products / squares
}

function error(run: Float64Array, coefficient: number): number {
  let sum = 0
  for (let t = 1; t < run.length; t++) sum += (run[t] - coefficient * run[t - 1]) ** 2
  return sum
}

/**
 * Predictors of one autoregression on another, trained on the run after the one tested on, as in a measurement. What a
 * perfectly trained one loses is known: 1 + (a − c)² / (1 − c²).
 */
function autoregressions(a: number, c: number, runs: number): CoverageCase {
  return {
    name: `transfer ratio, memory ${a} → ${c}, ${runs} runs`,
    cases: CASES,
    covered() {
      const truth = 1 + (a - c) ** 2 / (1 - c * c)
      let covered = 0
      for (let i = 0; i < CASES; i++) {
        const random = new Random(11, i)
        const [from, to] = [a, c].map((memory) =>
          Array.from({ length: runs }, () => series(memory, 400, random)),
        )
        const next = (all: readonly Float64Array[], held: number) => [all[(held + 1) % runs]]
        const errors = (training: readonly Float64Array[]) =>
          to.map((run, held) => error(run, regression(next(training, held))))
        const { low, high } = transferRatio({ fvu: errors(from), fvuOwn: errors(to) })
        if (low <= truth && truth <= high) covered++
      }
      return covered
    },
  }
}

/** A loss that falls with scale, seen with noise that replicates share across scales. */
function fading(other: number, noise: number, shared: number, runs: number): CoverageCase {
  return {
    name: `scale of interchange, other way ${other}, noise ${noise}, shared ${shared}, ${runs} runs`,
    cases: CASES,
    covered() {
      const sizes = [0.25, 0.5, 1, 2, 4, 8]
      const one = [0.8, 0.3, 0.1, 0.01, 0.002, 0]
      const losses = [one, one.map((loss) => loss * other)]
      const worst = sizes.map((_, scale) => Math.max(...losses.map((direction) => direction[scale])))
      const truth = crossing(sizes, worst, Math.log(1.03))
      let covered = 0
      for (let i = 0; i < CASES; i++) {
        const random = new Random(17, i)
        const common = Array.from({ length: runs }, () => random.normal())
        const drawn = losses.map((direction) =>
          direction.map((loss) => {
            const logs = common.map(
              (all) =>
                loss +
                // What isn't lost hardly varies.
                (0.1 + loss) * noise * (Math.sqrt(shared) * all + Math.sqrt(1 - shared) * random.normal()),
            )
            return logs.map(Math.exp)
          }),
        )
        const { low, high } = interchange(sizes, drawn, 1.03)
        if (low <= truth && truth <= high) covered++
      }
      return covered
    },
  }
}

export const coverage: readonly CoverageCase[] = [
  autoregressions(0.9, 0.6, 3),
  autoregressions(0.5, 0.7, 3),
  autoregressions(0.8, 0.6, 5),
  fading(0.5, 0.03, 0.5, 3),
  fading(0.5, 0.03, 0, 5),
  fading(0.5, 0.01, 0.8, 3),
  fading(1, 0.03, 0.5, 3),
  fading(1, 0.01, 0.5, 5),
]
