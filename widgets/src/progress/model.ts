import { DOMWidgetModel, type IBackboneModelOptions } from '@jupyter-widgets/base'
import {
  type RunProgressState,
  SCHEMA_VERSION,
  type StopRun,
  WIDGET_MODULE,
  WIDGET_MODULE_VERSION,
} from 'scalescope/protocol'
import { versionProblem } from '../versions.js'
import { liveRuns } from './live-runs.js'

/** How far a run has come; in {@link liveRuns} as long as it goes on. */
export class RunProgressModel extends DOMWidgetModel {
  /** Whether Stop was pressed. */
  stopping = false

  override defaults() {
    const state: RunProgressState = {
      schema_version: SCHEMA_VERSION,
      title: '',
      headline: '',
      status: 'running',
      fraction: 0,
      seconds_left: null,
      rows: [],
      problems: [],
    }
    return {
      ...super.defaults(),
      ...state,
      _model_name: 'RunProgressModel',
      _model_module: WIDGET_MODULE,
      _model_module_version: WIDGET_MODULE_VERSION,
      _view_name: 'RunProgressView',
      _view_module: WIDGET_MODULE,
      _view_module_version: WIDGET_MODULE_VERSION,
    }
  }

  override initialize(attributes: Record<string, unknown>, options: IBackboneModelOptions): void {
    super.initialize(attributes, options)
    if (this.problem) return
    const list = () => liveRuns.update(this, this.running)
    this.on('change comm_live_update stopping', list)
    this.once('destroy comm:close', () => liveRuns.update(this, false))
    list()
  }

  /** Why the state can't be shown, if so. */
  get problem(): string | undefined {
    return versionProblem(this.get('schema_version'))
  }

  state<Name extends keyof RunProgressState>(name: Name): RunProgressState[Name] {
    return this.get(name)
  }

  /** Whether it goes on in a kernel that hears this page. */
  get running(): boolean {
    return this.state('status') === 'running' && this.comm_live
  }

  /** Whether it went on in a kernel that is gone. */
  get lost(): boolean {
    return this.state('status') === 'running' && !this.comm_live
  }

  /** Ends the run, which keeps what is finished. */
  stop(): void {
    if (!this.running || this.stopping) return
    const message: StopRun = { type: 'stop' }
    this.send({ ...message })
    this.stopping = true
    this.trigger('stopping')
  }
}
