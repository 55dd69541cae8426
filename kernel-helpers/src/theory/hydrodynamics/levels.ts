import type { HydrodynamicsRow } from './rows.js'

/** A point of the plane of states where a macroscopic quantity has the value that it has in one of the states. */
export interface LevelPoint {
  readonly quantity: string
  /** Number of the state whose value it is. */
  readonly state: number
  readonly cellSize: number
  readonly density: number
  readonly temperature: number
  /** Along the curve. */
  readonly order: number
}

interface StatePoint {
  readonly state: number
  readonly density: number
  readonly temperature: number
  readonly value: number
}

/** What may be equal: in the units of the microscope, or, by c b/ν, up to the unit of time. */
const QUANTITIES: readonly { name: string; of: (c2: number, nu: number, b: number) => number }[] = [
  { name: 'c²', of: (c2) => c2 },
  { name: 'ν', of: (_, nu) => nu },
  { name: 'c b/ν', of: (c2, nu, b) => (Math.sqrt(c2) * b) / nu },
]

/**
 * Level curves through every state, for each cell size: where neighbouring states have values on either side, the
 * place between them by interpolation of logarithms. Nothing is extrapolated.
 */
export function levelCurves(rows: readonly HydrodynamicsRow[]): LevelPoint[] {
  const sizes = [...new Set(rows.map((row) => row.cellSize))]
  return sizes.flatMap((cellSize) =>
    QUANTITIES.flatMap(({ name, of }) => {
      const points = statePoints(
        rows.filter((row) => row.cellSize === cellSize),
        (c2, nu) => of(c2, nu, cellSize),
      )
      return points.flatMap(({ state, value }) =>
        crossings(points, value).map(({ density, temperature }) => ({
          quantity: name,
          ...{ state, cellSize, density, temperature },
          order: name === 'c b/ν' ? temperature : density,
        })),
      )
    }),
  )
}

function statePoints(
  rows: readonly HydrodynamicsRow[],
  of: (c2: number, nu: number) => number,
): StatePoint[] {
  const value = (state: number, coefficient: string) =>
    rows.find((row) => row.state === state && row.coefficient === coefficient)?.value
  return [...new Set(rows.map((row) => row.state))].flatMap((state) => {
    const { density, temperature } = rows.find((row) => row.state === state)!
    const [c2, nu] = [value(state, 'c²'), value(state, 'ν')]
    if (temperature === null || !(c2! > 0 && nu! > 0)) return []
    return [{ state, density, temperature, value: of(c2!, nu!) }]
  })
}

function crossings(points: readonly StatePoint[], level: number) {
  return points.flatMap((a) =>
    (['density', 'temperature'] as const).flatMap((along) => {
      const across = along === 'density' ? 'temperature' : 'density'
      const next = points
        .filter((b) => b[across] === a[across] && b[along] > a[along])
        .sort((b, c) => b[along] - c[along])[0]
      if (!next || (a.value - level) * (next.value - level) > 0 || a.value === next.value) return []
      const part = Math.log(level / a.value) / Math.log(next.value / a.value)
      const place = a[along] * (next[along] / a[along]) ** part
      return [{ density: a.density, temperature: a.temperature, [along]: place }]
    }),
  )
}
