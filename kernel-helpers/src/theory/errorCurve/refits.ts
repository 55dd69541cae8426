import { findPeaks, highest, type ReplicatedCurve, topOfParabola } from '../naturalScales/extrema.js'
import type { NaturalScale, Refitted } from '../naturalScales/naturalScales.js'

/** A natural scale moved farther than this by a refit is another one. */
const FARTHEST = 2

/** A peak's or valley's place by parabolas through three and five scales, and by the curve without its ends. */
export function otherFits(scale: NaturalScale, curve: ReplicatedCurve): Refitted[] {
  if (scale.kind === 'knee') return []
  const upright = uprighted(scale, curve)
  const nearest = (peaks: readonly { readonly place: { readonly value: number } }[]) =>
    closest(
      scale.cellSize,
      peaks.map(({ place }) => Math.exp(place.value)),
    )
  const peak = findPeaks(upright).find(({ place }) => Math.exp(place.value) === scale.cellSize)
  const withoutEnds = {
    cellSizes: curve.cellSizes.slice(1, -1),
    logs: upright.logs.map((replicate) => replicate.slice(1, -1)),
  }
  return [
    ...[1, 2].map((reach) => ({
      name: `parabola through ${2 * reach + 1} scales`,
      cellSize: (peak && topOfParabola(upright, peak.top, reach)) ?? null,
    })),
    { name: 'without the ends', cellSize: nearest(findPeaks(withoutEnds)) },
  ]
}

/** Where the natural scales of another curve have this one; null if nowhere. */
export function refitted(scale: NaturalScale, name: string, others: readonly NaturalScale[]): Refitted {
  const alike = others.filter(({ kind, quantity }) => kind === scale.kind && quantity === scale.quantity)
  return {
    name,
    cellSize: closest(
      scale.cellSize,
      alike.map(({ cellSize }) => cellSize),
    ),
  }
}

/**
 * Where a curve that was measured about a peak or valley only, without its feet, is highest or lowest; null if that is at
 * an end. That it is one, the curve with the feet has told.
 */
export function refittedAbout(
  scale: NaturalScale,
  name: string,
  curve: ReplicatedCurve | undefined,
): Refitted {
  const place = curve && scale.kind !== 'knee' ? highest(uprighted(scale, curve)) : undefined
  return { name, cellSize: place === undefined ? null : closest(scale.cellSize, [place]) }
}

/** With valleys as peaks. */
function uprighted({ kind }: NaturalScale, curve: ReplicatedCurve): ReplicatedCurve {
  if (kind === 'peak') return curve
  return { ...curve, logs: curve.logs.map((replicate) => replicate.map((log) => -log)) }
}

function closest(cellSize: number, others: readonly number[]): number | null {
  const distance = (other: number) => Math.abs(Math.log(other / cellSize))
  const near = others.filter((other) => distance(other) <= Math.log(FARTHEST))
  return near.length === 0 ? null : near.reduce((a, b) => (distance(b) < distance(a) ? b : a))
}

/** The natural scale with the hull of its statistical interval and the refits that have it. */
export function widened(scale: NaturalScale, refits: readonly Refitted[]): NaturalScale {
  const all = [...scale.refits, ...refits]
  const places = all.flatMap(({ cellSize }) => (cellSize === null ? [] : [cellSize]))
  const low = Math.min(scale.low, ...places)
  const high = Math.max(scale.high, ...places)
  const density = scale.particlesPerCell === null ? null : scale.particlesPerCell / scale.cellSize ** 2
  const particles = (b: number) => (density === null ? null : density * b ** 2)
  return { ...scale, low, high, refits: all, particlesLow: particles(low), particlesHigh: particles(high) }
}
