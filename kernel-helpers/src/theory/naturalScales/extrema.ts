import { type Estimate, isPositive, mean } from '../replicates.js'
import { leastSquares } from './leastSquares.js'
import { type SlopeWeights, splineSlope } from './spline.js'

/** A positive quantity by cell size, in independent replicates. */
export interface ReplicatedCurve {
  /** Ascending. */
  readonly cellSizes: readonly number[]
  /** Natural logarithms: `logs[replicate][scale]`. */
  readonly logs: readonly (readonly number[])[]
}

/** A peak over the logarithm of the cell size. */
export interface Peak {
  /** Indices of the highest scale and of the lowest on both sides, before the curve climbs above the top. */
  readonly top: number
  readonly feet: readonly [number, number]
  /** Logarithm of the cell size, with its 95 % interval. */
  readonly place: Estimate
  /** Whether the interval ends where the curve demonstrably rises and falls; else it ends at a foot. */
  readonly bounded: boolean
  /** Height above the higher foot, as a difference of logarithms. */
  readonly prominence: Estimate
}

/** That the top is above one foot: the highest and lowest of many scales were picked out. */
const CONFIDENCE = 0.99
/** With two replicates the 95 % interval of a place that was found at all holds it in 80 to 95 % of cases only. */
const FEWEST_REPLICATES = 3
/** Steps between two scales in which a place is looked for. */
const STEPS = 32

/**
 * Interior peaks that stand out from both of their feet, by Student's t over the replicates at 97.5 %. The place is where
 * the slope of the spline through the replicates' means vanishes. Its 95 % interval holds the places at which Student's t
 * over the replicates can't tell the slope from zero (the inversion of a test, as in Fieller, J. R. Stat. Soc. B 16, 175,
 * 1954): correlations between scales need not be known.
 */
export function findPeaks(curve: ReplicatedCurve): Peak[] {
  const { cellSizes, logs } = curve
  if (cellSizes.length < 3 || logs.length < 2) return []
  const values = means(logs)
  const x = cellSizes.map(Math.log)
  const slope = splineSlope(x)
  return values.flatMap((value, top) => {
    if (!(value > values[top - 1] && value >= values[top + 1])) return []
    const feet = [foot(values, top, -1), foot(values, top, +1)] as const
    const heights = feet.map((at) => logs.map((replicate) => replicate[top] - replicate[at]))
    if (!heights.every((height) => isPositive(height, CONFIDENCE))) return []
    const [left, right] = heights.map(mean)
    const prominence = left.value < right.value ? left : right
    return [{ top, feet, prominence, ...placeOf(x, logs, slope, top, feet) }]
  })
}

/** Where the spline through the means is highest, without a test whether that is more than noise; undefined at an end. */
export function highest({ cellSizes, logs }: ReplicatedCurve): number | undefined {
  const values = means(logs)
  const x = cellSizes.map(Math.log)
  const top = values.indexOf(Math.max(...values))
  if (top === 0 || top === values.length - 1) return undefined
  const slope = splineSlope(x)
  const at = (u: number) => slope(u).reduce((sum, weight, i) => sum + weight * values[i], 0)
  return Math.exp(root(at, x, top))
}

/** Where the slope of a curve through the means vanishes nearest to the top, with its 95 % interval. */
function placeOf(
  x: readonly number[],
  logs: ReplicatedCurve['logs'],
  slope: (x: number) => SlopeWeights,
  top: number,
  feet: readonly [number, number],
): Pick<Peak, 'place' | 'bounded'> {
  const slopes = (at: number) => {
    const weights = slope(at)
    return mean(logs.map((replicate) => replicate.reduce((sum, y, i) => sum + y * weights[i], 0)))
  }
  const value = root((at) => slopes(at).value, x, top)
  const step = (x[top + 1] - x[top - 1]) / (2 * STEPS)
  const bound = (direction: 1 | -1, end: number): number | undefined => {
    const told = (at: number) => (direction > 0 ? -slopes(at).high : slopes(at).low)
    for (let at = value; direction * (end - at) > 0; at += direction * step)
      if (told(at) > 0) return bisect(told, at - direction * step, at)
    return undefined
  }
  const enough = logs.length >= FEWEST_REPLICATES
  const [low, high] = enough ? [bound(-1, x[feet[0]]), bound(+1, x[feet[1]])] : []
  return {
    place: { value, low: low ?? x[feet[0]], high: high ?? x[feet[1]] },
    bounded: low !== undefined && high !== undefined,
  }
}

/**
 * Where the parabola that fits the means at some scales about the top best, in the sense of least squares, has its own;
 * undefined if that isn't among these scales.
 *
 * @param reach scales taken on either side of the top, as far as there are any
 */
export function topOfParabola(
  { cellSizes, logs }: ReplicatedCurve,
  top: number,
  reach: number,
): number | undefined {
  const [first, last] = [Math.max(0, top - reach), Math.min(cellSizes.length - 1, top + reach)]
  const x = cellSizes.slice(first, last + 1).map(Math.log)
  const middle = Math.log(cellSizes[top])
  const rows = x.map((u) => [1, u - middle, (u - middle) ** 2])
  const [, slope, curvature] = leastSquares(rows, means(logs).slice(first, last + 1)).coefficients
  const place = middle - slope / (2 * curvature)
  return curvature < 0 && place >= x[0] && place <= x[x.length - 1] ? Math.exp(place) : undefined
}

/** From the top uphill to where the slope changes sign. */
function root(slope: (x: number) => number, x: readonly number[], top: number): number {
  const direction = slope(x[top]) > 0 ? 1 : -1
  const past = (at: number) => -direction * slope(at)
  const step = (direction * Math.abs(x[top + direction] - x[top])) / STEPS
  let at = x[top]
  for (let i = 0; i < STEPS && !(past(at) > 0); i++) at += step
  return past(at) > 0 ? bisect(past, at - step, at) : at
}

/** Where a function that is positive at `to` and not at `from` changes its sign. */
function bisect(positive: (x: number) => number, from: number, to: number): number {
  let [outside, inside] = [from, to]
  for (let i = 0; i < 40; i++) {
    const middle = (outside + inside) / 2
    if (positive(middle) > 0) inside = middle
    else outside = middle
  }
  return inside
}

/** The lowest point on one side, before the curve climbs above the top. */
function foot(values: readonly number[], top: number, direction: 1 | -1): number {
  let lowest = top + direction
  for (let i = lowest; i >= 0 && i < values.length && values[i] <= values[top]; i += direction)
    if (values[i] < values[lowest]) lowest = i
  return lowest
}

export function means(logs: ReplicatedCurve['logs']): number[] {
  return logs[0].map((_, scale) => logs.reduce((sum, replicate) => sum + replicate[scale], 0) / logs.length)
}
