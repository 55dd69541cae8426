import { inspect } from 'node:util'
import { Field, Float64, Int32, Schema, Table, Utf8, vectorFromArray } from 'apache-arrow'
import type { Manifest } from '../../run/manifest.js'
import type { AnalysisResult, Plot } from '../analysis.js'
import { short } from '../figures.js'
import { geometricMean } from '../replicates.js'
import { type Interchange, interchange } from './interchange.js'
import { transferPlots } from './transferPlot.js'
import type { TransferSpec } from './transferSpec.js'

/** What one ordered pair of systems gave at one scale, replicate by replicate. */
export interface TransferMeasurement {
  /** Index of the scale. */
  readonly scale: number
  /** As asked for: a length, or a multiple of the finest cells. */
  readonly size: number
  readonly from: number
  readonly to: number
  /** Side of the cells of the system tested on, in its unit, and frames ahead. */
  readonly cellSize: number
  readonly offset: number
  /** FVU on the one system of predictors trained on the other. */
  readonly fvu: readonly number[]
  /** FVU of its own, on the same frames. */
  readonly fvuOwn: readonly number[]
}

export interface TransferRow {
  /** Names of the system that was learned from, and of the one predicted. */
  readonly from: string
  readonly to: string
  readonly scale: number
  readonly size: number
  readonly cellSize: number
  readonly offset: number
  /** Of FVUs, geometric mean over replicates, with its 95 % interval. */
  readonly ratio: number
  readonly low: number
  readonly high: number
  /** Geometric means over replicates. */
  readonly fvu: number
  readonly fvuOwn: number
}

/** The scale from which on two systems can stand in for each other. */
export interface PairInterchange extends Interchange {
  readonly between: readonly [string, string]
}

/** Ratio of what a foreign predictor leaves unexplained to what the own one does. */
export function transferRatio({ fvu, fvuOwn }: Pick<TransferMeasurement, 'fvu' | 'fvuOwn'>) {
  return geometricMean(replicateRatios({ fvu, fvuOwn }))
}

const replicateRatios = ({ fvu, fvuOwn }: Pick<TransferMeasurement, 'fvu' | 'fvuOwn'>) =>
  fvu.map((one, replicate) => one / fvuOwn[replicate])

/** Above this FVU, a predictor is as good as none. */
const NOTHING_LEARNED = 0.98

/** Transfer of predictors between systems by cell size, finished or growing. */
export class Transfer implements AnalysisResult {
  readonly rows: readonly TransferRow[]
  readonly problems: readonly string[]
  readonly #measured: readonly TransferMeasurement[]

  constructor(
    readonly names: readonly string[],
    readonly lengthUnit: string,
    measured: readonly TransferMeasurement[],
    readonly manifest: Manifest<TransferSpec>,
    problems: readonly string[],
  ) {
    this.#measured = [...measured].sort((a, b) => a.scale - b.scale || a.from - b.from || a.to - b.to)
    this.rows = this.#measured.map((one) => {
      const { value: ratio, low, high } = transferRatio(one)
      const [fvu, fvuOwn] = [one.fvu, one.fvuOwn].map((values) => geometricMean(values).value)
      const { scale, size, cellSize, offset, from, to } = one
      return {
        from: names[from],
        to: names[to],
        scale,
        size,
        cellSize,
        offset,
        ratio,
        low,
        high,
        fvu,
        fvuOwn,
      }
    })
    this.problems = [...problems, ...this.#unpredictable()]
  }

  get title(): string {
    return this.names.join(' ↔ ')
  }

  get finished(): boolean {
    return this.manifest.finished !== null
  }

  /** From which cell size on predictors of one system serve the other as well as its own, for every pair. */
  interchanges(): PairInterchange[] {
    const { margin, scales } = this.manifest.spec
    const pairs = this.names.flatMap((_, a) => this.names.slice(a + 1).map((_, i) => [a, a + 1 + i] as const))
    return pairs.flatMap(([a, b]) => {
      const directions = [this.#of(a, b), this.#of(b, a)]
      const sizes = directions[0].map(({ size }) => size)
      if (directions.some((one) => one.length < scales.length)) return []
      const ratios = directions.map((one) => one.map(replicateRatios))
      return [{ between: [this.names[a], this.names[b]], ...interchange(sizes, ratios, margin) }]
    })
  }

  get verdict(): string {
    const { scales, margin } = this.manifest.spec
    const expected = scales.length * this.names.length * (this.names.length - 1)
    const percent = `${short(100 * (margin - 1))} %`
    const found = this.interchanges().map((pair) => this.#words(pair, percent))
    if (this.rows.length < expected && !this.finished)
      return [...found, `${this.rows.length} of ${expected} transfers measured`].join('; ')
    return found.length > 0 ? found.join('; ') : 'not all scales could be measured'
  }

  #words({ between, from, low, high }: PairInterchange, percent: string): string {
    const [one, other] = between
    const length = (size: number) => `${short(size)} ${this.lengthUnit}`
    const { scales } = this.manifest.spec
    const last = length(scales[scales.length - 1].size)
    const bound = (size: number) =>
      size === Number.NEGATIVE_INFINITY
        ? 'below the finest'
        : size === Number.POSITIVE_INFINITY
          ? 'beyond the coarsest'
          : short(size)
    const pair = `${one} and ${other}`
    if (from === null) return `${pair}: interchangeable to ${percent} nowhere up to ${last}`
    if (from === scales[0].size)
      return `${pair}: interchangeable to ${percent} everywhere measured, from ${length(from)} on`
    return `${pair}: interchangeable to ${percent} from ${length(from)} on; the loss falls below ${percent} at a cell size in [${bound(low)}, ${bound(high)}]`
  }

  get caption(): string {
    const { spec, inputs, backend, id } = this.manifest
    const units =
      spec.match.length === 0
        ? 'in the units of the system learned from'
        : `${spec.match.join(' and ')} matched`
    const time = {
      speed: `κ ${spec.kappa} at each one's speed`,
      duration: 'equal times ahead',
      decay: "times ahead in proportion to the fields' decay",
    }[spec.time]
    return [
      backend ?? 'starting',
      units,
      time,
      `${inputs.length} runs, ${spec.replicates} replicates, ${spec.budget} budget`,
      `manifest ${id.slice(0, 8)}`,
    ].join(' · ')
  }

  get plots(): readonly Plot[] {
    return transferPlots(this)
  }

  get table(): Table {
    const schema = new Schema(
      [
        ...NAMES.map((name) => new Field(name, new Utf8(), false)),
        ...WHOLE.map((name) => new Field(name, new Int32(), false)),
        ...AMOUNTS.map((name) => new Field(name, new Float64(), true)),
      ],
      new Map([
        ['scalescope.schema', 'transfer/1'],
        ['scalescope.manifest', this.manifest.id],
        ['scalescope.lengthUnit', this.lengthUnit],
      ]),
    )
    if (this.rows.length === 0) return new Table(schema)
    const column = <T extends Utf8 | Int32 | Float64>(name: keyof TransferRow, type: T) =>
      vectorFromArray(
        this.rows.map((row) => row[name]),
        type,
      )
    return new Table(schema, {
      ...Object.fromEntries(NAMES.map((name) => [name, column(name, new Utf8())])),
      ...Object.fromEntries(WHOLE.map((name) => [name, column(name, new Int32())])),
      ...Object.fromEntries(AMOUNTS.map((name) => [name, column(name, new Float64())])),
    })
  }

  /** The table of ratios, and the answer. */
  get text(): string {
    const width = Math.max(...this.rows.map(({ from, to }) => from.length + to.length + 3), 4)
    const lines = this.rows.map(
      ({ from, to, size, offset, ratio, low, high, fvu, fvuOwn }) =>
        `${`${from} → ${to}`.padEnd(width)}${short(size).padStart(8)}${String(offset).padStart(8)}${ratio.toFixed(3).padStart(9)}  ${`[${low.toFixed(3)}, ${high.toFixed(3)}]`.padEnd(18)}${short(fvu).padStart(8)}${short(fvuOwn).padStart(8)}`,
    )
    const head = `${''.padEnd(width)}${`b (${this.lengthUnit})`.padStart(8)}  offset    ratio  95 % interval          FVU     own`
    return [head, ...lines, this.verdict].join('\n')
  }

  [inspect.custom](): string {
    return [this.title, this.text, ...this.problems].join('\n')
  }

  toJSON() {
    const { rows, verdict, problems } = this
    const finite = (value: number) => (Number.isFinite(value) ? value : null)
    const interchanges = this.interchanges().map(({ low, high, ...pair }) => ({
      ...pair,
      low: finite(low),
      high: finite(high),
    }))
    return { rows, interchanges, verdict, problems }
  }

  #of(from: number, to: number): TransferMeasurement[] {
    return this.#measured.filter((one) => one.from === from && one.to === to)
  }

  #unpredictable(): string[] {
    const told = new Map(
      this.rows
        .filter(({ fvuOwn }) => fvuOwn > NOTHING_LEARNED)
        .map(({ to, size, fvuOwn }) => [
          `${to} ${size}`,
          `${to} at ${short(size)} ${this.lengthUnit}: its own predictor explains nothing (FVU ${short(fvuOwn)}), so that a ratio near 1 says nothing`,
        ]),
    )
    return [...told.values()]
  }
}

const NAMES = ['from', 'to'] as const
const WHOLE = ['scale', 'offset'] as const
const AMOUNTS = ['size', 'cellSize', 'ratio', 'low', 'high', 'fvu', 'fvuOwn'] as const
