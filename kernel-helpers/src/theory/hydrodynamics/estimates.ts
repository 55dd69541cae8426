import jStat from 'jstat'
import { Matrix, solve } from 'ml-matrix'
import type { Estimate } from '../bootstrap.js'
import { mean } from '../replicates.js'
import type { Coefficient, EquationName, Moments } from './weakForm.js'

export interface FittedEquation {
  readonly equation: EquationName
  readonly coefficients: readonly (Estimate & { readonly coefficient: Coefficient })[]
  /** Of the hypothesis that the terms with two more derivatives have no part in it. */
  readonly pValue: number
}

const FEWEST_RUNS = 3

/**
 * Coefficients of one equation from the moments of independent runs. The moments are pooled; the interval is Student's
 * t of the jackknife's pseudo-values, one for each run left out (Tukey 1958), which also takes off the
 * leading bias of a ratio of means. The p-value is Hotelling's T² of the pseudo-values of the left-out terms.
 *
 * @throws RangeError if there are too few runs, or if a field doesn't fluctuate
 */
export function fit(runs: readonly Moments[]): FittedEquation {
  const terms = runs[0]?.coefficients.length ?? 0
  const fewest = Math.max(FEWEST_RUNS, terms + 1)
  if (runs.length < fewest)
    throw new RangeError(`runs: ${runs.length}, expected at least ${fewest} for an interval`)
  const { equation, coefficients } = runs[0]
  const own = pseudoValues(runs, terms)
  const extended = pseudoValues(runs, 2 * terms).map((values) => values.slice(terms))
  return {
    equation,
    coefficients: coefficients.map((coefficient, i) => ({
      coefficient,
      ...mean(own.map((values) => values[i])),
    })),
    pValue: hotelling(extended),
  }
}

/** For each run, R × the solution of all − (R − 1) × the solution without it. */
function pseudoValues(runs: readonly Moments[], size: number): number[][] {
  const all = solution(runs, size)
  const count = runs.length
  return runs.map((left) => {
    const without = solution(
      runs.filter((run) => run !== left),
      size,
    )
    return all.map((value, i) => count * value - (count - 1) * without[i])
  })
}

function solution(runs: readonly Moments[], size: number): number[] {
  const matrix = Matrix.zeros(size, size)
  const right = Matrix.zeros(size, 1)
  for (const run of runs)
    for (let i = 0; i < size; i++) {
      right.set(i, 0, right.get(i, 0) + run.right[i])
      for (let j = 0; j < size; j++) matrix.set(i, j, matrix.get(i, j) + run.matrix[i][j])
    }
  for (let i = 0; i < size; i++)
    if (matrix.getRow(i).every((value) => value === 0))
      throw new RangeError(
        `fields: those of the ${runs[0].equation} equation have zero variance, expected fluctuations`,
      )
  return solve(matrix, right).to1DArray()
}

/** p-value of the hypothesis that vectors have mean zero: Hotelling, Ann. Math. Stat. 2, 360 (1931). */
export function hotelling(vectors: readonly (readonly number[])[]): number {
  const [n, p] = [vectors.length, vectors[0].length]
  const means = vectors[0].map((_, i) => vectors.reduce((sum, vector) => sum + vector[i], 0) / n)
  const covariance = means.map((_, i) =>
    means.map(
      (_, j) =>
        vectors.reduce((sum, vector) => sum + (vector[i] - means[i]) * (vector[j] - means[j]), 0) / (n - 1),
    ),
  )
  const column = Matrix.columnVector(means)
  const squared = n * column.transpose().mmul(solve(new Matrix(covariance), column)).get(0, 0)
  return 1 - jStat.centralF.cdf(((n - p) / (p * (n - 1))) * squared, p, n - p)
}
