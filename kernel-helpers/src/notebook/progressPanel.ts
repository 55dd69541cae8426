import type { Widget } from '../kernel/index.js'
import { Button, FloatProgress, HBox, HTML, Label, VBox } from '../kernel/widgets/index.js'
import { escapeMarkup } from './markup.js'

export interface ProgressRow {
  readonly label: string
  readonly fraction: number
  readonly text: string
  readonly failed?: boolean
}

/** A headline with Stop, and a bar for each part of the work. */
export class ProgressPanel {
  readonly stop = new AbortController()
  readonly widget: Widget
  readonly #headline = new Label({ style: { font_weight: 'bold' }, layout: { flex: '1 1 auto' } })
  readonly #head: HBox
  readonly #body = new VBox({ layout: { max_width: '640px' } })
  #rows: { label: Label; bar: FloatProgress; text: Label }[] = []

  constructor() {
    const stop = new Button({
      description: 'Stop',
      tooltip: 'Stop and keep what is finished',
      layout: { width: '72px' },
    })
    stop.onClick(() => this.stop.abort(new Error('stopped')))
    this.#head = new HBox({
      children: [this.#headline, stop],
      layout: { align_items: 'center', max_width: '640px' },
    })
    this.widget = new VBox({ children: [this.#head, this.#body] })
  }

  update(headline: string, rows: readonly ProgressRow[]): void {
    this.#headline.value = headline
    if (rows.length !== this.#rows.length) this.#lay(rows.length)
    rows.forEach(({ label: name, fraction, text, failed }, i) => {
      const row = this.#rows[i]
      row.label.value = name
      row.bar.set({ value: fraction, bar_style: failed ? 'danger' : '' })
      row.text.value = text
    })
  }

  /** Leaves the headline, and what could not be had, line by line. */
  finish(headline: string, problems: readonly string[] = []): void {
    this.update(headline, [])
    this.#head.children = [this.#headline]
    if (problems.length > 0) this.#body.children = [new HTML({ value: listed(problems) })]
  }

  #lay(count: number): void {
    this.#rows = Array.from({ length: count }, () => ({
      label: new Label({ layout: { width: '170px' } }),
      bar: new FloatProgress({ min: 0, max: 1, layout: { flex: '1 1 auto', height: '14px' } }),
      text: new Label({ layout: { width: '190px', margin: '0 0 0 10px' } }),
    }))
    this.#body.children = this.#rows.map(
      (row) =>
        new HBox({
          children: [row.label, row.bar, row.text],
          layout: { align_items: 'center', height: '22px' },
        }),
    )
  }
}

/** Unfolded by a click where it is long. */
function listed(problems: readonly string[]): string {
  const items = problems.map((problem) => `<li>${escapeMarkup(problem)}</li>`).join('')
  const count = problems.length === 1 ? 'one thing' : `${problems.length} things`
  return `<details${problems.length <= 3 ? ' open' : ''}><summary>${count} could not be had</summary><ul style="margin: 0; line-height: 1.4">${items}</ul></details>`
}
