import { homedir } from 'node:os'
import { join } from 'node:path'
import { tableToIPC } from 'apache-arrow'
import { currentSession, type KernelSession, type MimeBundle, Widget } from '../kernel/index.js'
import { VBox } from '../kernel/widgets/index.js'
import { type AnalysisPlotState, WIDGET_MODULE, WIDGET_MODULE_VERSION } from '../protocol/index.js'
import { type Analysis, type AnalysisResult, manifestOf, type Subjects } from '../theory/analysis.js'
import { runAnalysis } from '../theory/runAnalysis.js'
import { describe, withData } from '../theory/saveResult.js'
import { renderSvg } from '../theory/svg.js'
import type { Progress } from '../theory/workbench.js'
import { sharedPool } from '../workers.js'
import { ProgressPanel } from './progressPanel.js'
import { settings, withSettings } from './settings.js'
import { widgetView } from './simulated.js'

const QUIET = 150

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
  const { id } = manifestOf(analysis, subject, analysis.resolve(subject, request))
  const session = currentSession()
  const view = session && new LiveResult(session, analysis)
  const signals = [signal, session?.interruptSignal, view?.panel.stop.signal].filter((s) => s !== undefined)
  try {
    const result = await runAnalysis(analysis, sharedPool(), subject, request, {
      folder: folder ?? join(cacheFolder(), id.slice(0, 16)),
      signal: AbortSignal.any(signals),
      onProgress: (progress) => view?.show(progress),
    })
    await view?.finish(result, controls as Controls<AnalysisResult> | undefined)
    return result
  } catch (error) {
    view?.panel.finish(`Stopped: ${error instanceof Error ? error.message : String(error)}`)
    throw error
  }
}

function cacheFolder(): string {
  return settings().cacheFolder || join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'scalescope')
}

let displays = 0

/** The plot that grows, and under it the progress of each row. */
class LiveResult {
  readonly panel = new ProgressPanel()
  readonly #displayId = `scalescope-result-${process.pid}-${++displays}`
  #plot: Widget<AnalysisPlotState> | undefined
  #box: { readonly modelId: string } | undefined
  #shown = 0
  #parts = { done: 0, all: 0 }

  constructor(
    private readonly session: KernelSession,
    private readonly analysis: Pick<Analysis, 'title' | 'description'>,
  ) {
    this.#box = new VBox({ children: [this.panel.widget] })
    session.display(
      { ...widgetView(this.#box.modelId), 'text/plain': analysis.description },
      { displayId: this.#displayId },
    )
  }

  show(progress: Progress): void {
    const { rows, parts, result, news } = progress
    this.#parts = parts
    const now = performance.now()
    if (!news && now - this.#shown < QUIET) return
    this.#shown = now
    if (result && news) this.#draw(result)
    this.panel.update(
      headline(progress),
      rows.map(({ label, fraction, status, text }) => ({
        label,
        fraction,
        text: status === 'running' || status === 'done' ? text || status : status,
        failed: status === 'failed',
      })),
    )
  }

  #draw(result: AnalysisResult): void {
    if (this.#plot) {
      const { selected: _, chosen: __, ...state } = plotState(this.analysis.title, result)
      this.#plot.set(state)
      return
    }
    this.#plot = new Widget(plotNames, plotState(this.analysis.title, result))
    this.#box = new VBox({ children: [this.#plot, this.panel.widget] })
    this.session.display(
      { ...widgetView(this.#box.modelId), 'text/plain': this.analysis.description },
      { displayId: this.#displayId, update: true },
    )
  }

  /** Leaves the plot, one line and what changes the plot, and puts pictures beside the widget. */
  async finish(result: AnalysisResult, controls?: Controls<AnalysisResult>): Promise<void> {
    this.#draw(result)
    const { done, all } = this.#parts
    this.panel.finish(
      result.manifest.finished === null
        ? `Stopped: ${done} of ${all} parts kept; run the cell again to go on`
        : `Finished: ${done} of ${all} parts`,
      result.problems,
    )
    if (!this.#box) return
    if (this.#plot && controls)
      this.#box = new VBox({
        children: [this.#plot, this.panel.widget, controls(result, (changed) => this.#draw(changed))],
      })
    this.session.display(
      { ...(await pictures(result)), ...widgetView(this.#box.modelId) },
      { displayId: this.#displayId, update: true },
    )
  }
}

/** The first plot for pages without widgets. */
async function pictures(result: AnalysisResult): Promise<MimeBundle> {
  const text = { 'text/plain': `${result.title}: ${result.verdict}` }
  const [first] = result.plots
  if (!first) return text
  const spec = withData(first.spec, result)
  return { ...text, 'image/svg+xml': await renderSvg(spec), 'application/vnd.vegalite.v5+json': spec }
}

const plotNames = {
  model: 'AnalysisPlotModel',
  view: 'AnalysisPlotView',
  module: WIDGET_MODULE,
  moduleVersion: WIDGET_MODULE_VERSION,
}

function plotState(heading: string, result: AnalysisResult): AnalysisPlotState {
  const bytes = tableToIPC(result.table, 'stream')
  return {
    ...describe(heading, result),
    selected: result.plots[0]?.name ?? '',
    chosen: null,
    table: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  }
}

function headline({ rows, secondsLeft }: Progress): string {
  const left = rows.filter((row) => row.status !== 'done' && row.status !== 'failed').length
  const time = secondsLeft === null ? '' : `, about ${Math.ceil(secondsLeft)} s`
  return `Measuring: ${left} of ${rows.length} left${time}`
}
