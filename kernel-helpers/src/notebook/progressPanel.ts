import {
  button,
  floatProgress,
  hbox,
  label,
  reference,
  vbox,
  type Widget,
  type WidgetReference,
} from '../kernel/index.js'

export interface ProgressRow {
  readonly label: string
  readonly fraction: number
  readonly text: string
  readonly failed?: boolean
}

/** A headline with Stop, and a bar for each part of the work. */
export class ProgressPanel {
  readonly stop = new AbortController()
  readonly widget: WidgetReference
  readonly #headline = label({ style: { font_weight: 'bold' }, layout: { flex: '1 1 auto' } })
  readonly #button: ReturnType<typeof button>
  readonly #head: ReturnType<typeof hbox>
  readonly #body: ReturnType<typeof vbox>
  #rows: {
    label: ReturnType<typeof label>
    bar: ReturnType<typeof floatProgress>
    text: ReturnType<typeof label>
  }[] = []

  constructor() {
    this.#button = button(
      { description: 'Stop', tooltip: 'Stop and keep what is finished', layout: { width: '72px' } },
      () => this.stop.abort(new Error('stopped')),
    )
    this.#head = hbox([this.#headline, this.#button], {
      layout: { align_items: 'center', max_width: '640px' },
    })
    this.#body = vbox([], { layout: { max_width: '640px' } })
    this.widget = vbox([this.#head, this.#body])
  }

  update(headline: string, rows: readonly ProgressRow[]): void {
    this.#headline.set({ value: headline })
    if (rows.length !== this.#rows.length) this.#lay(rows.length)
    rows.forEach(({ label: name, fraction, text, failed }, i) => {
      const row = this.#rows[i]
      row.label.set({ value: name })
      row.bar.set({ value: fraction, bar_style: failed ? 'danger' : '' })
      row.text.set({ value: text })
    })
  }

  /** Leaves only the headline. */
  finish(headline: string): void {
    this.update(headline, [])
    setChildren(this.#head, [this.#headline])
  }

  #lay(count: number): void {
    this.#rows = Array.from({ length: count }, () => ({
      label: label({ layout: { width: '110px' } }),
      bar: floatProgress({ min: 0, max: 1, layout: { flex: '1 1 auto', height: '14px' } }),
      text: label({ layout: { width: '190px', margin: '0 0 0 10px' } }),
    }))
    const boxes = this.#rows.map((row) =>
      hbox([row.label, row.bar, row.text], { layout: { align_items: 'center', height: '22px' } }),
    )
    setChildren(this.#body, boxes)
  }
}

function setChildren(box: unknown, children: readonly WidgetReference[]): void {
  ;(box as Widget<{ children: string[] }>).set({ children: children.map(reference) })
}
