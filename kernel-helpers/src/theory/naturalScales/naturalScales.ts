import { short, withInterval } from '../figures.js'
import { type Estimate, exponential } from '../replicates.js'
import { findPeaks, type Peak, type ReplicatedCurve } from './extrema.js'
import { findKnee, type Knee } from './knee.js'

/** What a natural scale may be one of, and its name. */
export const quantityNames = {
  fvu: 'FVU',
  skill: 'skill',
  rawError: 'raw error',
  gap: 'commuting gap',
} as const

export type Quantity = keyof typeof quantityNames

interface Interval {
  readonly low: number
  readonly high: number
}

/** A natural scale in a curve measured or fitted in another way. */
export interface Refitted {
  /** What was changed, such as 'κ = 1'. */
  readonly name: string
  /** Null if the curve doesn't have it then. */
  readonly cellSize: number | null
}

interface Place {
  readonly quantity: Quantity
  /** In the recording's length unit, with the hull of the statistical interval and the refits that have it. */
  readonly cellSize: number
  readonly low: number
  readonly high: number
  /** The 95 % interval by the replicates alone. */
  readonly statistical: Interval
  readonly refits: readonly Refitted[]
  /** Particles in a cell of those sizes; null where the recording has no particles. */
  readonly particlesPerCell: number | null
  readonly particlesLow: number | null
  readonly particlesHigh: number | null
}

/** A peak or valley of a curve over cell size. */
interface Extremum extends Place {
  readonly kind: 'peak' | 'valley'
  /** False where only the feet bound the place: then the statistical interval is wider than one of 95 %. */
  readonly bounded: boolean
  /** How far it stands out from the higher of its two feet, as a fraction of it, with its 95 % interval. */
  readonly prominence: number
  readonly prominenceLow: number
  readonly prominenceHigh: number
}

/** Where one power law gives way to another. */
interface Bend extends Place {
  readonly kind: 'knee'
  /** Exponents of the power laws below and above, with 95 % intervals. */
  readonly exponents: readonly [Estimate, Estimate]
}

export type NaturalScale = Extremum | Bend

/**
 * Peaks, valleys and the knee that the replicates support, without refits, by cell size; see {@link findPeaks} and {@link findKnee}.
 * A curve with fewer than three scales or two replicates has none.
 *
 * @param density particles per unit area, or null
 */
export function findNaturalScales(
  curve: ReplicatedCurve,
  quantity: Quantity,
  density: number | null,
): NaturalScale[] {
  const upsideDown = { ...curve, logs: curve.logs.map((replicate) => replicate.map((log) => -log)) }
  const extremum =
    (kind: 'peak' | 'valley') =>
    ({ place, bounded, prominence }: Peak): Extremum => ({
      kind,
      quantity,
      ...placed(exponential(place), density),
      bounded,
      prominence: Math.expm1(prominence.value),
      prominenceLow: Math.expm1(prominence.low),
      prominenceHigh: Math.expm1(prominence.high),
    })
  const [peaks, valleys] = [findPeaks(curve), findPeaks(upsideDown)]
  const knee = findKnee(curve)
  const all: NaturalScale[] = [...peaks.map(extremum('peak')), ...valleys.map(extremum('valley'))]
  if (knee && ![...peaks, ...valleys].some((peak) => isPartOf(knee, peak, curve)))
    all.push({
      kind: 'knee',
      quantity,
      ...placed(exponential(knee.place), density),
      exponents: [knee.slopes[0], knee.slopes[1]],
    })
  return all.sort((a, b) => a.cellSize - b.cellSize)
}

/** A broken line may also describe a peak's summit, or one of its feet. */
function isPartOf({ place }: Knee, { feet }: Peak, { cellSizes }: ReplicatedCurve): boolean {
  const size = Math.exp(place.value)
  return cellSizes[feet[0]] <= size && size <= cellSizes[feet[1]]
}

/** A place in the recording's length unit and in particles per cell. */
function placed({ value, low, high }: Estimate, density: number | null): Omit<Place, 'quantity'> {
  const particles = (b: number) => (density === null ? null : density * b ** 2)
  return {
    cellSize: value,
    low,
    high,
    statistical: { low, high },
    refits: [],
    particlesPerCell: particles(value),
    particlesLow: particles(low),
    particlesHigh: particles(high),
  }
}

/** A natural scale in words, with the hull of its intervals and the statistical one; doubtful if most refits don't have it. */
export function inWords(scale: NaturalScale, lengthUnit: string): string {
  const { kind, cellSize, low, high, statistical, particlesPerCell, particlesLow, particlesHigh } = scale
  const particles =
    particlesPerCell === null
      ? ''
      : `, ${withInterval({ value: particlesPerCell, low: particlesLow!, high: particlesHigh! })} particles per cell`
  const strength =
    scale.kind === 'knee'
      ? `exponent ${scale.exponents.map((exponent) => short(exponent.value)).join(' to ')}`
      : `${Number((100 * scale.prominence).toPrecision(2))} % ${kind === 'peak' ? 'above its feet' : 'below its feet'}`
  const missing = scale.refits.filter((refit) => refit.cellSize === null).map((refit) => refit.name)
  const doubtful = 2 * missing.length > scale.refits.length ? 'doubtful ' : ''
  return `${doubtful}${kind} at ${withInterval({ value: cellSize, low, high })} ${lengthUnit} (statistical [${short(statistical.low)}, ${short(statistical.high)}])${particles}, ${strength}${missing.length > 0 ? `, not in: ${missing.join(', ')}` : ''}`
}
