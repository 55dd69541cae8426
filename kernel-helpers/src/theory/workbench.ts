import type { Manifest } from '../run/manifest.js'
import { WorkerDied, type WorkerPool } from '../run/pool.js'
import type { RunStore } from '../run/store.js'
import type { Task } from '../worker.js'
import type { AnalysisResult } from './analysis.js'
import { LossCurve } from './lossCurve.js'

/** Parts of the work that are told together, such as the replicates at one cell size. */
interface ProgressRow {
  readonly label: string
  readonly status: 'waiting' | 'running' | 'done' | 'failed'
  /** 0 to 1. */
  readonly fraction: number
  readonly text: string
  /** Validation loss of its trainings so far, from the first step to the last; empty where nothing is trained. */
  readonly loss: readonly number[]
}

export interface Progress<Result extends AnalysisResult = AnalysisResult> {
  /** What was found so far; undefined until something is shown. */
  readonly result: Result | undefined
  readonly rows: readonly ProgressRow[]
  /** Parts of all rows together. */
  readonly parts: { readonly done: number; readonly all: number }
  readonly fraction: number
  /** Null until there is something to judge by. */
  readonly secondsLeft: number | null
  readonly backend: string | null
  /** Most bytes that training has held so far: on the GPU, or else by this process; null until something is measured. */
  readonly memory: number | null
  /** Whether the result is another one than last time. */
  readonly news: boolean
}

/** A worker's job, told in a row. */
export interface Part {
  /** Unique in the run, fit for a file's name. */
  readonly name: string
  readonly row: string
  readonly task: Task
  /** What the result must have: a stored one without it is computed again. */
  readonly needs?: string | undefined
}

/** What a job may say about how it was computed. */
interface Computed {
  readonly backend?: string
  readonly memory?: number
}

/** A worker's job failed: that concerns this part alone. Other errors, such as a full disk, concern the whole run. */
export class PartFailed extends Error {
  override readonly name = 'PartFailed'
}

interface Row {
  text: string
  readonly parts: number
  done: number
  failed: boolean
  readonly underWay: Map<string, number>
  readonly losses: LossCurve
}

/** What an analysis works with: jobs whose results are kept, progress, Stop, and a place to show what is found. */
export class Workbench<Result extends AnalysisResult = AnalysisResult> {
  /** What was last shown. */
  result: Result | undefined
  readonly #rows = new Map<string, Row>()
  readonly #stop = new AbortController()
  readonly #started = performance.now()
  readonly signal: AbortSignal
  #manifest: Manifest<unknown>
  #done = 0
  #reused = 0
  #memory: number | null = null

  constructor(
    readonly pool: WorkerPool,
    manifest: Manifest<unknown>,
    private readonly store: RunStore | undefined,
    signal: AbortSignal | undefined,
    private readonly onProgress: ((progress: Progress<Result>) => void) | undefined,
  ) {
    this.#manifest = manifest
    this.signal = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal
  }

  /** The run's manifest, finished once all that is expected is done. */
  get manifest(): Manifest<unknown> {
    return this.#manifest
  }

  /** Says what is to come, row by row in the order shown, so that progress is a part of the whole. */
  expect(rows: readonly { readonly label: string; readonly parts: number }[]): void {
    for (const { label, parts } of rows)
      this.#rows.set(label, {
        ...{ text: '', parts, done: 0, failed: false },
        underWay: new Map(),
        losses: new LossCurve(),
      })
    this.#tell(false)
  }

  /**
   * The result of a worker's job: a stored one, or else it is computed and stored. A thread that dies is given a second try.
   *
   * @throws PartFailed if the job fails
   */
  async part<R>({ name, row: label, task, needs }: Part): Promise<R> {
    const row = this.#row(label)
    row.underWay.set(name, 0)
    try {
      const found = await this.store?.part<R & Computed>(name)
      const stored = found && (needs === undefined || needs in found) ? found : undefined
      const result = stored ?? (await this.#compute<R & Computed>(task, row, name))
      if (!stored) await this.store?.savePart(name, result)
      row.underWay.delete(name)
      row.done++
      this.#finish(result, stored !== undefined)
      return result
    } catch (error) {
      row.underWay.delete(name)
      if (error instanceof PartFailed) {
        row.failed = true
        this.#tell(false)
      } else this.#stop.abort(error)
      throw error
    }
  }

  /**
   * Runs parts side by side and hands over each result as it comes.
   *
   * @returns what went wrong, part by part; the other parts go on
   */
  async parts<R, P extends Part>(
    parts: readonly P[],
    finished: (result: R, part: P) => void,
  ): Promise<string[]> {
    const problems: string[] = []
    await Promise.all(
      parts.map(async (part) => {
        try {
          finished(await this.part<R>(part), part)
        } catch (error) {
          if (!(error instanceof PartFailed)) throw error
          problems.push(`${part.row}: ${error.message}`)
        }
      }),
    )
    return problems
  }

  /** A worker's job that is neither stored nor told. */
  compute<R>(task: Task): Promise<R> {
    return this.pool.run<R>(task, { signal: this.signal })
  }

  /** Words beside a row. */
  say(label: string, text: string): void {
    this.#row(label).text = text
  }

  /** Shows what was found so far; it is also what a stopped run gives. */
  show(result: Result): void {
    this.result = result
    this.#tell(true)
  }

  async #compute<R>(task: Task, row: Row, name: string): Promise<R> {
    const attempt = () =>
      this.pool.run<R, unknown>(task, {
        signal: this.signal,
        onProgress: (progress) => {
          const { fraction, text, training } = readProgress(progress)
          row.underWay.set(name, fraction)
          if (text) row.text = text
          if (training) row.losses.add(name, training.step, training.steps, training.validation)
          this.#tell(false)
        },
      })
    try {
      return await attempt().catch((error: unknown) => {
        if (error instanceof WorkerDied && !this.signal.aborted) return attempt()
        throw error
      })
    } catch (error) {
      if (this.signal.aborted) throw error
      throw new PartFailed(error instanceof Error ? error.message : String(error), { cause: error })
    }
  }

  #finish({ backend, memory }: Computed, reused: boolean): void {
    this.#done++
    if (reused) this.#reused++
    else if (memory !== undefined) this.#memory = Math.max(this.#memory ?? 0, memory)
    this.#manifest = {
      ...this.#manifest,
      backend: backend ?? this.#manifest.backend,
      finished: this.#done === this.#total ? new Date().toISOString() : null,
    }
    this.#tell(false)
  }

  get #total(): number {
    return [...this.#rows.values()].reduce((sum, row) => sum + row.parts, 0)
  }

  #row(label: string): Row {
    const row = this.#rows.get(label)
    if (!row) throw new Error(`row ${label}: not expected`)
    return row
  }

  #tell(news: boolean): void {
    if (!this.onProgress) return
    const underWay = [...this.#rows.values()].reduce((sum, row) => sum + partly(row), 0)
    const total = this.#total
    const fresh = this.#done - this.#reused + underWay
    const elapsed = (performance.now() - this.#started) / 1000
    this.onProgress({
      result: this.result,
      rows: [...this.#rows].map(([label, row]) => progressRow(label, row)),
      parts: { done: this.#done, all: total },
      fraction: total === 0 ? 0 : (this.#done + underWay) / total,
      secondsLeft: fresh < 0.5 ? null : (elapsed / fresh) * (total - this.#done - underWay),
      backend: this.#manifest.backend,
      memory: this.#memory,
      news,
    })
  }
}

function partly({ underWay }: Row): number {
  return [...underWay.values()].reduce((sum, fraction) => sum + fraction, 0)
}

function progressRow(label: string, row: Row): ProgressRow {
  const { parts, done, failed, underWay, text, losses } = row
  const started = done > 0 || [...underWay.values()].some((fraction) => fraction > 0)
  return {
    label,
    status: failed ? 'failed' : done >= parts ? 'done' : started ? 'running' : 'waiting',
    fraction: (done + partly(row)) / parts,
    text,
    loss: losses.points,
  }
}

interface Told {
  readonly fraction: number
  readonly text?: string
  readonly training?: { readonly step: number; readonly steps: number; readonly validation: number }
}

/** Jobs tell a fraction, steps of a training, or a phase and a fraction of it. */
function readProgress(progress: unknown): Told {
  if (typeof progress === 'number') return { fraction: progress }
  const { step, steps, validation, phase, fraction } = progress as Record<string, number | string>
  if (typeof step !== 'number' || typeof steps !== 'number')
    return { fraction: Number(fraction), ...(phase === undefined ? {} : { text: String(phase) }) }
  if (typeof validation !== 'number' || !Number.isFinite(validation)) return { fraction: step / steps }
  return {
    fraction: step / steps,
    text: `loss ${Number(validation.toPrecision(3))}`,
    training: { step, steps, validation },
  }
}
