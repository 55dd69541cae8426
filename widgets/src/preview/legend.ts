import { element } from '../dom.js'
import { valueAt } from './cell-cursor.js'
import { ColourBar } from './colour-bar.js'
import type { Colours } from './colours.js'
import type { Cell } from './history.js'
import { cellLabel, contentLabel, zoomLabel } from './labels.js'
import type { CoarseGrainPreviewModel } from './model.js'

/** Under the pictures: what they show, the colours that they have in common, and what is going on. */
export class Legend {
  private readonly meaning = element('span')
  private readonly bar = new ColourBar()
  private readonly status = element('span', { role: 'status' })
  readonly el = element('div', { class: 'scalescope-legend' }, this.meaning, this.bar.el, this.status)

  constructor(private readonly model: CoarseGrainPreviewModel) {}

  /** @param mark the cell that keys move */
  update({ shared, palette }: Colours, mark: Cell | undefined): void {
    const { model } = this
    const content = contentLabel(model.shown.content, model.state('learned_from'))
    this.meaning.textContent = [model.state('quantity'), content, zoomLabel(model.region.size)]
      .filter(Boolean)
      .join(' · ')
    this.bar.el.hidden = shared === undefined
    if (shared) this.bar.set(shared, palette)
    this.status.textContent = this.news(mark)
  }

  private news(mark: Cell | undefined): string {
    const { model } = this
    if (model.failure) return model.failure
    if (mark) {
      const view = model.shown.views[mark.scale]
      return `${cellLabel(mark, view && valueAt(view, mark))}: Enter shows it over time`
    }
    return model.waiting && model.shown.content !== model.state('content') ? 'computing …' : ''
  }
}
