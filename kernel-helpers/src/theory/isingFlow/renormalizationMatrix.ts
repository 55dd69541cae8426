import { EigenvalueDecomposition, Matrix, solve } from 'ml-matrix'
import type { Estimate } from '../bootstrap.js'
import { jackknife } from '../jackknife.js'

/**
 * Sums over samples of one run: of operators S′ on a coarse lattice and S on the lattice that it was made of, in the same
 * order.
 */
export interface Moments {
  samples: number
  readonly coarse: number[]
  readonly fine: number[]
  /** S′ᵢ S′ⱼ, by rows. */
  readonly square: number[][]
  /** S′ᵢ Sⱼ, by rows. */
  readonly cross: number[][]
}

export function noMoments(operators: number): Moments {
  const zeros = () => new Array<number>(operators).fill(0)
  const table = () => Array.from({ length: operators }, zeros)
  return { samples: 0, coarse: zeros(), fine: zeros(), square: table(), cross: table() }
}

export function addSample(moments: Moments, coarse: readonly number[], fine: readonly number[]): void {
  moments.samples++
  for (const [i, a] of coarse.entries()) {
    moments.coarse[i] += a
    moments.fine[i] += fine[i]
    for (const [j, b] of coarse.entries()) {
      moments.square[i][j] += a * b
      moments.cross[i][j] += a * fine[j]
    }
  }
}

/** Operators of an odd number of spins have no mean: both signs are as probable. */
export type Sector = 'even' | 'odd'

/**
 * The largest eigenvalue of ∂K′/∂K, with all samples of some runs together: Swendsen, Phys. Rev. Lett. 42, 859 (1979),
 * eqs. 5–7, ∂⟨S′⟩/∂K = (∂⟨S′⟩/∂K′) (∂K′/∂K), where both derivatives are covariances.
 *
 * @param operators how many, from the first on
 * @throws RangeError if the covariances are singular or the eigenvalue isn't real and positive: too few samples
 */
function leadingEigenvalue(runs: readonly Moments[], operators: number, sector: Sector): number {
  const covariance = (of: 'square' | 'cross', second: 'coarse' | 'fine') => {
    const total = (value: (run: Moments) => number) => runs.reduce((sum, run) => sum + value(run), 0)
    const samples = total((run) => run.samples)
    const means = (which: 'coarse' | 'fine') =>
      Array.from({ length: operators }, (_, i) =>
        sector === 'odd' ? 0 : total((run) => run[which][i]) / samples,
      )
    const [first, other] = [means('coarse'), means(second)]
    return new Matrix(
      first.map((a, i) => other.map((b, j) => total((run) => run[of][i][j]) / samples - a * b)),
    )
  }
  let eigen: EigenvalueDecomposition
  try {
    eigen = new EigenvalueDecomposition(solve(covariance('square', 'coarse'), covariance('cross', 'fine')))
  } catch (cause) {
    throw new RangeError(
      `samples: covariances of ${operators} operators are singular, expected more samples`,
      {
        cause,
      },
    )
  }
  const { realEigenvalues, imaginaryEigenvalues } = eigen
  const largest = realEigenvalues.indexOf(Math.max(...realEigenvalues))
  if (!(realEigenvalues[largest] > 0) || imaginaryEigenvalues[largest] !== 0)
    throw new RangeError(
      `samples: the largest eigenvalue is ${realEigenvalues[largest]} + ${imaginaryEigenvalues[largest]} i, expected a positive one: more samples`,
    )
  return realEigenvalues[largest]
}

/**
 * ln λ / ln b of the largest eigenvalue, y_T of the even sector and y_h of the odd one, with its interval over runs.
 * @param factor b, ratio of the lattice constants
 * @throws RangeError if the covariances are singular or the eigenvalue isn’t real and positive: too few samples
 */
export function exponent(runs: readonly Moments[], operators: number, sector: Sector, factor = 2): Estimate {
  return jackknife(runs, (kept) => Math.log(leadingEigenvalue(kept, operators, sector)) / Math.log(factor))
}
