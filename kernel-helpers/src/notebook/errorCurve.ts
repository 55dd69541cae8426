import { homedir } from 'node:os'
import { join } from 'node:path'
import { currentSession, type KernelSession, type MimeBundle, vbox, Widget } from '../kernel/index.js'
import {
  type ErrorScalePlotState,
  SCHEMA_VERSION,
  WIDGET_MODULE,
  WIDGET_MODULE_VERSION,
} from '../protocol/index.js'
import type { Recording } from '../recording/recording.js'
import { RunStore } from '../run/store.js'
import { type ErrorCurve, short } from '../theory/curve.js'
import { type CurveProgress, errorCurveManifest } from '../theory/curveRun.js'
import { measureErrorCurve } from '../theory/errorCurve.js'
import { errorCurvePlots, withData } from '../theory/errorCurvePlot.js'
import { type ErrorCurveOptions, resolveSpec } from '../theory/errorCurveSpec.js'
import { saveCurve } from '../theory/saveCurve.js'
import { renderSvg } from '../theory/svg.js'
import { sharedPool } from '../workers.js'
import { ProgressPanel, type ProgressRow } from './progressPanel.js'
import { widgetView } from './simulated.js'

const QUIET = 150

export interface ErrorCurveRequest extends ErrorCurveOptions {
  /** Where finished parts are kept, so that the same request goes on where it was left. Default: a cache in the home folder. */
  readonly folder?: string
  readonly signal?: AbortSignal
}

/**
 * Measures how well the recordings can be predicted at every cell size. In a notebook the curve grows
 * while it is measured, with progress and Stop; stopping keeps what is finished and returns it.
 *
 * @throws RangeError naming an option, its value and what was expected
 */
export async function errorCurve(
  recordings: Recording | readonly Recording[],
  { folder, signal, ...options }: ErrorCurveRequest = {},
): Promise<ErrorCurve> {
  const inputs = 'render' in recordings ? [recordings] : recordings
  const spec = resolveSpec(inputs, options)
  const manifest = errorCurveManifest(inputs, spec)
  const place = folder ?? join(cacheFolder(), manifest.id.slice(0, 16))
  const session = currentSession()
  const view = session && new LiveCurve(session)
  const signals = [signal, session?.interruptSignal, view?.panel.stop.signal].filter((s) => s !== undefined)
  try {
    const curve = await measureErrorCurve(sharedPool(), inputs, options, {
      folder: place,
      signal: AbortSignal.any(signals),
      onProgress: (progress) => view?.show(progress),
    })
    await view?.finish(curve)
    await saveCurve(await RunStore.open(place, manifest), curve)
    return curve
  } catch (error) {
    view?.panel.finish(`Stopped: ${error instanceof Error ? error.message : String(error)}`)
    throw error
  }
}

function cacheFolder(): string {
  return (
    process.env.SCALESCOPE_CACHE ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'scalescope')
  )
}

let displays = 0

/** The plot that grows, and under it the progress of each scale. */
class LiveCurve {
  readonly panel = new ProgressPanel()
  readonly #displayId = `scalescope-curve-${process.pid}-${++displays}`
  #plot: Widget<ErrorScalePlotState> | undefined
  #box: { readonly modelId: string } | undefined
  #shown = 0

  constructor(private readonly session: KernelSession) {}

  show(progress: CurveProgress): void {
    const now = performance.now()
    if (!progress.measured && now - this.#shown < QUIET) return
    this.#shown = now
    if (!this.#plot) {
      this.#plot = new Widget(plotNames, plotState(progress.curve))
      this.#box = vbox([this.#plot, this.panel.widget])
      this.session.display(
        { ...widgetView(this.#box.modelId), 'text/plain': 'measuring the error curve' },
        { displayId: this.#displayId },
      )
    } else if (progress.measured) {
      const { selected: _, ...state } = plotState(progress.curve)
      this.#plot.set(state)
    }
    this.panel.update(headline(progress), progress.scales.map((scale) => row(scale, progress)).reverse())
  }

  /** Leaves the plot and one line, and puts pictures beside the widget. */
  async finish(curve: ErrorCurve): Promise<void> {
    const { selected: _, ...state } = plotState(curve)
    this.#plot?.set(state)
    const { length } = curve.means
    const asked = curve.manifest.spec.scales.length
    this.panel.finish(
      [
        curve.finished
          ? `Measured ${length} cell sizes`
          : `Stopped: ${length} of ${asked} cell sizes kept; run the cell again to go on`,
        ...curve.problems.map((problem) => `not measured: ${problem}`),
      ].join(' · '),
    )
    if (!this.#box) return
    this.session.display(
      { ...(await curvePictures(curve)), ...widgetView(this.#box.modelId) },
      { displayId: this.#displayId, update: true },
    )
  }
}

/** The curve for pages without widgets. */
async function curvePictures(curve: ErrorCurve): Promise<MimeBundle> {
  const spec = withData(errorCurvePlots(curve)[0].spec, curve)
  return {
    'text/plain': `${curve.title}: ${curve.verdict}`,
    'image/svg+xml': await renderSvg(spec),
    'application/vnd.vegalite.v5+json': spec,
  }
}

const plotNames = {
  model: 'ErrorScalePlotModel',
  view: 'ErrorScalePlotView',
  module: WIDGET_MODULE,
  moduleVersion: WIDGET_MODULE_VERSION,
}

function plotState(curve: ErrorCurve): ErrorScalePlotState {
  const plots = errorCurvePlots(curve)
  const bytes = curve.toArrow()
  return {
    schema_version: SCHEMA_VERSION,
    title: `Prediction error by scale: ${curve.title}`,
    plots,
    selected: plots[0].name,
    table: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    caption: caption(curve),
    verdict: curve.verdict,
  }
}

function caption({ manifest, units }: ErrorCurve): string {
  const { spec, backend, inputs, id } = manifest
  const offsets =
    spec.speed === null
      ? `fixed offset ${spec.scales[0].offset} frames`
      : `κ ${spec.kappa} at v = ${short(spec.speed)} ${units.lengthUnit}/${units.timeUnit}`
  return [
    backend ?? 'starting',
    offsets,
    `${inputs.length === 1 ? '1 recording' : `${inputs.length} runs`}, ${spec.replicates} replicates, ${spec.budget} budget`,
    ...(spec.surrogates > 0 ? [`${spec.surrogates} surrogates`] : []),
    `manifest ${id.slice(0, 8)}`,
  ].join(' · ')
}

function headline({ scales, secondsLeft }: CurveProgress): string {
  const left = scales.filter((scale) => scale.status !== 'done' && scale.status !== 'failed').length
  const time = secondsLeft === null ? '' : `, about ${Math.ceil(secondsLeft)} s`
  return `Measuring: ${left} of ${scales.length} cell sizes left${time}`
}

function row(scale: CurveProgress['scales'][number], { curve }: CurveProgress): ProgressRow {
  const { cellSize, fraction, status, fvu, fvuLow, fvuHigh, loss } = scale
  const text =
    status === 'done' && fvu !== null
      ? `FVU ${short(fvu)} [${short(fvuLow!)}, ${short(fvuHigh!)}]`
      : status === 'running'
        ? loss === null
          ? 'preparing'
          : `loss ${short(loss)}`
        : status
  return {
    label: `b = ${short(cellSize)} ${curve.units.lengthUnit}`,
    fraction,
    text,
    failed: status === 'failed',
  }
}
