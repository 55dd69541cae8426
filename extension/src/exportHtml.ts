import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application'
import { ICommandPalette, showErrorMessage } from '@jupyterlab/apputils'
import { PageConfig } from '@jupyterlab/coreutils'
import { IMainMenu } from '@jupyterlab/mainmenu'
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook'
import { ServerConnection } from '@jupyterlab/services'
import { type WidgetStates, widgetStates } from './widgetStates.js'

const COMMAND = 'scalescope:export-html'
const FORMAT = 'interactive_html'
const STATE = 'application/vnd.jupyter.widget-state+json'

/** Writes the open notebook as one HTML file, with its widgets as they stand. */
export const exportHtml: JupyterFrontEndPlugin<void> = {
  id: '@scalescope/labextension:export-html',
  description: 'Export a notebook as interactive HTML',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [IMainMenu, ICommandPalette],
  activate: (
    { commands, shell }: JupyterFrontEnd,
    notebooks: INotebookTracker,
    menus: IMainMenu | null,
    palette: ICommandPalette | null,
  ) => {
    commands.addCommand(COMMAND, {
      label: 'Export Notebook as Interactive HTML',
      caption: 'One file in which plots and widgets respond without a network',
      isEnabled: () => notebooks.currentWidget !== null && notebooks.currentWidget === shell.currentWidget,
      execute: async () => {
        const panel = notebooks.currentWidget
        if (!panel) return
        try {
          await saveWidgetStates(panel)
          await download(panel.context.path)
        } catch (error) {
          await showErrorMessage('The notebook could not be exported', error as Error)
        }
      },
    })
    menus?.fileMenu.addGroup([{ command: COMMAND }], 40)
    palette?.addItem({ command: COMMAND, category: 'Notebook Operations' })
  },
}

/** Saves the notebook with the states of its kernel's widgets, beside those that it has of earlier kernels. */
async function saveWidgetStates({ context, sessionContext }: NotebookPanel): Promise<void> {
  const { model } = context
  const kernel = sessionContext.session?.kernel
  const fresh = kernel ? await widgetStates(kernel) : {}
  if (Object.keys(fresh).length > 0) {
    const saved = model.getMetadata('widgets') as { [STATE]?: { state?: WidgetStates } } | undefined
    const state = { ...saved?.[STATE]?.state, ...fresh }
    model.setMetadata('widgets', { ...saved, [STATE]: { version_major: 2, version_minor: 0, state } })
  }
  if (model.dirty) await context.save()
}

async function download(path: string): Promise<void> {
  const url = PageConfig.getNBConvertURL({ path, format: FORMAT, download: true })
  const settings = ServerConnection.makeSettings()
  const response = await ServerConnection.makeRequest(url, { cache: 'no-store' }, settings)
  if (!response.ok) throw await ServerConnection.ResponseError.create(response)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = path.replace(/^.*\//, '').replace(/(\.ipynb)?$/, '.html')
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
