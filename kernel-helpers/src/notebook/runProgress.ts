import { currentSession, type Widget } from '../kernel/index.js'
import { type RunProgressState, type RunRow, SCHEMA_VERSION, type StopRun } from '../protocol/index.js'
import { ourWidget } from './ourWidget.js'

/** Milliseconds between two updates. */
const QUIET = 150

/** How far a run has come. */
interface RunUpdate {
  readonly headline: string
  readonly rows: readonly (Omit<RunRow, 'loss'> & { readonly loss?: readonly number[] })[]
  readonly secondsLeft?: number | null
  /** 0 to 1; the mean of the rows if left out. */
  readonly fraction?: number
}

/** A run that can be stopped and, in a notebook, is followed in a widget. */
export class RunProgress {
  /** Undefined outside notebooks. */
  readonly widget: Widget<RunProgressState> | undefined
  /** Aborts when the reader stops the run, interrupts the kernel, or the caller's own signal does. */
  readonly signal: AbortSignal
  readonly #stop = new AbortController()
  #next: RunUpdate | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(title: string, signal: AbortSignal | undefined) {
    const session = currentSession()
    this.signal = AbortSignal.any(
      [signal, session?.interruptSignal, this.#stop.signal].filter((one) => one !== undefined),
    )
    if (!session) return
    this.widget = ourWidget<RunProgressState>('RunProgress', {
      ...{ schema_version: SCHEMA_VERSION, title, headline: title, status: 'running' },
      ...{ fraction: 0, seconds_left: null, rows: [], problems: [] },
    })
    this.widget.onMessage((content) => {
      if ((content as StopRun).type === 'stop') this.#stop.abort(new Error('stopped'))
    })
  }

  /** Tells the newest state, at most every 150 ms. */
  update(next: RunUpdate): void {
    this.#next = next
    if (!this.#timer) this.#tell()
  }

  /** Tells how the run ended; nothing can be told after that. */
  end(status: 'stopped' | 'finished' | 'failed', headline: string, problems: readonly string[] = []): void {
    this.#tell()
    clearTimeout(this.#timer)
    this.widget?.set({ status, headline, seconds_left: null, problems: [...problems] })
  }

  /** How a run ends that has nothing to keep. */
  endWithout(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    this.end(this.signal.aborted ? 'stopped' : 'failed', `${what}: ${reason}`)
  }

  #tell(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (!this.#next) return
    const { headline, rows, secondsLeft = null, fraction } = this.#next
    this.#next = undefined
    this.widget?.set({
      headline,
      rows: rows.map((row) => ({ ...row, loss: [...(row.loss ?? [])] })),
      seconds_left: secondsLeft,
      fraction: fraction ?? rows.reduce((sum, row) => sum + row.fraction / rows.length, 0),
    })
    this.#timer = setTimeout(() => this.#tell(), QUIET).unref()
  }
}
