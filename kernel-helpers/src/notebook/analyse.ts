import { homedir } from 'node:os'
import { join } from 'node:path'
import { type DisplayHandle, display, type Widget } from '../kernel/index.js'
import { VBox } from '../kernel/widgets/index.js'
import type { AnalysisPlotState, RunRow } from '../protocol/index.js'
import { type Analysis, type AnalysisResult, manifestOf, type Subjects } from '../theory/analysis.js'
import { runAnalysis } from '../theory/runAnalysis.js'
import { describe } from '../theory/saveResult.js'
import type { Progress } from '../theory/workbench.js'
import { sharedPool } from '../workers.js'
import { ourWidget } from './ourWidget.js'
import { pictures, plotState } from './resultPlot.js'
import { RunProgress } from './runProgress.js'
import { settings, withSettings } from './settings.js'

/** How an analysis is run from a notebook. */
export interface AnalyseOptions {
  /** Where finished parts are kept, so that the same request goes on where it was left. Default: a cache in the home folder. */
  readonly folder?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** What stands under a finished plot and changes it. */
type Controls<Result extends AnalysisResult> = (result: Result, show: (result: Result) => void) => Widget

/**
 * Runs an analysis; in a notebook its plot grows, with progress and Stop. Stopping keeps what is finished and returns it.
 *
 * @throws RangeError naming an option, its value and what was expected
 */
export async function analyse<
  Kind extends keyof Subjects,
  Options extends object,
  Spec extends object,
  Result extends AnalysisResult,
>(
  analysis: Analysis<Kind, Options, Spec, Result>,
  subject: Subjects[Kind],
  options: Options,
  { folder, signal }: AnalyseOptions = {},
  controls?: Controls<Result>,
): Promise<Result> {
  const request = withSettings(analysis.options, options)
  const { id, inputs } = manifestOf(analysis, subject, analysis.resolve(subject, request))
  const run = new RunProgress(`${analysis.title}: ${inputs[0].provenance.title}`, signal)
  const view = run.widget && new LiveResult(analysis, run.widget)
  let parts = { done: 0, all: 0 }
  const kept = () => `${parts.done} of ${parts.all} parts`
  const sayStopped = (problems: readonly string[] = []) =>
    run.end('stopped', `Stopped: ${kept()} kept; run the cell again to go on`, problems)
  // Before the result is written down.
  const sayAtOnce = () => sayStopped()
  run.signal.addEventListener('abort', sayAtOnce)
  try {
    const result = await runAnalysis(analysis, sharedPool(), subject, request, {
      folder: folder ?? join(cacheFolder(), id.slice(0, 16)),
      signal: run.signal,
      onProgress: (progress) => {
        parts = progress.parts
        run.update({ ...progress, headline: headline(progress), rows: progress.rows.map(inWords) })
        if (progress.news && progress.result) view?.draw(progress.result)
      },
    })
    if (run.signal.aborted && result.manifest.finished === null) sayStopped(result.problems)
    else run.end('finished', `Finished: ${kept()}`, result.problems)
    await view?.finish(result, controls as Controls<AnalysisResult> | undefined)
    return result
  } catch (error) {
    run.endWithout('No result', error)
    throw error
  } finally {
    run.signal.removeEventListener('abort', sayAtOnce)
  }
}

/** Where finished parts are kept by default. */
export function cacheFolder(): string {
  return settings().cacheFolder || join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'scalescope')
}

/** The plot that grows, and under it the progress of each row. */
class LiveResult {
  readonly #display: DisplayHandle
  #plot: Widget<AnalysisPlotState> | undefined
  #box: VBox

  constructor(
    private readonly analysis: Pick<Analysis, 'title' | 'description'>,
    private readonly progress: Widget,
  ) {
    this.#box = new VBox({ children: [progress] })
    this.#display = display(this.#box, { 'text/plain': analysis.description })
  }

  draw(result: AnalysisResult): void {
    const { selected, chosen, ...state } = plotState(describe(this.analysis.title, result), result.table)
    if (this.#plot) {
      this.#plot.set(state)
      return
    }
    this.#plot = ourWidget('AnalysisPlot', { ...state, selected, chosen })
    this.#box.children = [this.#plot, this.progress]
  }

  /** Adds what changes the plot, and pictures for pages without widgets. */
  async finish(result: AnalysisResult, controls?: Controls<AnalysisResult>): Promise<void> {
    this.draw(result)
    if (controls)
      this.#box.children = [...(this.#box.children ?? []), controls(result, (changed) => this.draw(changed))]
    const fallbacks = await pictures(describe(this.analysis.title, result), result.table)
    this.#display.update(this.#box.mimeBundle(fallbacks))
  }
}

/** A row with words for its state where it says nothing else. */
function inWords(row: Progress['rows'][number]): RunRow {
  const { status, text } = row
  const told = status === 'running' || status === 'done'
  return { ...row, loss: [...row.loss], text: told ? text || status : status }
}

function headline({ rows, secondsLeft }: Progress): string {
  const left = rows.filter((row) => row.status !== 'done' && row.status !== 'failed').length
  const time = secondsLeft === null ? '' : `, about ${Math.ceil(secondsLeft)} s`
  return `Measuring: ${left} of ${rows.length} left${time}`
}
