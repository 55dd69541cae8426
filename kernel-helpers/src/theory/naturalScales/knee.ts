import jStat from 'jstat'
import { Matrix, pseudoInverse } from 'ml-matrix'
import { type Estimate, isPositive, mean } from '../replicates.js'
import { means, type ReplicatedCurve } from './extrema.js'
import { leastSquares } from './leastSquares.js'
import { smoothFits } from './smoothForms.js'

/** A place where one power law gives way to another. */
export interface Knee {
  /** Logarithm of the cell size, with its 95 % interval. */
  readonly place: Estimate
  /** Exponents of the power laws on both sides, with their 95 % intervals. */
  readonly slopes: readonly [Estimate, Estimate]
}

/** The broken line has a level, two slopes and a place; as many numbers again must remain to judge it by. */
const PARAMETERS = 4
const FEWEST_SCALES = 2 * PARAMETERS
const SIGNIFICANCE = 0.01
const PLACES_PER_STEP = 8

interface BrokenLine {
  readonly place: number
  readonly residual: number
  /** A row for each scale. Columns: level, slope before, slope after. */
  readonly design: readonly (readonly number[])[]
  readonly coefficients: readonly number[]
}

/**
 * The knee of a curve, if a broken line in logarithms describes it better than every smooth form of
 * {@link smoothFits}: by an F-test of their residual variances at p < 0.01, and if Student's t over the replicates
 * tells its slopes apart. The interval of the place is Student's t over the replicates, linearised about the broken line
 * through their means.
 */
export function findKnee({ cellSizes, logs }: ReplicatedCurve): Knee | undefined {
  const n = cellSizes.length
  if (n < FEWEST_SCALES || logs.length < 2) return undefined
  const x = cellSizes.map(Math.log)
  const values = means(logs)
  const line = brokenLine(x, values)
  const freedom = n - PARAMETERS
  for (const smooth of smoothFits(x, values)) {
    const excess = smooth.residual / smooth.freedom / (line.residual / freedom)
    if (!(1 - jStat.centralF.cdf(excess, smooth.freedom, freedom) < SIGNIFICANCE)) return undefined
  }
  const [, before, after] = line.coefficients
  const jacobian = line.design.map((row, i) => [...row, x[i] < line.place ? -before : -after])
  const weights = pseudoInverse(new Matrix(jacobian))
  const fitted = line.design.map((row) => row.reduce((sum, u, i) => sum + u * line.coefficients[i], 0))
  const shifts = (parameter: number) =>
    logs.map((replicate) =>
      replicate.reduce((sum, y, i) => sum + weights.get(parameter, i) * (y - fitted[i]), 0),
    )
  const [first, second, places] = [1, 2, 3].map(shifts)
  const bend = first.map((shift, i) => Math.sign(before - after) * (before + shift - after - second[i]))
  if (!isPositive(bend, 1 - SIGNIFICANCE / 2)) return undefined
  const about = (value: number, all: readonly number[]) => mean(all.map((shift) => value + shift))
  return {
    place: about(line.place, places),
    slopes: [about(before, first), about(after, second)],
  }
}

/** The broken line that fits best, at least two scales on either side of its knee. */
function brokenLine(x: readonly number[], values: readonly number[]): BrokenLine {
  const bent = withoutLine(x, values)
  /** Negative: by how much the sum of squares of `bent` shrinks when a bend at that place is allowed. */
  const gain = (place: number) => {
    const bend = withoutLine(
      x,
      x.map((u) => Math.max(u - place, 0)),
    )
    return -(dot(bent, bend) ** 2) / dot(bend, bend)
  }
  const [first, last] = [x[1], x[x.length - 2]]
  const best = (from: number, to: number, count: number) =>
    Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count)
      .map((place) => ({ place, gain: gain(place) }))
      .reduce((a, b) => (b.gain < a.gain ? b : a)).place
  const step = (last - first) / (x.length * PLACES_PER_STEP)
  let place = best(first, last, x.length * PLACES_PER_STEP)
  for (let around = step; around > 1e-4; around /= PLACES_PER_STEP / 2)
    place = best(Math.max(first, place - around), Math.min(last, place + around), PLACES_PER_STEP)
  const design = x.map((u) => [1, Math.min(u - place, 0), Math.max(u - place, 0)])
  return { place, design, ...leastSquares(design, values) }
}

/** What the straight line that fits values best leaves of them. */
function withoutLine(x: readonly number[], values: readonly number[]): number[] {
  const middle = mean(x).value
  const level = mean(values).value
  const u = x.map((one) => one - middle)
  const slope = dot(u, values) / dot(u, u)
  return values.map((value, i) => value - level - slope * u[i])
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0)
}
