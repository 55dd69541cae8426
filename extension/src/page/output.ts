import { type DOMWidgetModel, DOMWidgetView } from '@jupyter-widgets/base'
import { drawDisplays } from './displays.js'
import type { PageManager } from './manager.js'

/** An Output widget: what it held is in a template of the page, drawn as the rest of the notebook. */
export class OutputView extends DOMWidgetView {
  declare model: DOMWidgetModel & { widget_manager: PageManager }

  override render(): void {
    this.el.classList.add('jupyter-widgets', 'widget-output')
    const { model_id: id, widget_manager: manager } = this.model
    const held = document.querySelector<HTMLTemplateElement>(`template[data-model="${CSS.escape(id)}"]`)
    if (!held) return
    this.el.append(held.content.cloneNode(true))
    void drawDisplays(this.el, manager)
    window.scalescopeMath?.(this.el)
  }
}
