import * as base from '@jupyter-widgets/base'
import { type IManagerState, ManagerBase } from '@jupyter-widgets/base-manager'
import * as controls from '@jupyter-widgets/controls'
import { OutputModel } from '@jupyter-widgets/output'
import { Widget } from '@lumino/widgets'
import * as scalescope from '@scalescope/widgets'
import { OutputView } from './output.js'

/** The packages whose widgets the page can show; others stay as they were saved. */
const packages: Readonly<Record<string, object>> = {
  '@jupyter-widgets/base': base,
  '@jupyter-widgets/controls': controls,
  '@jupyter-widgets/output': { OutputModel, OutputView },
  '@scalescope/widgets': scalescope,
}

/** Makes the widgets that were saved with a notebook. No kernel hears of them. */
export class PageManager extends ManagerBase {
  /** Where widgets look for what sets formulas. */
  readonly _rendermime = { latexTypesetter: { typeset: (el: Element) => window.scalescopeMath?.(el) } }

  static async open(state: string | undefined): Promise<PageManager> {
    const manager = new PageManager()
    const { state: models, ...version } = JSON.parse(state ?? '{"state": {}}') as IManagerState
    // One by one: a model that can't be made concerns what shows it, not the page.
    const made = Object.entries(models).map(([id, one]) =>
      manager.set_state({ ...version, state: { [id]: one } }),
    )
    await Promise.allSettled(made)
    return manager
  }

  /** @throws Error if there is no such model */
  async show(id: string, el: HTMLElement): Promise<void> {
    const view = await this.create_view(await this.get_model(id))
    Widget.attach(view.luminoWidget, el)
    addEventListener('resize', () => view.luminoWidget.update())
  }

  override _get_comm_info(): Promise<object> {
    return Promise.resolve({})
  }

  override _create_comm(): Promise<never> {
    return Promise.reject(new Error('a page has no kernel'))
  }

  protected override async loadClass(name: string, module: string): Promise<never> {
    const found = (packages[module] as Record<string, unknown> | undefined)?.[name]
    if (!found) throw new Error(`${name} of ${module} is not in this page`)
    return found as never
  }
}
