import type { Widget } from '../kernel/index.js'
import { Button, FloatProgress, HBox, Label, VBox } from '../kernel/widgets/index.js'

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

  /** Leaves only the headline. */
  finish(headline: string): void {
    this.update(headline, [])
    this.#head.children = [this.#headline]
  }

  #lay(count: number): void {
    this.#rows = Array.from({ length: count }, () => ({
      label: new Label({ layout: { width: '110px' } }),
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
