import { interval } from './bootstrap.js'

export type Quantity = 'fvu' | 'skill'

/** A peak or valley of a curve over cell size. */
export interface NaturalScale {
  readonly kind: 'peak' | 'valley'
  readonly quantity: Quantity
  /** In the recording's length unit, with its 95 % interval. */
  readonly cellSize: number
  readonly low: number
  readonly high: number
  /** Particles in a cell of that size; null where the recording has no particles. */
  readonly particlesPerCell: number | null
  /** How far it stands out from the higher of its two feet, as a fraction of it, with its 95 % interval. */
  readonly prominence: number
  readonly prominenceLow: number
  readonly prominenceHigh: number
}

/** A curve with the draws that its uncertainty is known by: `draws[scale][draw]`. */
export interface CurveWithDraws {
  readonly cellSizes: readonly number[]
  readonly values: readonly number[]
  readonly draws: readonly Float64Array[]
}

/**
 * Interior peaks and valleys that stand out from both of their feet in 97.5 % of the bootstrap's draws.
 * A curve that rises or falls throughout has none, and neither has one with fewer than three scales.
 * Places are those of a parabola through the extreme point and its neighbours, over the logarithm of the cell size.
 */
export function findNaturalScales(
  curve: CurveWithDraws,
  quantity: Quantity,
  density: number | null,
): NaturalScale[] {
  const logs = {
    cellSizes: curve.cellSizes.map(Math.log),
    values: curve.values.map(Math.log),
    draws: curve.draws.map((draws) => draws.map(Math.log)),
  }
  const upsideDown = {
    ...logs,
    values: logs.values.map((v) => -v),
    draws: logs.draws.map((d) => d.map((v) => -v)),
  }
  return [...peaks(logs, 'peak'), ...peaks(upsideDown, 'valley')]
    .map((found) => ({
      ...found,
      quantity,
      particlesPerCell: density === null ? null : density * found.cellSize ** 2,
    }))
    .sort((a, b) => a.cellSize - b.cellSize)
}

function peaks({ cellSizes, values, draws }: CurveWithDraws, kind: 'peak' | 'valley') {
  const found: Omit<NaturalScale, 'quantity' | 'particlesPerCell'>[] = []
  for (let top = 1; top < values.length - 1; top++) {
    if (!(values[top] > values[top - 1] && values[top] >= values[top + 1])) continue
    const left = foot(values, top, -1)
    const right = foot(values, top, +1)
    const summit = (at: (scale: number) => number) => {
      let highest = left + 1
      for (let scale = left + 1; scale < right; scale++) if (at(scale) > at(highest)) highest = scale
      return {
        place: parabolaTop(cellSizes, at, highest),
        prominence: at(highest) - Math.max(at(left), at(right)),
      }
    }
    const best = summit((scale) => values[scale])
    const resampled = Array.from({ length: draws[0].length }, (_, draw) =>
      summit((scale) => draws[scale][draw]),
    )
    const prominence = interval(resampled.map((s) => s.prominence))
    if (!(prominence[0] > 0)) continue
    const place = interval(resampled.map((s) => s.place))
    found.push({
      kind,
      cellSize: Math.exp(best.place),
      low: Math.exp(Math.min(place[0], best.place)),
      high: Math.exp(Math.max(place[1], best.place)),
      prominence: Math.expm1(best.prominence),
      prominenceLow: Math.expm1(prominence[0]),
      prominenceHigh: Math.expm1(prominence[1]),
    })
  }
  return found
}

/** The lowest point on one side, before the curve climbs above the top. */
function foot(values: readonly number[], top: number, direction: 1 | -1): number {
  let lowest = top + direction
  for (let i = lowest; i >= 0 && i < values.length && values[i] <= values[top]; i += direction)
    if (values[i] < values[lowest]) lowest = i
  return lowest
}

function parabolaTop(x: readonly number[], y: (i: number) => number, i: number): number {
  const before = x[i] - x[i - 1]
  const after = x[i + 1] - x[i]
  const rise = (y(i) - y(i - 1)) / before
  const fall = (y(i + 1) - y(i)) / after
  const curvature = (fall - rise) / (before + after)
  if (!(curvature < 0)) return x[i]
  const slope = (rise * after + fall * before) / (before + after)
  return Math.min(Math.max(x[i] - slope / (2 * curvature), x[i - 1]), x[i + 1])
}
