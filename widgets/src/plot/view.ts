import { DOMWidgetView } from '@jupyter-widgets/base'
import { CommandRegistry } from '@lumino/commands'
import { Menu } from '@lumino/widgets'
import { element, menu } from '../dom.js'
import { type Chart, chartFile, drawChart, type Sliders } from './chart.js'
import { toCsv } from './csv.js'
import { download, fileName } from './download.js'
import type { AnalysisPlotModel } from './model.js'
import { currentTheme, onThemeChange } from './theme.js'

const DOWNLOAD_ICON =
  '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path fill="none" stroke="currentColor" ' +
  'stroke-width="1.5" d="M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10"/></svg>'
const FORMATS = ['svg', 'png', 'csv'] as const
type Format = (typeof FORMATS)[number]

/** A plot that grows while its table does, with the choice of the quantity plotted, its sliders, and downloads. */
export class AnalysisPlotView extends DOMWidgetView {
  declare model: AnalysisPlotModel

  private readonly title = element('span', { class: 'scalescope-title' })
  private readonly quantity = element('span')
  private readonly downloadButton = element('button', {
    class: 'scalescope-menu',
    type: 'button',
    title: 'Download',
    'aria-label': 'Download',
    'aria-haspopup': 'menu',
  })
  private readonly plotArea = element('div', { class: 'scalescope-chart' })
  private readonly verdict = element('p', { class: 'scalescope-verdict', role: 'status' })
  private readonly caption = element('p', { class: 'scalescope-caption' })

  private chart: Chart | undefined
  private sliders: Sliders = {}
  private drawing = false
  private stale = true
  /** What the chart was made from; new rows alone don't need a new one. */
  private madeFrom = ''
  private width = 0
  private readonly resizes = new ResizeObserver(([{ contentRect }]) => {
    this.width = contentRect.width
    if (this.chart) void this.chart.setWidth(this.width)
    else this.draw()
  })
  private stopThemes = () => {}

  override render(): void {
    this.el.classList.add('scalescope', 'scalescope-plot')
    this.el.dataset.scalescope = 'plot'
    this.el.dataset.points = '0'
    const problem = this.model.problem
    if (problem) {
      this.fail(problem)
      return
    }
    this.el.append(
      element('div', { class: 'scalescope-header' }, this.title, this.quantity, this.downloadButton),
      this.plotArea,
      this.verdict,
      this.caption,
    )
    this.downloadButton.innerHTML = DOWNLOAD_ICON
    this.downloadButton.addEventListener('click', () => this.openDownloads())
    this.listenTo(this.model, 'change:title change:verdict change:caption change:plots', this.updateText)
    this.listenTo(this.model, 'change:plots change:selected change:table', this.draw)
    this.listenTo(this.model, 'change:selected', this.updateText)
    this.stopThemes = onThemeChange(() => this.draw())
    this.resizes.observe(this.plotArea)
    this.updateText()
  }

  override remove(): void {
    this.stopThemes()
    this.resizes.disconnect()
    this.chart?.dispose()
    super.remove()
  }

  private updateText(): void {
    const { model } = this
    this.title.textContent = model.state('title')
    this.verdict.textContent = model.state('verdict')
    this.caption.textContent = model.state('caption')
    this.caption.title = model.state('caption')
    const plots = model.state('plots').map(({ name, label }) => ({ value: name, label }))
    const select = menu('Quantity', plots, (name) => model.select(name))
    select.value = model.plot?.name ?? ''
    this.quantity.replaceChildren(...(plots.length > 1 ? [select] : []))
  }

  /** Brings the chart up to date; changes that come meanwhile are taken together. */
  private async draw(): Promise<void> {
    this.stale = true
    if (this.drawing) return
    this.drawing = true
    try {
      while (this.stale && this.width > 0) await this.drawOnce()
    } catch (error) {
      this.fail(`The plot could not be drawn: ${error instanceof Error ? error.message : error}`)
    } finally {
      this.drawing = false
    }
  }

  private async drawOnce(): Promise<void> {
    const { rows, plot } = this.model
    const theme = currentTheme()
    const source = JSON.stringify([plot?.spec, theme])
    this.stale = false
    if (rows.length === 0 || !plot) {
      this.chart?.dispose()
      this.chart = undefined
      this.plotArea.replaceChildren(
        element('p', { class: 'scalescope-waiting' }, 'waiting for the first result'),
      )
    } else if (this.chart && source === this.madeFrom) {
      await this.chart.setRows(rows)
    } else {
      this.sliders = { ...this.sliders, ...this.chart?.sliders }
      this.chart?.dispose()
      this.chart = await drawChart(this.plotArea, plot.spec, rows, this.width, theme, this.sliders)
      this.madeFrom = source
    }
    this.el.dataset.points = String(this.chart ? this.model.pointCount : 0)
  }

  private fail(message: string): void {
    this.el.replaceChildren(element('p', { class: 'scalescope-problem', role: 'alert' }, message))
  }

  private openDownloads(): void {
    const commands = new CommandRegistry()
    const formats = new Menu({ commands })
    for (const format of FORMATS) {
      commands.addCommand(format, { label: format.toUpperCase(), execute: () => this.download(format) })
      formats.addItem({ command: format })
    }
    const { left, bottom } = this.downloadButton.getBoundingClientRect()
    formats.open(left, bottom)
  }

  private async download(format: Format): Promise<void> {
    const { model } = this
    const { plot, rows } = model
    if (!plot || rows.length === 0) return
    const content =
      format === 'csv'
        ? new Blob([toCsv(rows)], { type: 'text/csv' })
        : await chartFile(plot.spec, rows, format, this.chart?.sliders)
    download(content, fileName(model.state('title'), plot.label, format))
  }
}
