import type { JupyterFrontEnd } from '@jupyterlab/application'
import { PathExt } from '@jupyterlab/coreutils'
import type { Contents } from '@jupyterlab/services'
import type { Widget } from '@lumino/widgets'

/** Writes a notebook into a folder, under another name (`x-1.ipynb`) where there is one already, and opens it. */
export async function openNewNotebook(
  app: JupyterFrontEnd,
  folder: string,
  name: string,
  content: string,
): Promise<Widget> {
  const { contents } = app.serviceManager
  const path = PathExt.join(folder, await freeName(contents, folder, name))
  await contents.save(path, { type: 'notebook', format: 'json', content: JSON.parse(content) })
  return app.commands.execute('docmanager:open', { path, factory: 'Notebook' })
}

async function freeName(contents: Contents.IManager, folder: string, name: string): Promise<string> {
  const { content } = await contents.get(folder)
  const taken = new Set((content as Contents.IModel[]).map((file) => file.name))
  const stem = name.slice(0, -PathExt.extname(name).length)
  for (let number = 0; ; number++) {
    const candidate = `${stem}${number === 0 ? '' : `-${number}`}.ipynb`
    if (!taken.has(candidate)) return candidate
  }
}
