import { DOMWidgetModel, type IBackboneModelOptions, type ISerializers } from '@jupyter-widgets/base'
import { type AnalysisPlotState, SCHEMA_VERSION } from 'scalescope/protocol'
import { type ArrowState, arrowSerializer } from '../arrow-state.js'
import { chooseScale, onScaleChosen } from '../chosen-scale.js'
import { ScalescopeModel } from '../scalescope-model.js'
import type { ShownResult } from './panel.js'
import { type Row, readRows } from './rows.js'

/** The state as the browser holds it: `table` decoded on demand. */
type State = Omit<AnalysisPlotState, 'table'> & { table: ArrowState<Row[]> }

export class AnalysisPlotModel extends ScalescopeModel<State> {
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
    return this.defaultsOf('AnalysisPlot', state)
  }

  override initialize(attributes: Record<string, unknown>, options: IBackboneModelOptions): void {
    super.initialize(attributes, options)
    const end = onScaleChosen(
      () => this.state('recordings'),
      (chosen) => this.keep({ chosen }),
    )
    this.once('destroy', end)
  }

  /** Everything that a panel shows. */
  get shown(): ShownResult {
    const table = this.state('table')
    const { buffer, byteOffset, byteLength } = table?.bytes ?? new DataView(new ArrayBuffer(0))
    const of = <Name extends keyof State>(name: Name) => this.state(name)
    return {
      schema_version: of('schema_version'),
      title: of('title'),
      verdict: of('verdict'),
      caption: of('caption'),
      plots: of('plots'),
      recordings: of('recordings'),
      manifest: of('manifest'),
      selected: of('selected'),
      chosen: of('chosen'),
      rows: table?.value ?? [],
      bytes: new Uint8Array(buffer, byteOffset, byteLength),
    }
  }

  /** Sets what a reload is to restore. */
  keep(patch: Partial<Pick<AnalysisPlotState, 'selected' | 'chosen'>>): void {
    this.set(patch)
    this.save_changes()
  }

  /** Chooses a cell size, here and in all that shows the same recordings: those of the point, or else all of the plot. */
  choose(cellSize: number, recordings: readonly string[] = this.state('recordings')): void {
    this.keep({ chosen: cellSize })
    chooseScale(recordings, cellSize)
  }
}
