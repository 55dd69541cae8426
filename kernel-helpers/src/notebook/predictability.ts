import { display } from '../kernel/index.js'
import {
  measurePredictability,
  type PredictabilityOptions,
  type PredictabilityRow,
} from '../theory/predictability/predictability.js'
import { predictabilityPlot } from '../theory/predictability/predictabilityPlot.js'
import { renderSvg } from '../theory/svg.js'
import { sharedPool } from '../workers.js'
import { RunProgress } from './runProgress.js'
import type { SimulatedSystem } from './simulated.js'

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
  const title = `Watching twins part: ${system.title}`
  const run = new RunProgress(title, signal)
  if (run.widget) display(run.widget, { 'text/plain': `twins of ${system.title}` })
  const fractions = new Map<number, number>()
  try {
    const rows = await measurePredictability(sharedPool(), system, parameters, options, {
      signal: run.signal,
      onProgress: (particles, fraction) => {
        fractions.set(particles, fraction)
        run.update({
          headline: title,
          rows: [...fractions].map(([count, part]) => ({
            label: `N = ${count}`,
            fraction: part,
            text: `${Math.round(100 * part)} %`,
            status: part === 1 ? 'done' : 'running',
          })),
        })
      },
    })
    run.end('finished', `Watched twins of ${fractions.size} sizes part`)
    if (run.widget) {
      const spec = predictabilityPlot(rows, system.observable(parameters))
      display({
        'text/plain': 'predictability by number of particles',
        'image/svg+xml': await renderSvg(spec),
        'application/vnd.vegalite.v5+json': spec,
      })
    }
    return rows
  } catch (error) {
    run.endWithout('No rows', error)
    throw error
  }
}
