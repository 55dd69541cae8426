import { Random } from '../run/random.js'

/** What one replicate measured, block of test time by block: errors and what they are divided by. */
export interface Blocks {
  readonly numerator: readonly number[]
  /** Left out for an error that isn't normalised. */
  readonly denominator?: readonly number[]
  /** Frames in each block. */
  readonly frames: readonly number[]
}

export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

const DRAWS = 1000

/** 97.5 % points of Student's t for 1, 2, … 30 degrees of freedom; beyond, the normal's. */
const STUDENT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]
const NORMAL = 1.96

/** Mean over replicates of the ratio of sums. */
export function ratio(replicates: readonly Blocks[]): number {
  return (
    replicates.reduce((sum, blocks) => sum + ratioOf(blocks, blocks.frames.keys()), 0) / replicates.length
  )
}

/** Fraction of variance unexplained in one test, all blocks of time together. */
export function fvu(
  { variance, frames }: { readonly variance: readonly number[]; readonly frames: readonly number[] },
  errors: readonly number[],
): number {
  return ratio([{ numerator: errors, denominator: variance, frames }])
}

/**
 * Draws of {@link ratio} under resampling of replicates and, within each, of blocks of time. Logarithmic
 * deviations from the estimate are widened for the small number of replicates: by √(n/(n−1)), since
 * resampling n items loses that much variance, and by Student's t over the normal's quantile.
 * The same seed resamples the same runs and times, whatever is measured, so that curves can be
 * compared draw by draw.
 */
export function bootstrap(replicates: readonly Blocks[], seed: number, draws: number = DRAWS): Float64Array {
  const estimate = ratio(replicates)
  const runs = replicates.length
  const items = runs > 1 ? runs : replicates[0].frames.length
  if (items < 2) return new Float64Array(draws).fill(Number.NaN)
  const widening = Math.sqrt(items / (items - 1)) * ((STUDENT[items - 2] ?? NORMAL) / NORMAL)
  return Float64Array.from({ length: draws }, (_, draw) => {
    const random = new Random(seed, draw)
    let sum = 0
    for (let i = 0; i < runs; i++) {
      const blocks = replicates[runs > 1 ? random.integer(runs) : 0]
      const count = blocks.frames.length
      sum += ratioOf(
        blocks,
        Array.from({ length: count }, () => random.integer(count)),
      )
    }
    return estimate * (sum / runs / estimate) ** widening
  })
}

/** Estimate with its 95 % interval. */
export function estimate(replicates: readonly Blocks[], seed: number): Estimate {
  const [low, high] = interval(bootstrap(replicates, seed))
  return { value: ratio(replicates), low, high }
}

/** The middle 95 % of the draws. */
export function interval(draws: ArrayLike<number>): [low: number, high: number] {
  const sorted = Float64Array.from(draws).sort()
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)]
}

/** Linear interpolation between order statistics (Hyndman & Fan 1996, type 7). */
function quantile(sorted: Float64Array, part: number): number {
  const place = part * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (place - below) * (sorted[above] - sorted[below])
}

function ratioOf({ numerator, denominator, frames }: Blocks, chosen: Iterable<number>): number {
  let top = 0
  let bottom = 0
  for (const block of chosen) {
    top += numerator[block] * frames[block]
    bottom += denominator ? denominator[block] * frames[block] : frames[block]
  }
  return top / bottom
}
