import { Matrix, solve } from 'ml-matrix'
import type { Estimate } from '../bootstrap.js'
import { jackknife } from '../jackknife.js'

/** Nearest-neighbour couplings of one run at each temperature: of block spins, and of blocks of two of those. */
export interface MapRun {
  readonly fine: readonly number[]
  readonly coarse: readonly number[]
}

export interface MeasuredFixedPoint {
  /** Where the coupling does not change, J/k. */
  readonly temperature: Estimate
  readonly coupling: Estimate
  /** ln(dK′/dK)/ln 2 there. */
  readonly exponent: Estimate
}

/** Coefficients of the curve through couplings by temperature. */
const DEGREE = 2

/**
 * The fixed point of the map K → K′ that blocks of two follow, from couplings at several temperatures: both are drawn
 * as parabolas of the temperature; where they cross, the ratio of their slopes is dK′/dK. With intervals over runs.
 *
 * @param temperatures J/k, at least 3, in any order
 * @throws RangeError if there are too few temperatures, or the curves don't cross once between the outermost
 */
export function measuredFixedPoint(
  temperatures: readonly number[],
  runs: readonly MapRun[],
): MeasuredFixedPoint {
  if (temperatures.length <= DEGREE)
    throw new RangeError(
      `temperatures: ${temperatures.length}, expected at least ${DEGREE + 1} for the slope of the map`,
    )
  const of = (value: (point: ReturnType<typeof crossing>) => number) =>
    jackknife(runs, (kept) => value(crossing(temperatures, kept)))
  return {
    temperature: of((point) => point.temperature),
    coupling: of((point) => point.coupling),
    exponent: of((point) => point.exponent),
  }
}

function crossing(temperatures: readonly number[], runs: readonly MapRun[]) {
  const centre = temperatures.reduce((sum, t) => sum + t, 0) / temperatures.length
  const [low, high] = [Math.min(...temperatures) - centre, Math.max(...temperatures) - centre]
  const x = temperatures.map((t) => t - centre)
  const [fine, coarse] = (['fine', 'coarse'] as const).map((which) =>
    polynomial(
      x,
      x.map((_, i) => runs.reduce((sum, run) => sum + run[which][i], 0) / runs.length),
    ),
  )
  const gap = coarse.map((c, i) => c - fine[i])
  const roots = realRoots(gap).filter((root) => root >= low && root <= high)
  if (roots.length !== 1)
    throw new RangeError(
      `temperatures: from ${low + centre} to ${high + centre} the coupling has ${roots.length} fixed points, expected one`,
    )
  const [root] = roots
  const ratio = slope(coarse, root) / slope(fine, root)
  return {
    temperature: centre + root,
    coupling: fine[0] + root * (fine[1] + root * fine[2]),
    exponent: Math.log2(ratio),
  }
}

const slope = ([, b, c]: readonly number[], x: number) => b + 2 * c * x

/** Least squares. */
function polynomial(x: readonly number[], y: readonly number[]): number[] {
  const powers = new Matrix(x.map((value) => Array.from({ length: DEGREE + 1 }, (_, k) => value ** k)))
  return solve(powers, Matrix.columnVector([...y]), true).to1DArray()
}

/** Of a + b x + c x². */
function realRoots([a, b, c]: readonly number[]): number[] {
  const discriminant = b * b - 4 * a * c
  if (discriminant < 0) return []
  // The form that does not lose digits where c is small.
  const q = -(b + Math.sign(b || 1) * Math.sqrt(discriminant)) / 2
  return c === 0 ? [-a / b] : [a / q, q / c]
}
