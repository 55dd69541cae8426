import type { IBackboneModelOptions } from '@jupyter-widgets/base'
import { type RunProgressState, SCHEMA_VERSION, type StopRun } from 'scalescope/protocol'
import { ScalescopeModel } from '../scalescope-model.js'
import { liveRuns } from './live-runs.js'

/** How far a run has come; in {@link liveRuns} as long as it goes on. */
export class RunProgressModel extends ScalescopeModel<RunProgressState> {
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
    return this.defaultsOf('RunProgress', state)
  }

  override initialize(attributes: Record<string, unknown>, options: IBackboneModelOptions): void {
    super.initialize(attributes, options)
    if (this.problem) return
    const list = () => liveRuns.update(this, this.running)
    this.on('change comm_live_update stopping', list)
    this.once('destroy comm:close', () => liveRuns.update(this, false))
    list()
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
