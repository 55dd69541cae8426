import type { Widget } from '../kernel/index.js'
import { pushAnalysis, settingName } from '../theory/push/push.js'
import { probePush } from '../theory/push/pushProbe.js'
import type { Push } from '../theory/push/pushResult.js'
import type { PushOptions } from '../theory/push/pushSpec.js'
import { sharedPool } from '../workers.js'
import { type AnalyseOptions, analyse } from './analyse.js'
import { Newest } from './newest.js'
import { parameterPanel } from './parameterPanel.js'
import type { SimulatedSystem } from './simulated.js'

export type PushRequest = PushOptions & AnalyseOptions

/**
 * What moves when a dial of the system's rules is turned, at every cell size: predictors, fields, observables. In a notebook
 * the plot grows while it is measured; then a slider of the dial adds what the reference's predictors do at other values.
 *
 * @throws RangeError naming an option, its value and what was expected
 */
export function push(
  { system, parameters }: SimulatedSystem,
  { folder, signal, ...options }: PushRequest,
): Promise<Push> {
  return analyse(pushAnalysis, { system, parameters }, options, { folder, signal }, dialBelow)
}

/** The dial, under the plot: released at a value, it adds that to the plot. */
function dialBelow(result: Push, show: (result: Push) => void): Widget {
  const { chosen, dial } = result
  let shown = result
  const probes = new Newest<number>(async (value, signal) => {
    const name = settingName(chosen, dial, value)
    const say = (text: string) => panel.set({ status: `${name}: ${text}`, problem: '' })
    say('simulating')
    try {
      const probe = await probePush(sharedPool(), shown, value, {
        signal,
        onProgress: (fraction) => say(`${Math.round(100 * fraction)} %`),
      })
      if (signal.aborted) return
      shown = shown.with(probe)
      show(shown)
      say('in the plot of the predictors applied, dashed: one short run, no interval')
    } catch (error) {
      if (!signal.aborted) panel.set({ problem: `${name}: ${(error as Error).message}` })
    }
  })
  const panel = parameterPanel(
    { [dial]: chosen.system.parameters[dial] },
    {
      title: 'Dial',
      values: { [dial]: chosen.parameters[dial] },
      report: 'on release',
      onChange: (values) => probes.ask(values[dial]),
    },
  )
  panel.set({ status: 'release the dial at a value to see it in the plot' })
  return panel
}
