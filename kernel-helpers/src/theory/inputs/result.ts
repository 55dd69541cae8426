import { inspect } from 'node:util'
import { Bool, Field, Float64, Int32, Schema, Table, Utf8, vectorFromArray } from 'apache-arrow'
import type { Manifest } from '../../run/manifest.js'
import type { AnalysisResult, Plot } from '../analysis.js'
import type { Estimate } from '../bootstrap.js'
import { short, withInterval } from '../figures.js'
import { inputsPlots } from './plots.js'
import { differs, type InputsRow } from './rows.js'
import type { InputsSpec } from './spec.js'
import { defaultKey, type Variant } from './variants.js'
import { verdictOf } from './verdict.js'

/** What a predictor gains from further frames, further channels and learned coarse variables, by scale. */
export class PredictorInputs implements AnalysisResult {
  readonly rows: readonly InputsRow[]

  constructor(
    readonly title: string,
    readonly lengthUnit: string,
    readonly variants: readonly Variant[],
    rows: readonly InputsRow[],
    readonly manifest: Manifest<InputsSpec>,
    readonly problems: readonly string[],
  ) {
    this.rows = [...rows].sort((a, b) => a.scale - b.scale)
  }

  /** True when every variant at every scale and replicate asked for has been measured. */
  get finished(): boolean {
    return this.manifest.finished !== null
  }

  get verdict(): string {
    if (this.rows.length === 0) return ''
    const { variants, lengthUnit, manifest, finished } = this
    const answer = verdictOf(this.rows, variants, defaultKey(manifest.spec), lengthUnit)
    return finished ? answer : `${answer} (so far)`
  }

  get caption(): string {
    const { spec, backend, inputs, id } = this.manifest
    const comparisons = this.rows.filter((row) => row.change ?? row.added).length
    return [
      backend ?? 'starting',
      spec.speed === null ? `fixed offset ${spec.scales[0].offset} frames` : `κ ${spec.kappa}`,
      `${inputs.length === 1 ? '1 recording' : `${inputs.length} runs`}, ${spec.replicates} replicates, ${spec.budget} budget`,
      `of ${comparisons} comparisons about ${Math.round(comparisons / 20)} differ by chance`,
      `manifest ${id.slice(0, 8)}`,
    ].join(' · ')
  }

  get plots(): readonly Plot[] {
    return inputsPlots(this)
  }

  /** One row for each cell size, quantity and variant. Bounds are null where they aren't known. */
  get table(): Table {
    const { rows } = this
    const numbers = (of: (row: InputsRow) => Estimate | null, bound: keyof Estimate) =>
      vectorFromArray(
        rows.map((row) => finiteOrNull(of(row)?.[bound])),
        new Float64(),
      )
    const integers = (of: (row: InputsRow) => number) => vectorFromArray(rows.map(of), new Int32())
    const texts = (of: (row: InputsRow) => string) => vectorFromArray(rows.map(of), new Utf8())
    const estimates = (['value', 'change', 'added'] as const).flatMap((name) =>
      (['value', 'low', 'high'] as const).map((bound) => ({ name, bound, column: columnName(name, bound) })),
    )
    const schema = new Schema(
      [
        new Field('cellSize', new Float64(), false),
        new Field('scale', new Int32(), false),
        new Field('offset', new Int32(), false),
        new Field('quantity', new Utf8(), false),
        new Field('variant', new Utf8(), false),
        ...estimates.map(({ column }) => new Field(column, new Float64(), true)),
        new Field('differs', new Bool(), true),
      ],
      new Map([
        ['scalescope.schema', 'inputs/1'],
        ['scalescope.manifest', this.manifest.id],
        ['scalescope.lengthUnit', this.lengthUnit],
      ]),
    )
    if (rows.length === 0) return new Table(schema)
    return new Table(schema, {
      cellSize: vectorFromArray(
        rows.map((row) => row.cellSize),
        new Float64(),
      ),
      scale: integers((row) => row.scale),
      offset: integers((row) => row.offset),
      quantity: texts((row) => row.quantity),
      variant: texts((row) => row.variant),
      ...Object.fromEntries(
        estimates.map(({ name, bound, column }) => [column, numbers((row) => row[name], bound)]),
      ),
      differs: vectorFromArray(
        rows.map(({ change, quantity }) => {
          if (!change || !Number.isFinite(change.low)) return null
          return differs(change, quantity === 'information' ? 0 : 1)
        }),
        new Bool(),
      ),
    })
  }

  get text(): string {
    const lines = this.rows.map(
      ({ cellSize, quantity, variant, value, change }) =>
        `${short(cellSize).padStart(8)}  ${quantity.padEnd(14)}${variant.padEnd(30)}${withInterval(value).padEnd(26)}${change ? withInterval(change) : ''}`,
    )
    return [
      `${`b (${this.lengthUnit})`.padStart(8)}  ${'quantity'.padEnd(14)}${'seen'.padEnd(30)}${'value, 95 % interval'.padEnd(26)}against the default`,
      ...lines,
      this.verdict,
    ].join('\n')
  }

  /** How a cell shows it. */
  [inspect.custom](): string {
    return [this.title, this.text, ...this.problems].join('\n')
  }

  toJSON(): object {
    const { rows, verdict, problems } = this
    return { rows, verdict, problems }
  }
}

function columnName(name: 'value' | 'change' | 'added', bound: keyof Estimate): string {
  const suffix = { value: '', low: 'Low', high: 'High' }[bound]
  return `${name}${suffix}`
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
