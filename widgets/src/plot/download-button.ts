import { CommandRegistry } from '@lumino/commands'
import { Menu } from '@lumino/widgets'
import { tableFromIPC } from 'apache-arrow'
import { encodePlottedTable, type ResultPlot } from 'scalescope/protocol'
import { element } from '../dom.js'
import { chartFile, type Sliders } from './chart.js'
import { toCsv } from './csv.js'
import { download, fileName } from './download.js'
import type { ShownResult } from './panel.js'

const ICON =
  '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path fill="none" stroke="currentColor" ' +
  'stroke-width="1.5" d="M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10"/></svg>'
const FORMATS = ['svg', 'png', 'csv', 'arrow'] as const
type Format = (typeof FORMATS)[number]

/** The plot on show. */
interface Downloadable {
  readonly result: ShownResult
  readonly plot: ResultPlot
  readonly sliders: Sliders
}

/** Opens a menu of the formats in which a plot and its table can be had. */
export class DownloadButton {
  readonly el = element('button', {
    class: 'scalescope-menu',
    type: 'button',
    title: 'Download',
    'aria-label': 'Download',
    'aria-haspopup': 'menu',
  })

  /** @param shown what can be downloaded now */
  constructor(private readonly shown: () => Downloadable | undefined) {
    this.el.innerHTML = ICON
    this.el.addEventListener('click', () => this.open())
  }

  private open(): void {
    const commands = new CommandRegistry()
    const formats = new Menu({ commands })
    for (const format of FORMATS) {
      const label = format === 'arrow' ? 'Arrow' : format.toUpperCase()
      commands.addCommand(format, { label, execute: () => this.download(format) })
      formats.addItem({ command: format })
    }
    const { left, bottom } = this.el.getBoundingClientRect()
    formats.open(left, bottom)
  }

  private async download(format: Format): Promise<void> {
    const shown = this.shown()
    if (!shown) return
    const { title } = shown.result
    download(await contentOf(format, shown), fileName(title, shown.plot.label, format))
  }
}

async function contentOf(format: Format, { result, plot, sliders }: Downloadable): Promise<Blob> {
  const { rows, bytes, selected, chosen, ...description } = result
  if (format === 'csv') return new Blob([toCsv(rows)], { type: 'text/csv' })
  if (format !== 'arrow') return chartFile(plot.spec, rows, format, sliders)
  const file = encodePlottedTable(tableFromIPC(bytes), description)
  return new Blob([file as Uint8Array<ArrayBuffer>], { type: 'application/vnd.apache.arrow.file' })
}
