import { inspect } from 'node:util'
import { Field, Float64, Int32, Schema, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow'
import type { Measurement } from '../learning/measurement.js'
import type { Manifest } from '../run/manifest.js'
import { type Blocks, bootstrap, type Estimate, interval, ratio } from './bootstrap.js'
import type { ErrorCurveSpec } from './errorCurveSpec.js'
import { findNaturalScales, type NaturalScale, type Quantity } from './naturalScales.js'

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

export interface CurveUnits {
  readonly lengthUnit: string
  readonly timeUnit: string
  readonly frameInterval: number
  /** Particles per unit area, or null. */
  readonly density: number | null
}

/** Prediction error as a function of cell size, finished or growing. */
export class ErrorCurve {
  readonly rows: readonly CurveRow[]
  readonly #scales: readonly Scale[]

  constructor(
    readonly title: string,
    readonly units: CurveUnits,
    measured: readonly MeasuredScale[],
    readonly manifest: Manifest<ErrorCurveSpec>,
    /** Scales that could not be measured, and why. */
    readonly problems: readonly string[] = [],
  ) {
    this.#scales = measured
      .map((scale) => reduce(scale, manifest.spec.seed))
      .filter((scale) => scale !== undefined)
      .sort((a, b) => a.cellSize - b.cellSize)
    this.rows = this.#scales.flatMap((scale) => rowsOf(scale, units.density, manifest.spec.seed))
  }

  /** True when every scale and replicate asked for has been measured. */
  get finished(): boolean {
    return this.manifest.finished !== null
  }

  /** The rows of the means, one for each cell size. */
  get means(): readonly CurveRow[] {
    return this.rows.filter((row) => row.replicate === 'mean')
  }

  /**
   * Peaks and valleys that the data support. With surrogates, only those which also stand out in the
   * ratio of the curve to that of its surrogates, and in every single replicate.
   */
  naturalScales(): NaturalScale[] {
    return (['fvu', 'skill'] as const).flatMap((quantity) => this.#naturalScales(quantity))
  }

  #naturalScales(quantity: Quantity): NaturalScale[] {
    const scales = this.#scales
    if (scales.length < 3) return []
    const cellSizes = scales.map((s) => s.cellSize)
    const curve = (data: (s: Scale) => { value: number; draws: Float64Array }) => {
      const measured = scales.map(data)
      return { cellSizes, values: measured.map((m) => m.value), draws: measured.map((m) => m.draws) }
    }
    const found = findNaturalScales(
      curve((s) => s[quantity]),
      quantity,
      this.units.density,
    )
    if (!scales.every((s) => s.surrogate)) return found
    const beyond = findNaturalScales(
      curve((s) => over(s[quantity], s.surrogate![quantity])),
      quantity,
      this.units.density,
    )
    const overlaps = (a: NaturalScale, b: NaturalScale) =>
      a.kind === b.kind && a.low <= b.high && b.low <= a.high
    return found.filter(
      (scale) => beyond.some((other) => overlaps(scale, other)) && this.#inEveryReplicate(scale),
    )
  }

  #inEveryReplicate({ kind, quantity, cellSize }: NaturalScale): boolean {
    const sign = kind === 'peak' ? 1 : -1
    const distance = (b: number) => Math.abs(Math.log(b / cellSize))
    return Array.from({ length: this.manifest.spec.replicates }, (_, i) => i).every((replicate) => {
      const values = this.rows.filter((row) => row.replicate === replicate)
      const nearest = values.reduce((a, b) => (distance(b.cellSize) < distance(a.cellSize) ? b : a))
      const lower = (row: CurveRow) => sign * row[quantity] < sign * nearest[quantity]
      return (
        values.some((row) => row.cellSize < nearest.cellSize && lower(row)) &&
        values.some((row) => row.cellSize > nearest.cellSize && lower(row))
      )
    })
  }

  /** The answer in words. */
  get verdict(): string {
    const { length } = this.means
    const { lengthUnit } = this.units
    const peaks = this.naturalScales().filter((scale) => scale.quantity === 'fvu')
    const whole = this.manifest.spec.scales.length
    const partly = this.finished ? '' : ` (${length} of ${whole} cell sizes measured)`
    const beyond = this.#scales.length > 0 && this.#scales.every((s) => s.surrogate)
    if (length < 3) return length === 0 ? '' : `too few cell sizes for a natural scale${partly}`
    if (peaks.length === 0)
      return beyond
        ? `nothing stands out beyond the temporal-phase surrogates: no natural scale${partly}`
        : `no interior peak or valley${partly}`
    const places = peaks.map(({ kind, cellSize, low, high, particlesPerCell, prominence }) => {
      const particles = particlesPerCell === null ? '' : `, ${short(particlesPerCell)} particles per cell`
      return `${kind} at ${short(cellSize)} ${lengthUnit} [${short(low)}, ${short(high)}]${particles}, ${Math.round(100 * prominence)} % above its feet`
    })
    return `natural scale: ${places.join('; ')}${partly}`
  }

  /** All rows as an Arrow table; `replicate` is null in the rows of means. */
  get table(): Table {
    const column = (of: (row: CurveRow) => number | null) =>
      vectorFromArray(
        this.rows.map((row) => finiteOrNull(of(row))),
        new Float64(),
      )
    const schema = new Schema(
      [
        ...COLUMNS.map((name) => new Field(name, new Float64(), true)),
        new Field('offset', new Int32(), false),
        new Field('replicate', new Int32(), true),
        new Field('predictor', new Utf8(), false),
      ],
      new Map([
        ['scalescope.schema', 'error-curve/1'],
        ['scalescope.manifest', this.manifest.id],
        ['scalescope.lengthUnit', this.units.lengthUnit],
      ]),
    )
    if (this.rows.length === 0) return new Table(schema)
    return new Table(schema, {
      ...Object.fromEntries(COLUMNS.map((name) => [name, column((row) => row[name])])),
      offset: vectorFromArray(
        this.rows.map((row) => row.offset),
        new Int32(),
      ),
      replicate: vectorFromArray(
        this.rows.map(({ replicate }) => (replicate === 'mean' ? null : replicate)),
        new Int32(),
      ),
      predictor: vectorFromArray(
        this.rows.map((row) => row.predictor),
        new Utf8(),
      ),
    })
  }

  /** The table as an Arrow IPC stream. */
  toArrow(): Uint8Array {
    return tableToIPC(this.table, 'stream')
  }

  /** How a cell shows it: the answer and the means. */
  [inspect.custom](): string {
    const rows = this.means.map(
      ({ cellSize, fvu, fvuLow, fvuHigh, skill }) =>
        `  b = ${short(cellSize)} ${this.units.lengthUnit}: FVU ${short(fvu)} [${short(fvuLow)}, ${short(fvuHigh)}], skill ${short(skill)}`,
    )
    return [`${this.title}: ${this.verdict}`, ...rows, ...this.problems].join('\n')
  }

  toJSON(): {
    rows: readonly CurveRow[]
    naturalScales: NaturalScale[]
    verdict: string
    problems: readonly string[]
  } {
    return {
      rows: this.rows,
      naturalScales: this.naturalScales(),
      verdict: this.verdict,
      problems: this.problems,
    }
  }
}

const COLUMNS = [
  'cellSize',
  'particlesPerCell',
  'fvu',
  'fvuLow',
  'fvuHigh',
  'skill',
  'skillLow',
  'skillHigh',
  'rawError',
  'rawErrorLow',
  'rawErrorHigh',
  'ridge',
  'persistence',
  'surrogate',
  'surrogateLow',
  'surrogateHigh',
] as const

interface Drawn {
  readonly value: number
  readonly draws: Float64Array
}

interface Scale {
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

function reduce(
  { cellSize: asked, offset, replicates, surrogates }: MeasuredScale,
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
  return {
    cellSize: all[0]?.cellSize ?? asked,
    offset,
    measured,
    fvu: drawn(fvuBlocks, all),
    skill: drawn(skillBlocks, all),
    rawError: drawn(rawBlocks, all),
    surrogate: complete ? { fvu: drawn(fvuBlocks, copies), skill: drawn(skillBlocks, copies) } : undefined,
  }
}

function rowsOf(scale: Scale, density: number | null, seed: number): CurveRow[] {
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

function over(a: Drawn, b: Drawn): Drawn {
  return { value: a.value / b.value, draws: a.draws.map((draw, i) => draw / b.draws[i]) }
}

function mostFrequent(names: readonly string[]): string {
  const count = (name: string) => names.filter((other) => other === name).length
  return names.reduce((a, b) => (count(b) > count(a) ? b : a))
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}

/** Three significant digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}
