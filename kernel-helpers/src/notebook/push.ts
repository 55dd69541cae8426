import type { Widget } from '../kernel/index.js'
import { Dropdown, FloatLogSlider, FloatSlider, HBox, IntSlider, Label } from '../kernel/widgets/index.js'
import type { Parameter } from '../systems/index.js'
import { pushAnalysis, settingName } from '../theory/push/push.js'
import { probePush } from '../theory/push/pushProbe.js'
import type { Push } from '../theory/push/pushResult.js'
import type { PushOptions } from '../theory/push/pushSpec.js'
import { sharedPool } from '../workers.js'
import { type AnalyseOptions, analyse } from './analyse.js'
import { Newest } from './newest.js'
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
  const parameter = chosen.system.parameters[dial]
  const status = new Label({ value: 'release the dial at a value to see it in the plot' })
  let shown = result
  const probes = new Newest<number>(async (value, signal) => {
    const name = settingName(chosen, dial, value)
    const say = (text: string) => {
      status.value = `${name}: ${text}`
    }
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
      if (!signal.aborted) say((error as Error).message)
    }
  })
  const control = dialControl(parameter, chosen.parameters[dial], (value) => probes.ask(value))
  return new HBox({ children: [control, status] })
}

function dialControl(parameter: Parameter, value: number, onChange: (value: number) => void): Widget {
  const { symbol, unit, description, min, max, integer, scale, choices } = parameter
  const look = { tooltip: description, layout: { width: '420px' }, style: { description_width: '110px' } }
  if (choices) {
    const chooser = new Dropdown({ options: [...choices], index: value - min, description: symbol, ...look })
    chooser.observe('index', ({ new: index }) => onChange(min + (index ?? 0)))
    return chooser
  }
  const common = {
    ...{ ...look, value, description: `${symbol}${unit && ` (${unit})`}`, continuous_update: false },
    readout_format: integer ? 'd' : '.3~g',
  }
  const slider =
    scale === 'log'
      ? new FloatLogSlider({ ...common, min: Math.log10(min), max: Math.log10(max), step: 0.01 })
      : new (integer ? IntSlider : FloatSlider)({
          ...common,
          min,
          max,
          step: integer ? 1 : (max - min) / 200,
        })
  // As soon as it is shown, a slider reports the step that is nearest to the value it was given.
  let before = value
  slider.observe('value', ({ new: moved }) => {
    const next = Math.min(Math.max(integer ? Math.round(moved) : Number(moved.toPrecision(4)), min), max)
    const step = scale === 'log' ? 0.012 * before : integer ? 0.5 : (max - min) / 350
    if (Math.abs(next - before) < step) return
    before = next
    onChange(next)
  })
  return slider
}
