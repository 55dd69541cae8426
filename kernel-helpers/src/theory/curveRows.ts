import type { Measurement } from '../learning/measurement.js'
import { type Blocks, bootstrap, type Estimate, interval, ratio } from './bootstrap.js'

/** One measured replicate, or the mean over the replicates at one scale. */
export interface CurveRow {
  /** Side of a cell, in the recording's length unit. */
  readonly cellSize: number
  /** Frames ahead. */
  readonly offset: number
  readonly replicate: number | 'mean'
  readonly particlesPerCell: number | null
  /** Mean squared error over the target's variance, with its 95 % interval. */
  readonly fvu: number
  readonly fvuLow: number
  readonly fvuHigh: number
  /** Mean squared error over that of persistence. */
  readonly skill: number
  readonly skillLow: number
  readonly skillHigh: number
  /** Mean squared error, in the recording's unit squared. */
  readonly rawError: number
  readonly rawErrorLow: number
  readonly rawErrorHigh: number
  /** FVU of ridge regression and of persistence. */
  readonly ridge: number
  readonly persistence: number
  /** FVU on the surrogates; null where there are none. */
  readonly surrogate: number | null
  readonly surrogateLow: number | null
  readonly surrogateHigh: number | null
  /** Which predictor validation chose; for a mean, the one chosen most often. */
  readonly predictor: string
}

/** What was measured at one scale: `replicates[i]` is undefined until it is there. */
export interface MeasuredScale {
  readonly cellSize: number
  readonly offset: number
  readonly replicates: readonly (Measurement | undefined)[]
  /** `surrogates[s][replicate]` */
  readonly surrogates: readonly (readonly (Measurement | undefined)[])[]
}

/** An estimate and the draws that its uncertainty is known by. */
export interface Drawn {
  readonly value: number
  readonly draws: Float64Array
}

/** What the replicates at one scale amount to. */
export interface Scale {
  /** One for each replicate and one for their mean. */
  readonly rows: readonly CurveRow[]
  readonly cellSize: number
  readonly offset: number
  readonly measured: readonly { readonly replicate: number; readonly measurement: Measurement }[]
  readonly fvu: Drawn
  readonly skill: Drawn
  readonly rawError: Drawn
  readonly surrogate: { readonly fvu: Drawn; readonly skill: Drawn } | undefined
}

const fvuBlocks = (m: Measurement, predictor = m.chosen): Blocks => ({
  numerator: m.errors[predictor],
  denominator: m.variance,
  frames: m.frames,
})
const skillBlocks = (m: Measurement): Blocks => ({
  numerator: m.errors[m.chosen],
  denominator: m.errors.persistence,
  frames: m.frames,
})
const rawBlocks = (m: Measurement): Blocks => ({ numerator: m.errors[m.chosen], frames: m.frames })

/** What has been measured at one scale, with intervals; undefined as long as there is nothing. */
export function reduceScale(
  { cellSize: asked, offset, replicates, surrogates }: MeasuredScale,
  density: number | null,
  seed: number,
): Scale | undefined {
  const measured = replicates.flatMap((measurement, replicate) =>
    measurement ? [{ replicate, measurement }] : [],
  )
  if (measured.length === 0) return undefined
  const drawn = (blocks: (m: Measurement) => Blocks, from: readonly Measurement[]): Drawn => {
    const data = from.map((m) => blocks(m))
    return { value: ratio(data), draws: bootstrap(data, seed) }
  }
  const all = measured.map((m) => m.measurement)
  const copies = surrogates.flat().filter((m) => m !== undefined)
  const complete = surrogates.length > 0 && copies.length === surrogates.length * replicates.length
  const scale = {
    cellSize: all[0]?.cellSize ?? asked,
    offset,
    measured,
    fvu: drawn(fvuBlocks, all),
    skill: drawn(skillBlocks, all),
    rawError: drawn(rawBlocks, all),
    surrogate: complete ? { fvu: drawn(fvuBlocks, copies), skill: drawn(skillBlocks, copies) } : undefined,
  }
  return { ...scale, rows: rowsOf(scale, density, seed) }
}

function rowsOf(scale: Omit<Scale, 'rows'>, density: number | null, seed: number): CurveRow[] {
  const { cellSize, offset, measured, surrogate } = scale
  const common = { cellSize, offset, particlesPerCell: density === null ? null : density * cellSize ** 2 }
  const bounds = ({ value, draws }: Drawn): Estimate => {
    const [low, high] = interval(draws)
    return { value, low, high }
  }
  const beside = surrogate && bounds(surrogate.fvu)
  const copies = {
    surrogate: beside?.value ?? null,
    surrogateLow: beside?.low ?? null,
    surrogateHigh: beside?.high ?? null,
  }
  const errors = (fvu: Estimate, skill: Estimate, raw: Estimate) => ({
    fvu: fvu.value,
    fvuLow: fvu.low,
    fvuHigh: fvu.high,
    skill: skill.value,
    skillLow: skill.low,
    skillHigh: skill.high,
    rawError: raw.value,
    rawErrorLow: raw.low,
    rawErrorHigh: raw.high,
  })
  const single = (m: Measurement, blocks: (m: Measurement) => Blocks): Estimate => {
    const data = [blocks(m)]
    return bounds({ value: ratio(data), draws: bootstrap(data, seed) })
  }
  const baseline = (m: readonly Measurement[], name: 'ridge' | 'persistence') =>
    ratio(m.map((one) => fvuBlocks(one, name)))
  const all = measured.map((m) => m.measurement)
  const none = { surrogate: null, surrogateLow: null, surrogateHigh: null }
  return [
    ...measured.map(({ replicate, measurement: m }) => ({
      ...common,
      replicate,
      ...errors(single(m, fvuBlocks), single(m, skillBlocks), single(m, rawBlocks)),
      ridge: baseline([m], 'ridge'),
      persistence: baseline([m], 'persistence'),
      ...none,
      predictor: m.chosen,
    })),
    {
      ...common,
      replicate: 'mean' as const,
      ...errors(bounds(scale.fvu), bounds(scale.skill), bounds(scale.rawError)),
      ridge: baseline(all, 'ridge'),
      persistence: baseline(all, 'persistence'),
      ...copies,
      predictor: mostFrequent(all.map((m) => m.chosen)),
    },
  ]
}

/** The ratio of two curves, draw by draw. */
export function over(a: Drawn, b: Drawn): Drawn {
  return { value: a.value / b.value, draws: a.draws.map((draw, i) => draw / b.draws[i]) }
}

function mostFrequent(names: readonly string[]): string {
  const count = (name: string) => names.filter((other) => other === name).length
  return names.reduce((a, b) => (count(b) > count(a) ? b : a))
}
