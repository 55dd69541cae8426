import type { Coefficient } from './equations.js'
import type { HydrodynamicsRow } from './rows.js'

/** Two states seen with one cell size, up to their units of length and time. */
export interface Comparison {
  readonly state: number
  readonly other: number
  readonly cellSize: number
  /** Of the coefficient that differs most: its difference by the sum of both half intervals. At most 1: all overlap. */
  readonly apart: number
  readonly by: Coefficient
}

/**
 * What makes a coefficient a pure number, from the speed v of the particles and the cell size b: sound by v², viscosity and
 * self-diffusion by bv.
 */
const UNIT: Readonly<Partial<Record<Coefficient, (speed: number, cellSize: number) => number>>> = {
  'c_T²': (speed) => speed ** 2,
  'c²': (speed) => speed ** 2,
  ν: (speed, cellSize) => speed * cellSize,
  D: (speed, cellSize) => speed * cellSize,
}

/**
 * Every two states at every cell size. They can't be told apart where the intervals of c_T², c², ν and D, made pure numbers,
 * all overlap. That is slow to see a difference: two estimates of one value with equal intervals are apart in 0.5 % of cases.
 */
export function comparisons(rows: readonly HydrodynamicsRow[]): Comparison[] {
  const known = rows.filter(({ coefficient, speed }) => UNIT[coefficient] && speed !== null)
  const states = [...new Set(known.map((row) => row.state))].sort((a, b) => a - b)
  const sizes = [...new Set(known.map((row) => row.cellSize))].sort((a, b) => a - b)
  return sizes.flatMap((cellSize) =>
    states.flatMap((state, i) =>
      states.slice(i + 1).flatMap((other) => {
        const of = (chosen: number) =>
          known.filter((row) => row.state === chosen && row.cellSize === cellSize)
        const differences = of(state).flatMap((one) => {
          const another = of(other).find(({ coefficient }) => coefficient === one.coefficient)
          return another ? [{ by: one.coefficient, apart: separation(one, another) }] : []
        })
        if (differences.length === 0) return []
        const most = differences.reduce((a, b) => (b.apart > a.apart ? b : a))
        return [{ state, other, cellSize, ...most }]
      }),
    ),
  )
}

function separation(one: HydrodynamicsRow, another: HydrodynamicsRow): number {
  const [a, b] = [one, another].map(({ coefficient, value, low, high, speed, cellSize }) => {
    const unit = UNIT[coefficient]!(speed!, cellSize)
    return { value: value / unit, half: (high - low) / 2 / unit }
  })
  return Math.abs(a.value - b.value) / (a.half + b.half)
}
