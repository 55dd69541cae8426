import { Matrix, pseudoInverse } from 'ml-matrix'
import { leastSquares } from '../naturalScales/leastSquares.js'
import { type Estimate, geometricMean, mean } from '../replicates.js'

/** Losses after whole trainings of different lengths: `losses[replicate][length]`. */
export interface LearningCurve {
  /** Ascending. */
  readonly steps: readonly number[]
  readonly losses: readonly (readonly number[])[]
}

export interface Outlook {
  /** Part of the loss that endless training would still take away, with its 95 % interval. */
  readonly gain: Estimate
  readonly exponent: number
}

const EXPONENTS = Array.from({ length: 141 }, (_, i) => 0.2 + i / 50)

/**
 * What training beyond so many steps would still gain, from loss = limit + A · steps^(−exponent) (Hestness et al.,
 * arXiv:1712.00409, section 2) through the means of the replicates' losses, relative to those after so many steps. The
 * interval is Student's t over the replicates, linearised about that.
 *
 * @returns undefined where the losses don't level off: the smallest exponent fits best, or no limit above zero does
 * @throws RangeError with fewer than four lengths: three would be fitted exactly
 */
export function outlook({ steps, losses }: LearningCurve, at: number): Outlook | undefined {
  if (steps.length < 4) throw new RangeError(`steps: ${steps.length} lengths, expected at least 4`)
  const reference = steps.indexOf(at)
  if (reference < 0) throw new RangeError(`at: ${at} steps, expected one of ${steps.join(', ')}`)
  const relative = losses.map((replicate) => replicate.map((loss) => loss / replicate[reference]))
  const lengths = steps.map((count) => count / at)
  const values = lengths.map((_, i) => mean(relative.map((replicate) => replicate[i])).value)
  const fits = EXPONENTS.map((exponent) => ({
    exponent,
    ...leastSquares(
      lengths.map((n) => [1, n ** -exponent]),
      values,
    ),
  }))
  const best = fits.reduce((a, b) => (b.residual < a.residual ? b : a))
  const { exponent, coefficients } = best
  const [limit, amplitude] = coefficients
  if (!(limit > 0 && amplitude > 0) || best === fits[0]) return undefined
  const jacobian = lengths.map((n) => [1, n ** -exponent, -amplitude * n ** -exponent * Math.log(n)])
  const weights = pseudoInverse(new Matrix(jacobian)).getRow(0)
  const fitted = lengths.map((n) => limit + amplitude * n ** -exponent)
  const gains = relative.map((replicate) =>
    replicate.reduce((gain, loss, i) => gain - weights[i] * (loss - fitted[i]), 1 - limit),
  )
  return { gain: mean(gains), exponent }
}

/** By which factor the loss changes from one length of training to another, with its 95 % interval. */
export function change({ steps, losses }: LearningCurve, from: number, to: number): Estimate {
  const [i, j] = [steps.indexOf(from), steps.indexOf(to)]
  return geometricMean(losses.map((replicate) => replicate[j] / replicate[i]))
}
