import { inspect } from 'node:util'
import type { Manifest } from '../../run/manifest.js'
import type { AnalysisResult } from '../analysis.js'
import { short } from '../figures.js'
import { type Agreement, type Comparison, compareRows, type Deviation, type Row, rank } from './comparison.js'

/** A result that was written down. */
export interface SavedResult {
  /** Where it was found. */
  readonly where: string
  readonly manifest: Manifest<object>
  readonly rows: readonly Row[]
}

const LISTED = 10

/** A saved result beside what its manifest gives now. */
export class Reproduction {
  /** Backend and versions that are others than those of the saved result. */
  readonly differences: readonly string[]
  readonly comparison: Comparison
  /** What the differences let expect: bits, rounding, or the same within intervals. */
  readonly expected: Agreement

  constructor(
    readonly saved: SavedResult,
    readonly result: AnalysisResult,
  ) {
    const [before, now] = [saved.manifest, result.manifest]
    this.comparison = compareRows(saved.rows, rowsOf(result))
    this.differences = differencesOf(before, now)
    const code = (['scalescope', 'tfjs'] as const).some(
      (name) => before.versions[name] !== now.versions[name],
    )
    this.expected = code ? 'interval' : this.differences.length > 0 ? 'rounding' : 'identical'
  }

  /** False if it was stopped. */
  get finished(): boolean {
    return this.result.manifest.finished !== null
  }

  /** Whether every number is as the differences let expect; with none, rounding is that of another processor. */
  get agrees(): boolean {
    const allowed = Math.max(rank(this.expected), rank('rounding'))
    return this.finished && this.#sameRequest && rank(this.comparison.worst) <= allowed
  }

  /** A version of the package is a part of every hash. */
  get #sameRequest(): boolean {
    const [before, now] = [this.saved.manifest, this.result.manifest]
    return before.id === now.id || before.versions.scalescope !== now.versions.scalescope
  }

  get verdict(): string {
    const { numbers, identical, worst, deviations, rows } = this.comparison
    if (!this.finished) return 'stopped before there was an answer'
    if (!this.#sameRequest) return 'differs: the inputs or the request are not those of the manifest'
    if (rows[0] !== rows[1]) return `differs: ${rows[1]} rows, expected ${rows[0]}`
    const others = `${numbers - identical} of ${numbers} numbers`
    const [largest] = deviations
    switch (worst) {
      case 'identical':
        return `agrees: all ${numbers} numbers are the same to the last bit`
      case 'rounding':
        return `agrees to rounding: ${others} differ${by(deviations)}${this.expected === 'identical' ? ', as on another processor' : ''}`
      case 'interval':
        return `${this.agrees ? 'agrees within intervals' : 'differs more than by rounding, within intervals'}: ${others} differ${by(deviations)}`
      default:
        return `differs: ${largest.column} at ${largest.place} is ${figure(largest.after)}, expected ${figure(largest.before)}${inInterval(largest)}; ${others} differ`
    }
  }

  /** The verdict, what is different about the run, and the largest deviations. */
  get text(): string {
    const { deviations } = this.comparison
    const lines = deviations.slice(0, LISTED).map(({ place, column, before, after, relative, agreement }) => {
      const percent = relative === null ? '' : `${(100 * relative).toPrecision(2)} %`
      return `  ${column.padEnd(18)}${figure(before).padStart(12)}${figure(after).padStart(12)}${percent.padStart(11)}  ${agreement.padEnd(10)}${place}`
    })
    const head = `  ${''.padEnd(18)}${'saved'.padStart(12)}${'again'.padStart(12)}${'difference'.padStart(11)}`
    const more = deviations.length > LISTED ? [`  and ${deviations.length - LISTED} smaller ones`] : []
    return [
      `${this.saved.where}, ${this.saved.manifest.analysis} ${this.saved.manifest.id.slice(0, 8)}: ${this.verdict}`,
      ...this.differences,
      ...(lines.length > 0 ? [head, ...lines, ...more] : []),
    ].join('\n')
  }

  [inspect.custom](): string {
    return this.text
  }

  toJSON() {
    const { agrees, expected, verdict, differences, comparison, saved, result } = this
    return {
      agrees,
      expected,
      verdict,
      differences,
      comparison,
      saved: saved.manifest,
      again: result.manifest,
    }
  }
}

/** The rows of a result's table, as they are saved. */
export function rowsOf({ table }: Pick<AnalysisResult, 'table'>): Row[] {
  return table.toArray().map((row) => row.toJSON() as Row)
}

function differencesOf(before: Manifest<unknown>, now: Manifest<unknown>): string[] {
  const names = [...new Set([...Object.keys(before.versions), ...Object.keys(now.versions)])]
  const named = [
    ['backend', backendOf(before), backendOf(now)],
    ...names.map((name) => [name, before.versions[name] ?? 'none', now.versions[name] ?? 'none']),
  ]
  return named
    .filter(([, was, is]) => was !== is)
    .map(([name, was, is]) => `${name}: ${is}, saved with ${was}`)
}

/** Without why it was chosen. */
function backendOf({ backend }: Manifest<unknown>): string {
  return backend?.replace(/, (asked for|the fastest here)$/, '') ?? 'none'
}

function by(deviations: readonly Deviation[]): string {
  const most = Math.max(...deviations.map(({ relative }) => relative ?? 0))
  return `, by up to ${(100 * most).toPrecision(2)} %`
}

function inInterval({ interval }: Deviation): string {
  return interval ? ` [${short(interval[0])}, ${short(interval[1])}]` : ''
}

function figure(value: unknown): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value)
}
