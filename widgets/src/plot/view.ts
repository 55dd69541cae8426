import { DOMWidgetView } from '@jupyter-widgets/base'
import { showable } from '../dom.js'
import type { AnalysisPlotModel } from './model.js'
import { PlotPanel } from './panel.js'

/** A {@link PlotPanel} of the model's result. */
export class AnalysisPlotView extends DOMWidgetView {
  declare model: AnalysisPlotModel

  private panel: PlotPanel | undefined

  override render(): void {
    const { el, model } = this
    el.classList.add('scalescope')
    if (!showable(el, model.problem)) return
    this.panel = new PlotPanel(el, {
      onSelect: (selected) => model.keep({ selected }),
      onChoice: ({ datum }) =>
        model.choose(datum.cellSize as number, (datum.recordings as string | undefined)?.split(' ')),
    })
    this.listenTo(model, 'change', this.update)
    this.update()
  }

  override update(): void {
    this.panel?.show(this.model.shown)
  }

  override remove(): void {
    this.panel?.dispose()
    super.remove()
  }
}
