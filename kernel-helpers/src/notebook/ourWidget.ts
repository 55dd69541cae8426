import { Widget } from '../kernel/index.js'
import { WIDGET_MODULE, WIDGET_MODULE_VERSION } from '../protocol/index.js'

/** A widget of the package `widgets`, by the name that its model and view share. */
export function ourWidget<State extends object>(name: string, state: State): Widget<State> {
  return new Widget(
    {
      model: `${name}Model`,
      view: `${name}View`,
      module: WIDGET_MODULE,
      moduleVersion: WIDGET_MODULE_VERSION,
    },
    state,
  )
}
