/** Exponents of the bumps: the field and its derivative vanish smoothly at the edge of the support. */
const TIME_POWER = 4
const SPACE_POWER = 3
/** Half-width of the test function in space, in cells. */
export const REACH = 4
const QUADRATURE = 128

/** φ and φ′ of the test function in time at the frames of its support, times the interval: sums replace integrals. */
export interface TimeTestFunction {
  readonly value: Float64Array
  readonly rate: Float64Array
}

/**
 * (1 − s²)⁴ on −1 ≤ s ≤ 1, with factors that make the sums exact for constants and for straight lines: Σφ = 1 and
 * −Σφ′t = 1. Polynomial bumps: Gurevich, Reinbold & Grigoriev, Chaos 29, 103113 (2019).
 *
 * @param intervals number of frame intervals in the support
 * @param interval time between frames
 */
export function timeTestFunction(intervals: number, interval: number): TimeTestFunction {
  const s = Float64Array.from({ length: intervals + 1 }, (_, j) => (2 * j) / intervals - 1)
  const value = s.map((x) => (1 - x * x) ** TIME_POWER)
  const rate = s.map((x) => -x * (1 - x * x) ** (TIME_POWER - 1))
  const total = value.reduce((sum, one) => sum + one, 0)
  const slope = rate.reduce((sum, one, j) => sum - one * j * interval, 0)
  return { value: value.map((one) => one / total), rate: rate.map((one) => one / slope) }
}

/**
 * Fourier transform of the test function in space, (1 − r²/R²)³ for r < R, relative to that at k = 0.
 * Its projection on one axis is (1 − x²/R²)^3.5, so one cosine transform suffices.
 */
export function spaceTransform(k: number, radius: number): number {
  let sum = 0
  let total = 0
  for (let i = 0; i < QUADRATURE; i++) {
    const x = (i + 0.5) / QUADRATURE
    const bump = (1 - x * x) ** (SPACE_POWER + 0.5)
    sum += bump * Math.cos(k * radius * x)
    total += bump
  }
  return sum / total
}
