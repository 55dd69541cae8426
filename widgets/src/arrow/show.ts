import { Widget } from '@lumino/widgets'
import { decodePlottedTable, type PlottedTable, type ResultDescription } from 'scalescope/protocol'
import { videoDescription } from 'scalescope/protocol/videoTable'
import { element } from '../dom.js'
import { PlotPanel } from '../plot/panel.js'
import { readRows } from '../plot/rows.js'
import { versionProblem } from '../versions.js'
import { tableView } from './table-view.js'
import { ArrowVideo } from './video.js'
import { videoPlayer } from './video-player.js'

/**
 * Shows an Arrow IPC file or stream: a result of Scalescope as its plots with the table below, a video as a player,
 * anything else as a table.
 *
 * @throws Error saying what is wrong with the file and what was expected
 */
export async function showArrow(bytes: Uint8Array): Promise<Widget> {
  const { table, description } = decode(bytes)
  const video = videoDescription(table.schema)
  if (video) return (await videoPlayer(new ArrowVideo(table, video))).luminoWidget
  if (!description) return inWidget(tableView(table))
  const problem = versionProblem(description.schema_version)
  if (problem) throw new Error(problem)
  const panel = new ResultWidget(description, bytes)
  const summary = element('summary', {}, 'Table')
  panel.node.append(element('details', { class: 'scalescope' }, summary, tableView(table)))
  return panel
}

class ResultWidget extends Widget {
  private readonly panel: PlotPanel

  constructor(description: ResultDescription, bytes: Uint8Array) {
    const plot = element('div')
    super({ node: element('div', {}, plot) })
    const rows = readRows(bytes)
    const show = (selected: string) =>
      this.panel.show({ ...description, selected, chosen: null, rows, bytes })
    this.panel = new PlotPanel(plot, { onSelect: show, onChoice: () => {} })
    show(description.plots[0]?.name ?? '')
  }

  override dispose(): void {
    this.panel.dispose()
    super.dispose()
  }
}

function decode(bytes: Uint8Array): PlottedTable {
  const expected = 'expected an Arrow IPC file or stream'
  if (bytes.length === 0) throw new Error(`it is empty; ${expected}`)
  let decoded: PlottedTable
  try {
    decoded = decodePlottedTable(bytes)
  } catch (cause) {
    throw new Error(`it can't be decoded (${(cause as Error).message}); ${expected}`, { cause })
  }
  if (decoded.table.schema.fields.length === 0) throw new Error(`it has no columns; ${expected}`)
  return decoded
}

function inWidget(node: HTMLElement): Widget {
  const widget = new Widget({ node })
  widget.addClass('scalescope')
  return widget
}
