import { leastSquares } from './leastSquares.js'

/** How well a form describes a curve. */
interface Fit {
  /** Sum of squares that it leaves. */
  readonly residual: number
  /** Number of values less that of parameters. */
  readonly freedom: number
}

/** Exponents and, as steps of the logarithm beyond the ends, places that a saturation is looked for at. */
const EXPONENTS = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4]
const BEYOND = 2
const PLACES = 24
const REFINEMENTS = 5

/**
 * Forms without a knee, the cheapest first: power laws, parabolas and cubic polynomials in the logarithms, and power laws
 * that turn into a constant, as a stretched exponential or as a Hill curve.
 */
export function* smoothFits(x: readonly number[], values: readonly number[]): Generator<Fit> {
  const n = values.length
  for (const degree of [1, 2, 3]) {
    const rows = x.map((u) => Array.from({ length: degree + 1 }, (_, power) => u ** power))
    yield { residual: leastSquares(rows, values).residual, freedom: n - degree - 1 }
  }
  for (const form of [stretched, hill]) yield { residual: saturation(x, values, form), freedom: n - 3 }
}

/** log(1 − exp(−eᶻ)): slope 1 far below zero, 0 far above. */
function stretched(z: number): number {
  return Math.log(-Math.expm1(-Math.exp(z)))
}

/** log(eᶻ / (1 + eᶻ)) */
function hill(z: number): number {
  return -Math.log1p(Math.exp(-z))
}

/** What level + form(exponent · (x − place)) leaves of the values at the best exponent, of either sign, and place. */
function saturation(x: readonly number[], values: readonly number[], form: (z: number) => number): number {
  const n = x.length
  const left = (exponent: number, place: number) => {
    const rest = values.map((value, i) => value - form(exponent * (x[i] - place)))
    const level = rest.reduce((a, b) => a + b, 0) / n
    const residual = rest.reduce((sum, r) => sum + (r - level) ** 2, 0)
    return { exponent, place, residual: Number.isFinite(residual) ? residual : Number.POSITIVE_INFINITY }
  }
  const span = x[n - 1] - x[0] + 2 * BEYOND
  const candidates = EXPONENTS.flatMap((exponent) => [-exponent, exponent]).flatMap((exponent) =>
    Array.from({ length: PLACES + 1 }, (_, i) => left(exponent, x[0] - BEYOND + (span * i) / PLACES)),
  )
  const lower = <T extends { residual: number }>(all: readonly T[]) =>
    all.reduce((a, b) => (b.residual < a.residual ? b : a))
  let best = lower(candidates)
  let [factor, step] = [1.2, span / PLACES / 2]
  for (let i = 0; i < REFINEMENTS; i++, factor = Math.sqrt(factor), step /= 2)
    for (let moved = true; moved; ) {
      const around = [1 / factor, 1, factor].flatMap((f) =>
        [-step, 0, step].map((shift) => left(best.exponent * f, best.place + shift)),
      )
      const next = lower(around)
      moved = next.residual < best.residual * (1 - 1e-9)
      if (moved) best = next
    }
  return best.residual
}
