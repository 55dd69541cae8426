import { type ParameterPanelState, SCHEMA_VERSION } from 'scalescope/protocol'
import { ScalescopeModel } from '../scalescope-model.js'

/** Values of parameters, which the kernel hears as fast as it takes them. */
export class ParameterPanelModel extends ScalescopeModel<ParameterPanelState> {
  override defaults() {
    const state: ParameterPanelState = {
      schema_version: SCHEMA_VERSION,
      title: '',
      parameters: [],
      values: {},
      presets: [],
      continuous: true,
      running: null,
      status: '',
      problem: '',
    }
    return this.defaultsOf('ParameterPanel', state)
  }

  /** Names of the parameters that aren't at their defaults. */
  get changedNames(): string[] {
    const values = this.state('values')
    return this.state('parameters')
      .filter(({ name, default: initial }) => values[name] !== initial)
      .map(({ name }) => name)
  }

  /** The preset that holds, if any. */
  get preset(): string | undefined {
    const values = this.state('values')
    return this.state('presets').find((preset) =>
      Object.entries(preset.values).every(([name, value]) => values[name] === value),
    )?.name
  }

  change(values: Readonly<Record<string, number>>): void {
    this.set('values', { ...this.state('values'), ...values })
    this.save_changes()
  }

  reset(names: readonly string[]): void {
    const parameters = this.state('parameters').filter(({ name }) => names.includes(name))
    this.change(Object.fromEntries(parameters.map(({ name, default: initial }) => [name, initial])))
  }

  run(running: boolean): void {
    this.set('running', running)
    this.save_changes()
  }
}
