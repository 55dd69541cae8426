import type { ResultDescription } from 'scalescope/protocol'
import { element, menu } from '../dom.js'
import { type Chart, drawChart, type Sliders } from './chart.js'
import { DownloadButton } from './download-button.js'
import { PointCursor } from './point-cursor.js'
import type { PlotPoint } from './points.js'
import type { Row } from './rows.js'
import { currentTheme, onThemeChange } from './theme.js'

/** A result as a panel shows it. */
export interface ShownResult extends ResultDescription {
  /** `name` of the plot on show: the first, if there is none of that name. */
  readonly selected: string
  /** The cell size that is marked in the plot. */
  readonly chosen: number | null
  readonly rows: readonly Row[]
  /** The rows as Arrow IPC. */
  readonly bytes: Uint8Array
}

interface Choices {
  /** Another plot is to be shown. */
  readonly onSelect: (name: string) => void
  /** A point that has a cell size was chosen. */
  readonly onChoice: (point: PlotPoint) => void
}

/** A plot that grows while its table does, with the choice of the quantity plotted, its sliders, its points and downloads. */
export class PlotPanel {
  private readonly title = element('span', { class: 'scalescope-title' })
  private readonly quantity = element('span')
  private readonly download = new DownloadButton(() => this.downloadable)
  private readonly area = element('div', { class: 'scalescope-chart' })
  private readonly drawing = element('div')
  private readonly waiting = element('p', { class: 'scalescope-waiting' }, 'waiting for the first result')
  private readonly verdict = element('p', { class: 'scalescope-verdict', role: 'status' })
  private readonly caption = element('p', { class: 'scalescope-caption' })
  private readonly cursor: PointCursor
  private readonly stopThemes = onThemeChange(() => void this.draw())
  private readonly resizes = new ResizeObserver(([{ contentRect }]) => {
    this.width = contentRect.width
    void this.draw()
  })

  private result: ShownResult | undefined
  private chart: Chart | undefined
  private sliders: Sliders = {}
  private busy = false
  private stale = false
  private disposed = false
  /** What the chart was made from; new rows and another width alone don't need a new one. */
  private madeFrom = ''
  private width = 0

  /** @param el becomes the panel */
  constructor(
    private readonly el: HTMLElement,
    private readonly choices: Choices,
  ) {
    el.classList.add('scalescope', 'scalescope-plot')
    el.dataset.scalescope = 'plot'
    el.dataset.points = '0'
    this.area.append(this.drawing)
    this.cursor = new PointCursor(this.area, choices.onChoice)
    el.append(
      element('div', { class: 'scalescope-header' }, this.title, this.quantity, this.download.el),
      this.area,
      this.verdict,
      this.caption,
    )
    this.resizes.observe(this.area)
  }

  show(result: ShownResult): void {
    const { title, verdict, caption, plots } = result
    this.result = result
    this.title.textContent = title
    if (this.verdict.textContent !== verdict) this.verdict.textContent = verdict
    this.caption.textContent = caption
    this.caption.title = caption
    const options = plots.map(({ name, label }) => ({ value: name, label }))
    const source = JSON.stringify(options)
    if (this.quantity.dataset.source !== source) {
      this.quantity.dataset.source = source
      const select = menu('Quantity', options, this.choices.onSelect)
      this.quantity.replaceChildren(...(plots.length > 1 ? [select] : []))
    }
    const select = this.quantity.querySelector('select')
    if (select) select.value = plotOf(result)?.name ?? ''
    void this.draw()
  }

  dispose(): void {
    this.disposed = true
    this.stopThemes()
    this.resizes.disconnect()
    this.chart?.dispose()
  }

  /** Brings the chart up to date; changes that come meanwhile are taken together. */
  private async draw(): Promise<void> {
    this.stale = true
    if (this.busy) return
    this.busy = true
    try {
      while (this.stale && this.width > 0 && this.result && !this.disposed) await this.drawOnce(this.result)
    } catch (error) {
      const reason = error instanceof Error ? error.message : error
      this.el.replaceChildren(
        element(
          'p',
          { class: 'scalescope-problem', role: 'alert' },
          `The plot could not be drawn: ${reason}`,
        ),
      )
    } finally {
      this.busy = false
      if (this.disposed) this.chart?.dispose()
    }
  }

  private async drawOnce(result: ShownResult): Promise<void> {
    const { rows } = result
    const plot = plotOf(result)
    const theme = currentTheme()
    const source = JSON.stringify([plot?.spec, theme])
    this.stale = false
    if (rows.length === 0 || !plot) {
      this.chart?.dispose()
      this.chart = undefined
      this.drawing.replaceChildren(this.waiting)
    } else if (this.chart && source === this.madeFrom) {
      await this.chart.update(rows, this.width)
    } else {
      this.sliders = { ...this.sliders, ...this.chart?.sliders }
      this.chart?.dispose()
      this.chart = await drawChart(this.drawing, plot.spec, rows, this.width, theme, this.sliders)
      this.chart.onSlider(() => this.showPoints())
      this.madeFrom = source
    }
    this.showPoints()
    this.el.dataset.points = String(this.chart ? pointCount(rows) : 0)
  }

  private showPoints(): void {
    if (!this.result) return
    const { title, chosen } = this.result
    const label = [title, plotOf(this.result)?.label].join(', ')
    this.cursor.show(this.chart?.pointable ?? { points: [], extent: [0, 0] }, chosen, label)
  }

  private get downloadable() {
    const { result, chart } = this
    const plot = result && plotOf(result)
    return chart && plot && { result, plot, sliders: chart.sliders }
  }
}

function plotOf({ plots, selected }: ShownResult) {
  return plots.find(({ name }) => name === selected) ?? plots[0]
}

/** Points of the curve: the rows of means, not those of single replicates. */
function pointCount(rows: readonly Row[]): number {
  return rows.filter(({ replicate }) => replicate === null || replicate === undefined).length
}
