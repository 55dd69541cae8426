import { Matrix, solve } from 'ml-matrix'

/** Numbers that, multiplied with the values at the knots and added up, give the slope of a curve through them. */
export type SlopeWeights = readonly number[]

/**
 * The slope at any place between the knots of the cubic spline through values there (not-a-knot ends: de Boor, A Practical
 * Guide to Splines, 1978, chapter IV). With three knots it is a parabola, with four a cubic polynomial.
 *
 * @param knots at least 3, ascending
 * @throws RangeError if there are fewer
 */
export function splineSlope(knots: readonly number[]): (x: number) => SlopeWeights {
  const n = knots.length
  if (n < 3) throw new RangeError(`knots: ${n}, expected at least 3`)
  const step = (i: number) => knots[i + 1] - knots[i]
  const left = Matrix.zeros(n, n)
  const right = Matrix.zeros(n, n)
  // Unknown are the second derivatives at the knots.
  for (let i = 1; i < n - 1; i++) {
    left.set(i, i - 1, step(i - 1))
    left.set(i, i, 2 * (step(i - 1) + step(i)))
    left.set(i, i + 1, step(i))
    right.set(i, i - 1, 6 / step(i - 1))
    right.set(i, i, -6 / step(i - 1) - 6 / step(i))
    right.set(i, i + 1, 6 / step(i))
  }
  for (const [row, i] of [
    [0, 1],
    [n - 1, n - 2],
  ]) {
    if (n === 3) {
      left.set(row, row, 1)
      left.set(row, 1, -1)
    } else {
      left.set(row, i - 1, step(i))
      left.set(row, i, -step(i - 1) - step(i))
      left.set(row, i + 1, step(i - 1))
    }
  }
  const curvature = solve(left, right)
  return (x) => {
    let i = 0
    while (i < n - 2 && x > knots[i + 1]) i++
    const h = step(i)
    const [a, b] = [knots[i + 1] - x, x - knots[i]]
    const [before, after] = [h / 6 - a ** 2 / (2 * h), b ** 2 / (2 * h) - h / 6]
    return Array.from({ length: n }, (_, knot) => {
      const chord = knot === i ? -1 / h : knot === i + 1 ? 1 / h : 0
      return chord + before * curvature.get(i, knot) + after * curvature.get(i + 1, knot)
    })
  }
}
