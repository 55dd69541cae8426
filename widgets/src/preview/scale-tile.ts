import type { FieldView } from 'scalescope/protocol'
import { element } from '../dom.js'
import { ColourBar } from './colour-bar.js'
import type { Colours } from './colours.js'
import { FieldCanvas } from './field-canvas.js'
import { type Region, valuesIn } from './region.js'

/** One scale: its picture, cell size, what is known of it, and its colour scale. */
export class ScaleTile {
  readonly field = new FieldCanvas()
  readonly picture: HTMLElement
  readonly el: HTMLElement
  private readonly mark = element('span', { class: 'scalescope-cell-mark', hidden: '' })
  private readonly detail = element('span')
  private readonly bar = new ColourBar()

  constructor(private readonly size: string) {
    this.picture = element('div', { class: 'scalescope-picture' }, this.field.canvas, this.mark)
    this.el = element(
      'div',
      { class: 'scalescope-scale', role: 'radio' },
      this.picture,
      element('span', {}, size),
      this.detail,
      this.bar.el,
    )
    this.selected = false
  }

  set selected(selected: boolean) {
    this.el.setAttribute('aria-checked', String(selected))
    this.el.tabIndex = selected ? 0 : -1
  }

  /** What stands under the cell size. */
  describe(detail: string): void {
    this.detail.textContent = detail
    this.el.setAttribute('aria-label', [this.size, detail].filter(Boolean).join(', '))
  }

  paint(
    view: FieldView | undefined,
    region: Region,
    { palette, ranges, shared }: Colours,
    scale: number,
  ): void {
    const range = ranges[scale] ?? [0, 1]
    this.bar.el.hidden = shared !== undefined
    if (!shared) this.bar.set(range, palette)
    if (!view) {
      this.field.clear()
      return
    }
    this.field.proportions({ width: view.fieldWidth, height: view.fieldHeight })
    this.field.paint(view, range, palette, valuesIn(region, view))
  }

  /** Puts a frame around a cell; takes it away without one. */
  point(
    cell: { row: number; column: number } | undefined,
    view: FieldView | undefined,
    region: Region,
  ): void {
    this.mark.hidden = !cell || !view
    if (!cell || !view) return
    const percent = (place: number) => `${100 * place}%`
    const [height, width] = [view.fieldHeight * region.size, view.fieldWidth * region.size]
    Object.assign(this.mark.style, {
      left: percent(cell.column / width - region.left / region.size),
      top: percent(cell.row / height - region.top / region.size),
      width: percent(1 / width),
      height: percent(1 / height),
    })
  }
}
