import { DOMWidgetModel } from '@jupyter-widgets/base'
import { WIDGET_MODULE, WIDGET_MODULE_VERSION } from 'scalescope/protocol'
import { versionProblem } from './versions.js'

/** A model of this package, with a typed state as the browser holds it, written by a version that may be another one. */
export abstract class ScalescopeModel<State extends object> extends DOMWidgetModel {
  /** Why the state can't be shown, if so. */
  get problem(): string | undefined {
    return versionProblem(this.get('schema_version'))
  }

  state<Name extends keyof State & string>(name: Name): State[Name] {
    return this.get(name)
  }

  /** The defaults of a model and view that share a name. */
  protected defaultsOf(name: string, state: Partial<State>) {
    return {
      ...super.defaults(),
      ...state,
      _model_name: `${name}Model`,
      _model_module: WIDGET_MODULE,
      _model_module_version: WIDGET_MODULE_VERSION,
      _view_name: `${name}View`,
      _view_module: WIDGET_MODULE,
      _view_module_version: WIDGET_MODULE_VERSION,
    }
  }
}
