import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application'
import { ICommandPalette, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils'
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser'
import { ILauncher } from '@jupyterlab/launcher'
import { IMainMenu } from '@jupyterlab/mainmenu'
import { CATEGORY, commands } from './commands.js'
import type { GalleryPanel } from './gallery-panel.js'
import { scalesIcon } from './icons.js'
import { openNewNotebook } from './new-notebook.js'

/** The notebooks that come with Scalescope, as cards: a click opens a copy in the current folder. */
export const gallery: JupyterFrontEndPlugin<void> = {
  id: '@scalescope/labextension:gallery',
  description: 'Gallery of notebooks',
  autoStart: true,
  optional: [ICommandPalette, ILauncher, IMainMenu, IDefaultFileBrowser, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    menu: IMainMenu | null,
    browser: IDefaultFileBrowser | null,
    restorer: ILayoutRestorer | null,
  ) => {
    const tracker = new WidgetTracker<MainAreaWidget<GalleryPanel>>({ namespace: 'scalescope-gallery' })
    const command = commands.openGallery

    app.commands.addCommand(command, {
      label: ({ isLauncher }) => (isLauncher ? 'Gallery' : 'Open the gallery of notebooks'),
      caption: 'Notebooks that come with Scalescope',
      icon: scalesIcon,
      execute: async () => {
        const open = tracker.currentWidget ?? (await create())
        if (!open.isAttached) app.shell.add(open, 'main')
        app.shell.activateById(open.id)
        return open
      },
    })

    async function create(): Promise<MainAreaWidget<GalleryPanel>> {
      const [{ GalleryPanel }, { notebooks }] = await Promise.all([
        import('./gallery-panel.js'),
        import('./notebooks.js'),
      ])
      const content = new GalleryPanel(notebooks, ({ file, content }) =>
        openNewNotebook(app, browser?.model.path ?? '', file, content),
      )
      const panel = new MainAreaWidget({ content })
      panel.id = 'scalescope-gallery'
      panel.title.label = 'Notebooks of Scalescope'
      panel.title.icon = scalesIcon
      panel.title.closable = true
      void tracker.add(panel)
      return panel
    }

    void restorer?.restore(tracker, { command, name: () => 'gallery' })
    palette?.addItem({ command, category: CATEGORY })
    launcher?.add({ command, category: CATEGORY, rank: 3, args: { isLauncher: true } })
    menu?.helpMenu.addGroup([{ command }], 15)
  },
}
