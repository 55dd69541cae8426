import { type ExportMap, IJupyterWidgetRegistry } from '@jupyter-widgets/base'
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application'
import { name, version } from '@scalescope/widgets/package.json'

/** Makes the widgets known to the lab; their code is loaded when the first one is shown. */
export const widgets: JupyterFrontEndPlugin<void> = {
  id: '@scalescope/labextension:widgets',
  description: 'Coarse-graining preview and error-scale plot',
  autoStart: true,
  requires: [IJupyterWidgetRegistry],
  activate: (_app: JupyterFrontEnd, registry: IJupyterWidgetRegistry) => {
    const exports = async () => {
      const all = Object.entries(await import('@scalescope/widgets'))
      return Object.fromEntries(all.filter(([name]) => /(Model|View)$/.test(name))) as ExportMap
    }
    registry.registerWidget({ name, version, exports })
  },
}
