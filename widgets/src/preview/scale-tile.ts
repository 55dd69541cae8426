import { element } from '../dom.js'
import { FieldCanvas } from './field-canvas.js'

/** One scale: its picture, cell size and particles per cell. */
export class ScaleTile {
  readonly field = new FieldCanvas()
  readonly el: HTMLElement

  constructor(size: string, particles: string) {
    this.el = element(
      'div',
      {
        class: 'scalescope-scale',
        role: 'radio',
        'aria-label': [size, particles].filter(Boolean).join(', '),
      },
      this.field.canvas,
      element('span', {}, size),
      element('span', {}, particles),
    )
    this.selected = false
  }

  set selected(selected: boolean) {
    this.el.setAttribute('aria-checked', String(selected))
    this.el.tabIndex = selected ? 0 : -1
  }
}
