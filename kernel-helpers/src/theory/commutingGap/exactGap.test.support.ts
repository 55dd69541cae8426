import { Matrix, solve } from 'ml-matrix'
import { RIDGE_RADIUS } from '../../learning/ridge.js'
import { Random } from '../../run/random.js'
import type { GapFigures } from './rows.js'

/** The part of a pixel that is found one frame later at another place. */
export interface Hop {
  readonly dy: number
  readonly dx: number
  readonly share: number
}

/** Stationary x(t + 1) = K x(t) + white noise on a periodic lattice, `frames × side × side`. */
export function linearField(hops: readonly Hop[], side: number, frames: number, seed: number): Float32Array {
  const random = new Random(seed)
  const size = side * side
  const forget = 100
  const out = new Float32Array(frames * size)
  let now = new Float64Array(size)
  for (let frame = -forget; frame < frames; frame++) {
    const next = Float64Array.from({ length: size }, () => random.normal())
    for (const { dy, dx, share } of hops)
      for (let row = 0; row < side; row++)
        for (let column = 0; column < side; column++)
          next[wrap(row + dy, side) * side + wrap(column + dx, side)] += share * now[row * side + column]
    now = next
    if (frame >= 0) out.set(now, frame * size)
  }
  return out
}

/**
 * The commuting gap at 2 pixels of {@link linearField} for the best linear predictors, without sampling anything. With
 * S = 1 the one at b is K itself. The one at 2b solves the normal equations of the 9 × 9 coarse cells at t − 2 and t with
 * exact covariances: ⟨x(t + τ, r) x(t, 0)⟩ = Σ_k P(k) K(k)^τ e^{ikr} / side², P = 1/(1 − |K|²) for τ ≥ 0.
 */
export function exactGap(hops: readonly Hop[], side: number): GapFigures {
  const covariance = coarseCovariances(hops, side)
  const reach = 2 * RIDGE_RADIUS + 1
  const places = Array.from({ length: reach * reach }, (_, i) => ({
    row: Math.floor(i / reach) - RIDGE_RADIUS,
    column: (i % reach) - RIDGE_RADIUS,
  }))
  const features = [2, 0].flatMap((age) => places.map((place) => ({ age, ...place })))
  const products = new Matrix(
    features.map((a) =>
      features.map((b) =>
        a.age <= b.age
          ? covariance(b.age - a.age, a.row - b.row, a.column - b.column)
          : covariance(a.age - b.age, b.row - a.row, b.column - a.column),
      ),
    ),
  )
  // C K² x is what is best known of C x(t + 2): it has the same covariances with everything up to t.
  const mixed = new Matrix(features.map(({ age, row, column }) => [covariance(2 + age, -row, -column)]))
  const weights = solve(products, mixed)
  const predicted = weights.transpose().mmul(mixed).get(0, 0)
  const variance = covariance(0, 0, 0)
  const evolved = evolvedVariance(hops, side)
  const gap = (evolved - predicted) / variance
  const evolvedFvu = 1 - evolved / variance
  const coarsenedFvu = 1 - predicted / variance
  return {
    gap,
    evolvedFvu,
    coarsenedFvu,
    errorCorrelation: (evolvedFvu + coarsenedFvu - gap) / (2 * Math.sqrt(evolvedFvu * coarsenedFvu)),
  }
}

/** ⟨C x(t + τ, R) C x(t, 0)⟩ by τ ≥ 0 and coarse rows and columns of R. */
function coarseCovariances(hops: readonly Hop[], side: number) {
  const known = new Map<string, number>()
  return (age: number, row: number, column: number): number => {
    const key = `${age} ${wrap(2 * row, side)} ${wrap(2 * column, side)}`
    const found = known.get(key)
    if (found !== undefined) return found
    let sum = 0
    forModes(hops, side, ({ power, response, window, ky, kx }) => {
      const phase = 2 * (ky * row + kx * column)
      // The real part of K^τ e^{ikr}.
      const { re, im } = raised(response, age)
      sum += power * window * (re * Math.cos(phase) - im * Math.sin(phase))
    })
    known.set(key, sum)
    return sum
  }
}

/** ⟨(C K² x)²⟩ */
function evolvedVariance(hops: readonly Hop[], side: number): number {
  let sum = 0
  forModes(hops, side, ({ power, response, window }) => {
    sum += power * window * (response.re ** 2 + response.im ** 2) ** 2
  })
  return sum
}

interface Mode {
  readonly ky: number
  readonly kx: number
  /** Of the pixels, over side². */
  readonly power: number
  readonly response: Complex
  /** |C(k)|² of the average over 2 × 2 pixels. */
  readonly window: number
}

interface Complex {
  readonly re: number
  readonly im: number
}

function forModes(hops: readonly Hop[], side: number, visit: (mode: Mode) => void): void {
  for (let i = 0; i < side; i++)
    for (let j = 0; j < side; j++) {
      const [ky, kx] = [(2 * Math.PI * i) / side, (2 * Math.PI * j) / side]
      let [re, im] = [0, 0]
      for (const { dy, dx, share } of hops) {
        re += share * Math.cos(ky * dy + kx * dx)
        im -= share * Math.sin(ky * dy + kx * dx)
      }
      visit({
        ky,
        kx,
        power: 1 / (1 - re * re - im * im) / side ** 2,
        response: { re, im },
        window: (Math.cos(ky / 2) * Math.cos(kx / 2)) ** 2,
      })
    }
}

function raised({ re, im }: Complex, power: number): Complex {
  let out = { re: 1, im: 0 }
  for (let i = 0; i < power; i++) out = { re: out.re * re - out.im * im, im: out.re * im + out.im * re }
  return out
}

const wrap = (index: number, length: number) => ((index % length) + length) % length
