import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application'
import { INotebookTracker } from '@jupyterlab/notebook'
import { IRunningSessionManagers } from '@jupyterlab/running'
import { IStatusBar } from '@jupyterlab/statusbar'
import { liveRuns } from '@scalescope/widgets/dist/progress/live-runs.js'
import type { RunProgressModel } from '@scalescope/widgets/dist/progress/model.js'
import { scalesIcon } from './icons.js'
import { cellOf } from './notebook-cell.js'
import { type Progress, progressOf, summaryOf } from './run-words.js'
import { RunsStatus } from './runs-status.js'

/** Lists what is being computed in the Running panel, and sums it up in the status bar. */
export const running: JupyterFrontEndPlugin<void> = {
  id: '@scalescope/labextension:running',
  description: 'Computations that go on',
  autoStart: true,
  optional: [IRunningSessionManagers, IStatusBar, INotebookTracker],
  activate: (
    app: JupyterFrontEnd,
    managers: IRunningSessionManagers | null,
    statusBar: IStatusBar | null,
    notebooks: INotebookTracker | null,
  ) => {
    managers?.add({
      name: 'Scalescope',
      running: () =>
        liveRuns.runs.map((run) => ({
          icon: () => scalesIcon,
          label: () => `${run.state('title')}: ${progressOf(progress(run))}`,
          labelTitle: () => run.state('headline'),
          open: () => void reveal(app, notebooks, run),
          shutdown: () => run.stop(),
        })),
      shutdownAll: () => {
        for (const run of liveRuns.runs) run.stop()
      },
      refreshRunning: () => {},
      runningChanged: liveRuns.changed,
      shutdownLabel: 'Stop, and keep what is finished',
      shutdownAllLabel: 'Stop all',
      shutdownAllConfirmationText: 'Stop all computations of Scalescope? What is finished is kept.',
    })

    const item = new RunsStatus(() => app.shell.activateById('jp-running-sessions'))
    const show = () => item.tell(summaryOf(liveRuns.runs.map(progress)))
    liveRuns.changed.connect(show)
    show()
    statusBar?.registerStatusItem('@scalescope/labextension:runs', {
      item,
      align: 'left',
      rank: 20,
      isActive: () => liveRuns.runs.length > 0,
      activeStateChanged: liveRuns.changed,
    })
  },
}

function progress(run: RunProgressModel): Progress {
  const [fraction, seconds_left, rows] = [run.state('fraction'), run.state('seconds_left'), run.state('rows')]
  return { fraction, seconds_left, rows }
}

/** Brings the cell of a run into view. */
async function reveal(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker | null,
  run: RunProgressModel,
): Promise<void> {
  for (const view of await Promise.all(Object.values(run.views ?? {}))) {
    const found = notebooks && cellOf(notebooks, view.el)
    if (!found) continue
    const { panel, cell, index } = found
    app.shell.activateById(panel.id)
    panel.content.activeCellIndex = index
    await panel.content.scrollToCell(cell)
    return
  }
}
