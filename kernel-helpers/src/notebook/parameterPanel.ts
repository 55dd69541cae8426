import { Widget } from '../kernel/index.js'
import {
  type PanelParameter,
  type ParameterPanelState,
  SCHEMA_VERSION,
  valueText,
  WIDGET_MODULE,
  WIDGET_MODULE_VERSION,
} from '../protocol/index.js'
import { type GivenParameters, type Parameter, resolveParameters, type System } from '../systems/index.js'
import { SimulatedSystem } from './simulated.js'

type Values = Readonly<Record<string, number>>

export interface ParameterPanelOptions {
  /** To begin with; what is left out has its default. */
  readonly values?: GivenParameters
  /**
   * Called with all values and the names of those that changed. What it prints or throws is shown under the cell that
   * made the panel.
   */
  readonly onChange?: (values: Values, changed: readonly string[]) => unknown
  /** Whether to report values while a slider is dragged (as fast as the kernel takes them), or when it is released. */
  readonly report?: 'while dragging' | 'on release'
  /** Values to choose together, by what they are called. Default: the presets of the system. */
  readonly presets?: Readonly<Record<string, GivenParameters>>
  readonly title?: string
}

/** What has parameters: a system, also with some of them chosen, or the parameters themselves by name. */
export type Parametrised = SimulatedSystem | System | Readonly<Record<string, Parameter>>

/**
 * Controls for parameters: sliders, typed values within the range, choices, presets, and a way back to each default.
 * End a cell with it, or display it.
 *
 * @throws RangeError naming a parameter, its value and what was expected
 */
export function parameterPanel(of: Parametrised, options: ParameterPanelOptions = {}): ParameterPanel {
  return new ParameterPanel(of, options)
}

/** The values, and the state of what they belong to; {@link parameterPanel} makes one. */
export class ParameterPanel extends Widget<ParameterPanelState> {
  readonly #system: Described

  constructor(of: Parametrised, { values, onChange, report, presets, title }: ParameterPanelOptions) {
    const system = described(of)
    const given = of instanceof SimulatedSystem ? of.parameters : {}
    super(names, {
      schema_version: SCHEMA_VERSION,
      title: title ?? system.title,
      parameters: controlled(system.parameters),
      values: resolveParameters(system, { ...given, ...values }),
      presets: Object.entries(presets ?? system.presets ?? {}).map(([name, preset]) => ({
        name,
        values: resolveParameters(system, preset),
      })),
      continuous: report !== 'on release',
      running: null,
      status: '',
      problem: '',
    })
    this.#system = system
    if (onChange)
      this.observe('values', ({ old, new: now }) =>
        onChange(
          now,
          Object.keys(now).filter((name) => now[name] !== old[name]),
        ),
      )
  }

  get values(): Values {
    return this.get('values')
  }

  /**
   * Changes some values, in the browser, too.
   * @throws RangeError naming a parameter, its value and what was expected; nothing is changed then
   */
  setValues(values: GivenParameters): void {
    this.set({ values: values as Record<string, number> })
  }

  /** Back to the default, of one parameter or of all. */
  reset(name?: string): void {
    const { parameters } = this.#system
    const defaults = Object.fromEntries(Object.entries(parameters).map(([key, of]) => [key, of.default]))
    this.setValues(name === undefined ? defaults : { [name]: defaults[name] })
  }

  protected override validated(patch: Record<string, unknown>): Record<string, unknown> {
    if (!('values' in patch)) return patch
    const values = { ...this.values, ...(patch.values as GivenParameters) }
    return { ...patch, values: resolveParameters(this.#system, values) }
  }

  override toString(): string {
    const shown = this.get('parameters').map(({ name, symbol, unit, choices, min }) => {
      const value = this.values[name]
      return `${symbol} = ${choices?.[value - min] ?? valueText(value)}${unit && ` ${unit}`}`
    })
    return `${this.get('title')}: ${shown.join(', ')}`
  }
}

const names = {
  model: 'ParameterPanelModel',
  view: 'ParameterPanelView',
  module: WIDGET_MODULE,
  moduleVersion: WIDGET_MODULE_VERSION,
}

type Described = Pick<System, 'name' | 'title' | 'parameters' | 'presets'>

function described(of: Parametrised): Described {
  if (of instanceof SimulatedSystem) return of.system
  if (typeof of.simulate === 'function') return of as System
  return { name: 'the panel', title: 'Parameters', parameters: of as Readonly<Record<string, Parameter>> }
}

/** Under headings where some can change live and others can't. */
function controlled(parameters: Readonly<Record<string, Parameter>>): PanelParameter[] {
  const all = Object.entries(parameters)
  const live = all.filter(([, parameter]) => parameter.live)
  const others = all.filter(([, parameter]) => !parameter.live)
  const mixed = live.length > 0 && others.length > 0
  return [...live, ...others].map(([name, { live: inFlight, group, ...parameter }]) => ({
    ...parameter,
    name,
    group: group ?? (mixed ? (inFlight ? 'Live' : 'From a new start') : ''),
  }))
}
