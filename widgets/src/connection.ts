import type { DOMWidgetModel } from '@jupyter-widgets/base'

const heard = new WeakSet<DOMWidgetModel>()

/** Why nobody hears the controls of a widget; undefined while its kernel does. */
export function disconnection(model: DOMWidgetModel): string | undefined {
  if (model.comm_live) {
    heard.add(model)
    return undefined
  }
  return heard.has(model)
    ? 'The kernel is gone: run the cell again to use the controls.'
    : 'Saved with the notebook: run the cell to use the controls.'
}
