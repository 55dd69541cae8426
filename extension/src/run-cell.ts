import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application'
import { INotebookTracker, NotebookActions } from '@jupyterlab/notebook'
import { cellOf } from './notebook-cell.js'

/** Runs the cell of a widget that asks for it: a run that was stopped goes on, as what is finished was kept. */
export const runCell: JupyterFrontEndPlugin<void> = {
  id: '@scalescope/labextension:run-cell',
  description: 'Resume of stopped runs',
  autoStart: true,
  requires: [INotebookTracker],
  activate: (_app: JupyterFrontEnd, notebooks: INotebookTracker) => {
    document.addEventListener('scalescope:run-cell', (event) => {
      const [origin] = event.composedPath()
      const found = origin instanceof Node ? cellOf(notebooks, origin) : undefined
      if (!found) return
      event.preventDefault()
      const { content, sessionContext } = found.panel
      content.activeCellIndex = found.index
      content.deselectAll()
      void NotebookActions.run(content, sessionContext)
    })
  },
}
