/** What one replicate measured, block of test time by block: errors and what they are divided by. */
export interface Blocks {
  readonly numerator: readonly number[]
  /** Left out for an error that isn't normalised. */
  readonly denominator?: readonly number[]
  /** Frames in each block. */
  readonly frames: readonly number[]
}

/** Slow variations over time by which the error of a mean over time is judged. */
const SLOW_MODES = 4
const FEWEST_BLOCKS = 10
/** Blocks that are more alike than this with their neighbours tell nothing of how the mean would vary. */
const LARGEST_CORRELATION = 0.7

/** The ratio of sums over all blocks. */
export function ratio({ numerator, denominator, frames }: Blocks): number {
  const over = (values: readonly number[]) => values.reduce((sum, value, i) => sum + value * frames[i], 0)
  return over(numerator) / (denominator ? over(denominator) : frames.reduce((a, b) => a + b, 0))
}

/** Fraction of variance unexplained in one test, all blocks of time together. */
export function fvu(
  { variance, frames }: { readonly variance: readonly number[]; readonly frames: readonly number[] },
  errors: readonly number[],
): number {
  return ratio({ numerator: errors, denominator: variance, frames })
}

/**
 * Logarithms of the ratio as if each block of time were a replicate: their mean is the logarithm of {@link ratio}, their
 * scatter its linearised error (Cochran, Sampling Techniques, 3rd ed., 1977, section 2.11).
 */
function linearised(blocks: Blocks): number[] {
  const { numerator, denominator, frames } = blocks
  const whole = ratio(blocks)
  const below = frames.map((count, i) => count * (denominator?.[i] ?? 1))
  const perBlock = below.reduce((a, b) => a + b, 0) / frames.length
  return frames.map(
    (count, i) => Math.log(whole) + (count * numerator[i] - whole * below[i]) / (whole * perBlock),
  )
}

/**
 * One replicate's blocks of time as a few independent replicates of the logarithm of its {@link ratio}: their mean is that
 * logarithm, and their scatter what the slowest cosine modes of the blocks say of its error, in which correlations between
 * neighbouring blocks are contained (Müller, J. Econometrics 141, 1331, 2007).
 *
 * @returns 5 numbers; none if there are fewer than 10 blocks, or the correlation of neighbours exceeds 0.7
 */
export function timeReplicates(blocks: Blocks): number[] {
  const values = linearised(blocks)
  const n = values.length
  if (n < FEWEST_BLOCKS || neighbourCorrelation(values) > LARGEST_CORRELATION) return []
  const count = SLOW_MODES + 1
  const amplitudes = Array.from({ length: count }, (_, mode) =>
    values.reduce((sum, value, i) => sum + value * cosineMode(mode, i, n), 0),
  )
  return Array.from({ length: count }, (_, i) =>
    amplitudes.reduce(
      (sum, amplitude, mode) => sum + amplitude * cosineMode(mode, i, count) * Math.sqrt(count / n),
      0,
    ),
  )
}

/** Orthonormal over i = 0 … n − 1. */
function cosineMode(mode: number, i: number, n: number): number {
  return Math.sqrt((mode === 0 ? 1 : 2) / n) * Math.cos((Math.PI * mode * (i + 0.5)) / n)
}

/** Without the bias −1/n that a short series without correlation has. */
function neighbourCorrelation(values: readonly number[]): number {
  const n = values.length
  const middle = values.reduce((a, b) => a + b, 0) / n
  const deviations = values.map((value) => value - middle)
  const square = deviations.reduce((sum, d) => sum + d * d, 0)
  const product = deviations.slice(1).reduce((sum, d, i) => sum + d * deviations[i], 0)
  return square > 0 ? product / square + 1 / n : 0
}
