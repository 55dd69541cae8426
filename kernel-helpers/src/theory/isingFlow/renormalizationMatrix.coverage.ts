import { Matrix } from 'ml-matrix'
import { Random } from '../../run/random.js'
import type { CoverageCase } from '../coverage.js'
import { addSample, exponent, type Moments, noMoments } from './renormalizationMatrix.js'

const CASES = 2000
const RUNS = 8
const SAMPLES = 400
/** ∂K′/∂K of a made-up flow, with the eigenvalues 1.1 ± √0.57. */
const TRANSFORMATION = new Matrix([
  [1.8, 0.4],
  [0.2, 0.4],
])
export const EXPONENT = Math.log2(1.1 + Math.sqrt(0.7 ** 2 + 0.08))

/**
 * Operators drawn from normal distributions with known covariances: S = M x + noise and S′ = L x, so that
 * ⟨S′S′⟩ = LLᵀ and ⟨S′S⟩ = LMᵀ = LLᵀ T if Mᵀ = Lᵀ T.
 */
export function made(random: Random, samples = SAMPLES): Moments {
  const root = new Matrix([
    [2, 0],
    [1, 0.8],
  ])
  const fine = TRANSFORMATION.transpose().mmul(root)
  const moments = noMoments(2)
  for (let i = 0; i < samples; i++) {
    const x = Matrix.columnVector([random.normal(), random.normal()])
    addSample(
      moments,
      root
        .mmul(x)
        .to1DArray()
        .map((value) => value + 5),
      fine
        .mmul(x)
        .to1DArray()
        .map((value) => value - 3 + random.normal()),
    )
  }
  return moments
}

export const coverage: CoverageCase[] = [
  {
    name: 'exponent of a renormalization matrix, against that of known covariances',
    cases: CASES,
    covered() {
      const random = new Random(31)
      let covered = 0
      for (let i = 0; i < CASES; i++) {
        const runs = Array.from({ length: RUNS }, () => made(random))
        const { low, high } = exponent(runs, 2, 'even')
        covered += +(low <= EXPONENT && EXPONENT <= high)
      }
      return covered
    },
  },
]
