import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook'

interface NotebookCell {
  readonly panel: NotebookPanel
  readonly cell: NotebookPanel['content']['widgets'][number]
  readonly index: number
}

/** The cell of an open notebook that an element is part of, scrolled into view or not. */
export function cellOf(notebooks: INotebookTracker, element: Node): NotebookCell | undefined {
  let found: NotebookCell | undefined
  notebooks.forEach((panel) => {
    const index = panel.content.widgets.findIndex((cell) => cell.node.contains(element))
    if (index >= 0) found = { panel, cell: panel.content.widgets[index], index }
  })
  return found
}
