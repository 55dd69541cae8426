import type { RunRow } from 'scalescope/protocol'
import { element } from '../dom.js'
import { Sparkline } from './sparkline.js'

/** A part of a run: its name, a bar, words and the loss of its trainings. */
export class ProgressRow {
  readonly el: HTMLElement
  private readonly label = element('span', { class: 'scalescope-progress-label' })
  private readonly filled = element('div')
  private readonly bar = element(
    'div',
    { class: 'scalescope-bar', role: 'progressbar', 'aria-valuemin': '0', 'aria-valuemax': '100' },
    this.filled,
  )
  private readonly text = element('span', { class: 'scalescope-progress-text' })
  private readonly losses = new Sparkline()

  constructor() {
    this.el = element(
      'div',
      { class: 'scalescope-progress-row', role: 'listitem' },
      this.label,
      this.bar,
      this.losses.el,
      this.text,
    )
  }

  show({ label, fraction, status, text, loss }: RunRow): void {
    const percent = String(Math.round(100 * Math.min(1, Math.max(0, fraction))))
    this.label.textContent = label
    this.label.title = label
    this.text.textContent = text
    this.text.title = text
    this.el.dataset.status = status
    this.bar.setAttribute('aria-label', label)
    this.bar.setAttribute('aria-valuenow', percent)
    this.bar.setAttribute('aria-valuetext', text || `${percent} %`)
    this.filled.style.width = `${percent}%`
    this.losses.draw(loss)
  }
}
