import { inspect } from 'node:util'
import { Field, Float64, Schema, Table, Utf8, vectorFromArray } from 'apache-arrow'
import type { Predictor } from '../../learning/predictor.js'
import type { Manifest } from '../../run/manifest.js'
import type { AnalysisResult, ChosenSystem, Plot } from '../analysis.js'
import { short } from '../figures.js'
import { type Interchange, interchange } from '../transfer/interchange.js'
import { pushPlots } from './pushPlot.js'
import { type Probe, type PushRow, probeRows, pushRows, type Setting } from './pushRows.js'
import type { PushSpec } from './pushSpec.js'

/** What moves when a dial is turned, finished or growing. */
export class Push implements AnalysisResult {
  readonly rows: readonly PushRow[]
  readonly problems: readonly string[]

  constructor(
    readonly chosen: ChosenSystem,
    readonly lengthUnit: string,
    /** The reference first. */
    readonly settings: readonly Setting[],
    readonly manifest: Manifest<PushSpec>,
    private readonly notMeasured: readonly string[],
    /** Of the reference, by scale: what a probe applies. */
    readonly predictors: readonly Predictor[],
    readonly probes: readonly Probe[] = [],
  ) {
    const found = settings.length === 0 ? { rows: [], problems: [] } : pushRows(settings, this.#amount())
    this.rows = [...found.rows, ...probes.flatMap((probe) => probeRows(probe, settings[0]))]
    this.problems = [...notMeasured, ...new Set(found.problems)]
  }

  get title(): string {
    const { system } = this.chosen
    return `${system.title}, ${system.parameters[this.dial].symbol} turned`
  }

  get dial(): string {
    return this.manifest.spec.dial
  }

  get finished(): boolean {
    return this.manifest.finished !== null
  }

  /** The same with what the reference's predictors do at one more value; a later probe of the same value replaces it. */
  with(probe: Probe): Push {
    const others = this.probes.filter(({ value }) => value !== probe.value)
    const { chosen, lengthUnit, settings, manifest, notMeasured, predictors } = this
    return new Push(chosen, lengthUnit, settings, manifest, notMeasured, predictors, [...others, probe])
  }

  /** For each value of the dial, the cell size from which on the reference's predictors serve as well as own ones. */
  robustness(): (Interchange & { readonly value: number; readonly name: string })[] {
    const { margin } = this.manifest.spec
    return this.settings.slice(1).map(({ value, name, scales }) => ({
      value,
      name,
      ...interchange(
        scales.map(({ cellSize }) => cellSize),
        [scales.map(({ fvu, fvuOwn }) => fvu.map((one, i) => one / fvuOwn[i]))],
        margin,
      ),
    }))
  }

  get verdict(): string {
    const { margin, values } = this.manifest.spec
    const percent = `${short(100 * (margin - 1))} %`
    const found = this.robustness()
    if (found.length === 0) return ''
    const missing = values.length - 1 - found.length
    const finest = this.settings[0].scales[0].cellSize
    const words = found.map(({ name, from }) =>
      from === null
        ? `${name}: more than ${percent} lost up to the coarsest cells`
        : from === finest
          ? `${name}: nothing lost at any scale`
          : `${name}: nothing lost from ${short(from)} ${this.lengthUnit} on`,
    )
    const partly = missing > 0 ? [`${missing} more values not measured`] : []
    return `to ${percent}, from ${this.settings[0].name}: ${[...words, ...partly].join('; ')}`
  }

  get caption(): string {
    const { spec, backend, id } = this.manifest
    return [
      backend ?? 'starting',
      spec.match.length === 0 ? "in the reference's units" : `${spec.match.join(' and ')} matched`,
      `${spec.replicates} runs of ${spec.frames} frames at each value, ${spec.budget} budget`,
      `manifest ${id.slice(0, 8)}`,
    ].join(' · ')
  }

  get plots(): readonly Plot[] {
    return pushPlots(this)
  }

  get table(): Table {
    const texts = ['kind', 'quantity', 'setting'] as const
    const numbers = ['value', 'cellSize', 'amount', 'low', 'high'] as const
    const schema = new Schema(
      [
        ...texts.map((name) => new Field(name, new Utf8(), false)),
        ...numbers.map((name) => new Field(name, new Float64(), true)),
      ],
      new Map([
        ['scalescope.schema', 'push/1'],
        ['scalescope.manifest', this.manifest.id],
        ['scalescope.lengthUnit', this.lengthUnit],
      ]),
    )
    if (this.rows.length === 0) return new Table(schema)
    const column = <T extends Utf8 | Float64>(name: keyof PushRow, type: T) =>
      vectorFromArray(
        this.rows.map((row) => row[name]),
        type,
      )
    return new Table(schema, {
      ...Object.fromEntries(texts.map((name) => [name, column(name, new Utf8())])),
      ...Object.fromEntries(numbers.map((name) => [name, column(name, new Float64())])),
    })
  }

  /** All changes and responses, and the answer. */
  get text(): string {
    const percent = (value: number | null) => (value === null ? '' : (100 * value).toFixed(1))
    const place = ({ cellSize }: PushRow) => (cellSize === null ? '' : short(cellSize))
    const interval = (low: string, high: string) => `[${low}, ${high}]`
    const lines = this.rows.map((row) => {
      const { kind, amount, low, high } = row
      const [value, bounds] =
        kind === 'response'
          ? [amount.toFixed(3), interval(low!.toFixed(3), high!.toFixed(3))]
          : [`${percent(amount)} %`, low === null ? '' : interval(percent(low), percent(high))]
      return `${row.setting.padEnd(22)}${row.quantity.padEnd(36)}${place(row).padStart(8)}${value.padStart(12)}  ${bounds}`
    })
    return [`${''.padEnd(58)}${`b (${this.lengthUnit})`.padStart(8)}`, ...lines, this.verdict].join('\n')
  }

  [inspect.custom](): string {
    return [this.title, this.text, ...this.problems].join('\n')
  }

  toJSON() {
    const finite = (value: number) => (Number.isFinite(value) ? value : null)
    const robustness = this.robustness().map(({ low, high, ...one }) => ({
      ...one,
      low: finite(low),
      high: finite(high),
    }))
    const { rows, settings, verdict, problems } = this
    return { rows, robustness, settings, verdict, problems }
  }

  /** The dial relative to the reference, where it is an amount and not a kind. */
  #amount(): ((value: number) => number) | undefined {
    const reference = this.manifest.spec.values[0]
    const { choices } = this.chosen.system.parameters[this.dial]
    return choices || reference <= 0 ? undefined : (value) => value / reference
  }
}
