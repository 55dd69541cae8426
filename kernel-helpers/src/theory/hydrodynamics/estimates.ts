import jStat from 'jstat'
import { Matrix, solve } from 'ml-matrix'
import { jackknife, pseudoValues } from '../jackknife.js'
import type { Estimate } from '../replicates.js'
import type { Coefficient, EquationName } from './equations.js'
import type { Moments } from './weakForm.js'

export interface FittedEquation {
  readonly equation: EquationName
  readonly coefficients: readonly (Estimate & { readonly coefficient: Coefficient })[]
  /** Of the hypothesis that the equation has this form; null if there are too few runs for a test. */
  readonly pValue: number | null
}

export const FEWEST_RUNS = 3

/**
 * Coefficients of one equation from the moments of independent runs: the instruments' normal equations, pooled, with the
 * intervals of a jackknife over runs. The p-value is that of Hotelling's T² of the jackknife's pseudo-values of what the
 * residual has in common with the instruments that took no part in the fit.
 *
 * @throws RangeError if there are too few runs, or if a field doesn't fluctuate
 */
export function fit(runs: readonly Moments[]): FittedEquation {
  const { length: count } = runs
  if (count < FEWEST_RUNS)
    throw new RangeError(`runs: ${count}, expected at least ${FEWEST_RUNS} for an interval`)
  const residuals = pseudoValues(runs, (kept) => solution(kept).residuals)
  return {
    equation: runs[0].equation,
    coefficients: runs[0].coefficients.map((coefficient, i) => ({
      coefficient,
      ...jackknife(runs, (kept) => solution(kept).coefficients[i]),
    })),
    pValue: count > residuals[0].length ? hotelling(residuals) : null,
  }
}

/**
 * Square of the adiabatic speed of sound, p_ρ + p_e h: pressure answers density, and the energy that its waves carry along.
 *
 * @param sound moments of sound with energy, run by run
 * @param energy those of the energy's equation
 */
export function adiabaticSound(sound: readonly Moments[], energy: readonly Moments[]): Estimate {
  const runs = sound.map((moments, i) => ({ sound: moments, energy: energy[i] }))
  return jackknife(runs, (kept) => {
    const [byDensity, byEnergy] = solution(kept.map((run) => run.sound)).coefficients
    const [enthalpy] = solution(kept.map((run) => run.energy)).coefficients
    return byDensity + byEnergy * enthalpy
  })
}

interface Solution {
  readonly coefficients: readonly number[]
  /** Per run, sums of the other instruments times the residual. */
  readonly residuals: readonly number[]
}

function solution(runs: readonly Moments[]): Solution {
  const { equation, coefficients: names } = runs[0]
  const matrix = runs[0].matrix.map((row, i) =>
    row.map((_, j) => runs.reduce((sum, run) => sum + run.matrix[i][j], 0) / runs.length),
  )
  const right = runs[0].right.map((_, i) => runs.reduce((sum, run) => sum + run.right[i], 0) / runs.length)
  const terms = names.length
  if (matrix.some((row) => row.every((value) => value === 0)))
    throw new RangeError(`fields of the ${equation} equation: variance 0, expected fluctuations`)
  const coefficients = solve(
    new Matrix(matrix.slice(0, terms)),
    Matrix.columnVector(right.slice(0, terms)),
  ).to1DArray()
  const residuals = right
    .slice(terms)
    .map((left, i) => left - matrix[terms + i].reduce((sum, a, j) => sum + a * coefficients[j], 0))
  return { coefficients, residuals }
}

/** p-value of the hypothesis that vectors have mean zero: Hotelling, Ann. Math. Stat. 2, 360 (1931). */
function hotelling(vectors: readonly (readonly number[])[]): number {
  const [n, p] = [vectors.length, vectors[0].length]
  const means = vectors[0].map((_, i) => vectors.reduce((sum, vector) => sum + vector[i], 0) / n)
  const covariance = means.map((_, i) =>
    means.map(
      (_, j) =>
        vectors.reduce((sum, vector) => sum + (vector[i] - means[i]) * (vector[j] - means[j]), 0) / (n - 1),
    ),
  )
  const column = Matrix.columnVector(means)
  const squared =
    n *
    column
      .transpose()
      .mmul(solve(new Matrix(covariance), column))
      .get(0, 0)
  return 1 - jStat.centralF.cdf(((n - p) / (p * (n - 1))) * squared, p, n - p)
}
