import { currentSession, display } from '../kernel/index.js'
import {
  measurePredictability,
  type PredictabilityOptions,
  type PredictabilityRow,
} from '../theory/predictability/predictability.js'
import { predictabilityPlot } from '../theory/predictability/predictabilityPlot.js'
import { renderSvg } from '../theory/svg.js'
import { sharedPool } from '../workers.js'
import { ProgressPanel } from './progressPanel.js'
import { type SimulatedSystem, widgetView } from './simulated.js'

const QUIET = 150

export interface PredictabilityRequest extends PredictabilityOptions {
  readonly signal?: AbortSignal
}

/**
 * How far ahead one particle and how far ahead the coarse field can be predicted, as a function of the number of
 * particles, from twins that start a little apart. In a notebook with progress, Stop and a plot.
 *
 * @throws RangeError naming an option, its value and what was expected
 * @throws Error if it is stopped, or the system has no particles that can be displaced
 */
export async function predictability(
  { system, parameters }: SimulatedSystem,
  { signal, ...options }: PredictabilityRequest = {},
): Promise<PredictabilityRow[]> {
  const session = currentSession()
  const panel = session && new ProgressPanel()
  if (panel) display({ ...widgetView(panel.widget.modelId), 'text/plain': `twins of ${system.title}` })
  const signals = [signal, session?.interruptSignal, panel?.stop.signal].filter((s) => s !== undefined)
  const fractions = new Map<number, number>()
  let shown = 0
  try {
    const rows = await measurePredictability(sharedPool(), system, parameters, options, {
      signal: AbortSignal.any(signals),
      onProgress: (particles, fraction) => {
        fractions.set(particles, fraction)
        if (performance.now() - shown < QUIET) return
        shown = performance.now()
        panel?.update(
          `Watching twins part, ${system.title}`,
          [...fractions].map(([count, part]) => ({
            label: `N = ${count}`,
            fraction: part,
            text: `${Math.round(100 * part)} %`,
          })),
        )
      },
    })
    panel?.finish(`Watched twins of ${fractions.size} sizes part`)
    if (session) {
      const spec = predictabilityPlot(rows, system.observable(parameters))
      display({
        'text/plain': 'predictability by number of particles',
        'image/svg+xml': await renderSvg(spec),
        'application/vnd.vegalite.v5+json': spec,
      })
    }
    return rows
  } catch (error) {
    panel?.finish(`No rows: ${error instanceof Error ? error.message : String(error)}`)
    throw error
  }
}
