import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application'
import { ICommandPalette } from '@jupyterlab/apputils'
import { PathExt } from '@jupyterlab/coreutils'
import { IDocumentManager } from '@jupyterlab/docmanager'
import { FileDialog, IDefaultFileBrowser, IFileBrowserFactory } from '@jupyterlab/filebrowser'
import { ILauncher } from '@jupyterlab/launcher'
import { IMainMenu } from '@jupyterlab/mainmenu'
import { isRecordingName } from 'scalescope/protocol/recordingFormats'
import { CATEGORY, commands } from './commands.js'
import { scalesIcon } from './icons.js'
import { openNewNotebook } from './new-notebook.js'

/** New notebooks from templates: in the launcher, the palette, the File menu, and beside a recording in the file browser. */
export const analyses: JupyterFrontEndPlugin<void> = {
  id: '@scalescope/labextension:analyses',
  description: 'New analyses of simulated systems and of recordings',
  autoStart: true,
  requires: [IDocumentManager],
  optional: [ICommandPalette, ILauncher, IMainMenu, IDefaultFileBrowser, IFileBrowserFactory],
  activate: (
    app: JupyterFrontEnd,
    manager: IDocumentManager,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    menu: IMainMenu | null,
    defaultBrowser: IDefaultFileBrowser | null,
    browsers: IFileBrowserFactory | null,
  ) => {
    const folderOf = (cwd: unknown) => (typeof cwd === 'string' ? cwd : (defaultBrowser?.model.path ?? ''))

    const analyseRecording = async (path: string) => {
      const { template } = await import('./notebooks.js')
      const file = PathExt.basename(path)
      // The name stands in a string literal of a cell, which stands in a JSON string.
      const inJson = JSON.stringify(file.replace(/["'`\\]/g, '\\$&')).slice(1, -1)
      const content = template('video').replaceAll('%VIDEO%', () => inJson)
      return openNewNotebook(app, PathExt.dirname(path), `${stem(file)}.ipynb`, content)
    }

    app.commands.addCommand(commands.newAnalysis, {
      label: 'New analysis',
      caption: 'A notebook that simulates a system and measures its scales',
      icon: scalesIcon,
      execute: async ({ cwd }) => {
        const { template } = await import('./notebooks.js')
        return openNewNotebook(app, folderOf(cwd), 'analysis.ipynb', template('analysis'))
      },
    })

    app.commands.addCommand(commands.analyseRecording, {
      label: ({ isPalette }) => (isPalette ? 'New analysis of a recording…' : 'Analysis of a recording…'),
      caption: 'A notebook that measures the scales of a video',
      icon: scalesIcon,
      execute: async ({ cwd }) => {
        const { value } = await FileDialog.getOpenFiles({
          manager,
          title: 'Choose a recording',
          label: 'A video in one of the formats that Scalescope reads',
          defaultPath: folderOf(cwd),
          filter: ({ type, name }) => (type === 'directory' || isRecordingName(name) ? {} : null),
        })
        const recording = value?.find(({ type }) => type !== 'directory')
        return recording && analyseRecording(recording.path)
      },
    })

    const chosen = () =>
      [...(browsers?.tracker.currentWidget?.selectedItems() ?? [])].filter(
        ({ type, name }) => type !== 'directory' && isRecordingName(name),
      )
    app.commands.addCommand(commands.openRecording, {
      label: 'Open in Scalescope',
      caption: 'A notebook beside the recording that measures its scales',
      icon: scalesIcon,
      isVisible: () => chosen().length > 0,
      execute: ({ path }) =>
        Promise.all(
          (typeof path === 'string' ? [path] : chosen().map((file) => file.path)).map(analyseRecording),
        ),
    })
    app.contextMenu.addItem({
      command: commands.openRecording,
      selector: '.jp-DirListing-item[data-isdir="false"]',
      rank: 2,
    })

    for (const command of [commands.newAnalysis, commands.analyseRecording]) {
      palette?.addItem({ command, category: CATEGORY, args: { isPalette: true } })
    }
    launcher?.add({ command: commands.newAnalysis, category: CATEGORY, rank: 1 })
    launcher?.add({ command: commands.analyseRecording, category: CATEGORY, rank: 2 })
    menu?.fileMenu.newMenu.addGroup(
      [{ command: commands.newAnalysis }, { command: commands.analyseRecording }],
      30,
    )
  },
}

/** `brain` of `brain.ome.tif`. */
function stem(file: string): string {
  return file.replace(/(\.ome)?\.[^.]*$/i, '')
}
