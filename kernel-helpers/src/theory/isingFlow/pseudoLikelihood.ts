import { Matrix, solve } from 'ml-matrix'
import { environments } from './blockSpins.js'
import { spin as field, type Operator } from './operators.js'

const ITERATIONS = 50
const PRECISION = 1e-10
/** Beyond this a spin follows its neighbours but for one time in e^(2·10): the likelihood grows without end. */
const LARGEST = 10

/**
 * Couplings K_a of −H/kT = Σ K_a S_a for which the spins are most likely, each given its surroundings: the maximum of
 * Besag's pseudo-likelihood, The Statistician 24, 179 (1975); for spins Aurell & Ekeberg, Phys. Rev. Lett. 108, 090201
 * (2012). Its logarithm is concave, and Newton's iteration finds its maximum.
 *
 * @param counts of environments, by `countEnvironments` with the same operators
 * @param fitted operators that have a coupling, of those counted or `spin`, whose coupling is the field; the others have none. Default: those counted
 * @throws RangeError if the counts don't determine the couplings, as when all spins are equal
 */
export function fitCouplings(
  counts: ArrayLike<number>,
  operators: readonly Operator[],
  fitted: readonly Operator[] = operators,
): number[] {
  const all = environments(operators)
  const seen = all
    .map(({ spin, sums }, i) => ({
      count: counts[i],
      spin,
      x: fitted.map((one) => (one === field ? 1 : sums[operators.indexOf(one)])),
    }))
    .filter(({ count }) => count > 0)
  const total = seen.reduce((sum, { count }) => sum + count, 0)
  if (new Set(seen.map(({ spin }) => spin)).size < 2)
    throw new RangeError('spins: all equal, expected both kinds: no coupling can be fitted')
  let couplings = fitted.map(() => 0)
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const { gradient, curvature } = slopes(seen, couplings, total)
    let step: number[]
    try {
      step = solve(curvature, Matrix.columnVector(gradient)).to1DArray()
    } catch (cause) {
      throw new RangeError(undetermined(fitted), { cause })
    }
    // A full step can overshoot where spins are nearly frozen: at most one unit at a time.
    const shorten = Math.min(1, 1 / Math.max(...step.map(Math.abs)))
    couplings = couplings.map((coupling, i) => coupling + shorten * step[i])
    if (!couplings.every((coupling) => Math.abs(coupling) < LARGEST)) break
    if (Math.max(...step.map(Math.abs)) < PRECISION) return couplings
  }
  throw new RangeError(undetermined(fitted))
}

const undetermined = (fitted: readonly Operator[]) =>
  `spins: they don't determine the couplings ${fitted.map(({ name }) => name).join(', ')}; expected more, or less ordered, ones`

interface Seen {
  readonly count: number
  readonly spin: number
  readonly x: readonly number[]
}

/** Of the mean log pseudo-likelihood Σ −ln(1 + exp(−2 s K·x)), and minus its second derivatives. */
function slopes(seen: readonly Seen[], couplings: readonly number[], total: number) {
  const gradient = couplings.map(() => 0)
  const curvature = Matrix.zeros(couplings.length, couplings.length)
  for (const { count, spin, x } of seen) {
    const mean = Math.tanh(couplings.reduce((sum, coupling, i) => sum + coupling * x[i], 0))
    const weight = count / total
    for (const [i, a] of x.entries()) {
      gradient[i] += weight * (spin - mean) * a
      for (const [j, b] of x.entries())
        curvature.set(i, j, curvature.get(i, j) + weight * (1 - mean * mean) * a * b)
    }
  }
  return { gradient, curvature }
}
