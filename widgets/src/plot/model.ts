import { DOMWidgetModel, type ISerializers } from '@jupyter-widgets/base'
import {
  type AnalysisPlotState,
  SCHEMA_VERSION,
  WIDGET_MODULE,
  WIDGET_MODULE_VERSION,
} from 'scalescope/protocol'
import { type ArrowState, arrowSerializer } from '../arrow-state.js'
import { versionProblem } from '../versions.js'
import { type Row, readRows } from './rows.js'

/** The state as the browser holds it: `table` decoded on demand. */
type State = Omit<AnalysisPlotState, 'table'> & { table: ArrowState<Row[]> }
type Plot = AnalysisPlotState['plots'][number]

export class AnalysisPlotModel extends DOMWidgetModel {
  static override serializers: ISerializers = {
    ...DOMWidgetModel.serializers,
    table: arrowSerializer(readRows),
  }

  override defaults() {
    const state: Omit<AnalysisPlotState, 'table'> = {
      schema_version: SCHEMA_VERSION,
      title: '',
      plots: [],
      selected: '',
      chosen: null,
      caption: '',
      verdict: '',
      recordings: [],
      manifest: null,
    }
    return {
      ...super.defaults(),
      ...state,
      _model_name: 'AnalysisPlotModel',
      _model_module: WIDGET_MODULE,
      _model_module_version: WIDGET_MODULE_VERSION,
      _view_name: 'AnalysisPlotView',
      _view_module: WIDGET_MODULE,
      _view_module_version: WIDGET_MODULE_VERSION,
    }
  }

  /** Why the state can't be shown, if so. */
  get problem(): string | undefined {
    return versionProblem(this.get('schema_version'))
  }

  state<Name extends keyof State>(name: Name): State[Name] {
    return this.get(name)
  }

  get rows(): readonly Row[] {
    return this.state('table')?.value ?? []
  }

  /** Points of the curve: the rows of means, not those of single replicates. */
  get pointCount(): number {
    return this.rows.filter(({ replicate }) => replicate === null || replicate === undefined).length
  }

  /** The plot on show: the first, if what was selected is not among them. */
  get plot(): Plot | undefined {
    const plots = this.state('plots')
    return plots.find(({ name }) => name === this.state('selected')) ?? plots[0]
  }

  select(name: string): void {
    this.set('selected', name)
    this.save_changes()
  }
}
