import { inspect } from 'node:util'
import { Field, Float64, Int32, Schema, Table, Utf8, vectorFromArray } from 'apache-arrow'
import type { Manifest } from '../run/manifest.js'
import type { AnalysisResult, Plot } from './analysis.js'
import { type CurveRow, over, type Scale } from './curveRows.js'
import { errorCurvePlots } from './errorCurvePlot.js'
import type { ErrorCurveSpec } from './errorCurveSpec.js'
import { short } from './figures.js'
import { findNaturalScales, type NaturalScale, type Quantity } from './naturalScales.js'

export interface CurveUnits {
  readonly lengthUnit: string
  readonly timeUnit: string
  readonly frameInterval: number
  /** Particles per unit area, or null. */
  readonly density: number | null
}

/** Prediction error as a function of cell size, finished or growing. */
export class ErrorCurve implements AnalysisResult {
  readonly rows: readonly CurveRow[]
  readonly #scales: readonly Scale[]
  #found: NaturalScale[] | undefined

  constructor(
    readonly title: string,
    readonly units: CurveUnits,
    scales: readonly Scale[],
    readonly manifest: Manifest<ErrorCurveSpec>,
    /** Scales that could not be measured, and why. */
    readonly problems: readonly string[] = [],
  ) {
    this.#scales = [...scales].sort((a, b) => a.cellSize - b.cellSize)
    this.rows = this.#scales.flatMap((scale) => scale.rows)
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
    this.#found ??= (['fvu', 'skill'] as const).flatMap((quantity) => this.#naturalScales(quantity))
    return [...this.#found]
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

  get plots(): readonly Plot[] {
    return errorCurvePlots(this)
  }

  get caption(): string {
    const { spec, backend, inputs, id } = this.manifest
    const { lengthUnit, timeUnit } = this.units
    const offsets =
      spec.speed === null
        ? `fixed offset ${spec.scales[0].offset} frames`
        : `κ ${spec.kappa} at v = ${short(spec.speed)} ${lengthUnit}/${timeUnit}`
    return [
      backend ?? 'starting',
      offsets,
      `${inputs.length === 1 ? '1 recording' : `${inputs.length} runs`}, ${spec.replicates} replicates, ${spec.budget} budget`,
      ...(spec.surrogates > 0 ? [`${spec.surrogates} surrogates`] : []),
      `manifest ${id.slice(0, 8)}`,
    ].join(' · ')
  }

  /** The table of the means, and the answer. */
  get text(): string {
    const surrogates = this.manifest.spec.surrogates > 0
    const table = this.means.map(
      (row) =>
        `${short(row.cellSize).padStart(8)}${String(row.offset).padStart(8)}${short(row.fvu).padStart(9)}  ${`[${short(row.fvuLow)}, ${short(row.fvuHigh)}]`.padEnd(20)}${short(row.skill).padStart(8)}${short(row.ridge).padStart(8)}${short(row.persistence).padStart(12)}${row.surrogate === null ? '' : short(row.surrogate).padStart(11)}`,
    )
    return [
      `${`b (${this.units.lengthUnit})`.padStart(8)}  offset      FVU  95 % interval          skill   ridge persistence${surrogates ? '  surrogate' : ''}`,
      ...table,
      this.verdict,
    ].join('\n')
  }

  /** How a cell shows it. */
  [inspect.custom](): string {
    return [this.title, this.text, ...this.problems].join('\n')
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

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}
