import { Widget } from './widget.js'

const CONTROLS = { module: '@jupyter-widgets/controls', moduleVersion: '2.0.0' }
const BASE = { module: '@jupyter-widgets/base', moduleVersion: '2.0.0' }

/** CSS of a control, by the names of the widgets' layout model: `{ width: '12em', grid_gap: '4px' }`. */
export type Layout = Record<string, string>

export interface ControlState {
  description: string
  disabled: boolean
  tooltip: string | null
  layout: Layout
  /** Attributes of the control's style model: `{ description_width: 'initial' }`. */
  style: Record<string, string>
}

export interface SliderState extends ControlState {
  value: number
  min: number
  max: number
  step: number
  orientation: 'horizontal' | 'vertical'
  readout: boolean
  /** d3 format of the readout. */
  readout_format: string
  /** Report changes while dragging. */
  continuous_update: boolean
}

export interface ProgressState extends ControlState {
  value: number
  min: number
  max: number
  bar_style: '' | 'success' | 'info' | 'warning' | 'danger'
  orientation: 'horizontal' | 'vertical'
}

export interface TextState extends ControlState {
  value: string
  placeholder: string
}

export interface ButtonState extends ControlState {
  button_style: '' | 'primary' | 'success' | 'info' | 'warning' | 'danger'
  /** Name of a Font Awesome icon. */
  icon: string
}

export interface DropdownState extends ControlState {
  options: string[]
  /** Of the chosen option; null for none. */
  index: number | null
}

export interface CheckboxState extends ControlState {
  value: boolean
  indent: boolean
}

/** Any widget, by its model. */
export interface WidgetReference {
  readonly modelId: string
}

export interface BoxState {
  box_style: '' | 'success' | 'info' | 'warning' | 'danger'
  layout: Layout
}

type Model<S> = Omit<S, 'layout' | 'style'>

export function floatSlider(state: Partial<SliderState>): Widget<Model<SliderState>> {
  return control('FloatSlider', 'SliderStyle', { value: 0, min: 0, max: 10, step: 0.1, ...state })
}

export function intSlider(state: Partial<SliderState>): Widget<Model<SliderState>> {
  return control('IntSlider', 'SliderStyle', { value: 0, min: 0, max: 100, step: 1, ...state })
}

/** Evenly spaced in the logarithm: `min`, `max` and `step` are exponents of 10, `value` is not. */
export function floatLogSlider(state: Partial<SliderState>): Widget<Model<SliderState>> {
  const wire = { value: 1, base: 10, min: 0, max: 4, step: 0.1, ...state }
  return control<SliderState>('FloatLogSlider', 'SliderStyle', wire)
}

export function floatProgress(state: Partial<ProgressState>): Widget<Model<ProgressState>> {
  return control('FloatProgress', 'ProgressStyle', { value: 0, min: 0, max: 100, ...state }, 'Progress')
}

export function label(state: Partial<TextState>): Widget<Model<TextState>> {
  return control('Label', 'LabelStyle', { value: '', ...state })
}

/** `value` is shown as HTML: escape what comes from elsewhere. */
export function html(state: Partial<TextState>): Widget<Model<TextState>> {
  return control('HTML', 'HTMLStyle', { value: '', ...state })
}

export function button(state: Partial<ButtonState>, onClick?: () => void): Widget<Model<ButtonState>> {
  const widget = control<ButtonState>('Button', 'ButtonStyle', { description: '', ...state })
  if (onClick) {
    widget.onMessage((content) => {
      if ((content as { event?: unknown }).event === 'click') onClick()
    })
  }
  return widget
}

export function dropdown(state: Partial<DropdownState>): Widget<Omit<Model<DropdownState>, 'options'>> {
  const { options = [], index = options.length > 0 ? 0 : null, ...rest } = state
  const wire = { ...rest, index, _options_labels: options } as Partial<DropdownState>
  return control<DropdownState>('Dropdown', 'DescriptionStyle', wire) as never
}

export function checkbox(state: Partial<CheckboxState>): Widget<Model<CheckboxState>> {
  return control('Checkbox', 'CheckboxStyle', { value: false, ...state })
}

export function vbox(children: WidgetReference[], state?: Partial<BoxState>): Widget<Model<BoxState>> {
  return box('VBox', children, state)
}

export function hbox(children: WidgetReference[], state?: Partial<BoxState>): Widget<Model<BoxState>> {
  return box('HBox', children, state)
}

/** How a widget's state names another widget. */
export function reference(widget: WidgetReference): string {
  return `IPY_MODEL_${widget.modelId}`
}

function control<S extends ControlState>(
  name: string,
  styleName: string,
  { layout, style, ...state }: Partial<S> & object,
  view = name,
): Widget<Model<S>> {
  return new Widget({ ...CONTROLS, model: `${name}Model`, view: `${view}View` }, {
    ...state,
    layout: layoutReference(layout as Layout | undefined),
    style: reference(
      new Widget(
        { ...CONTROLS, model: `${styleName}Model`, view: 'StyleView' },
        { _view_module: BASE.module, _view_module_version: BASE.moduleVersion, ...(style as object) },
      ),
    ),
  } as unknown as Model<S>)
}

function box(
  name: string,
  children: WidgetReference[],
  { layout, ...state }: Partial<BoxState> = {},
): Widget<Model<BoxState>> {
  return new Widget({ ...CONTROLS, model: `${name}Model`, view: `${name}View` }, {
    ...state,
    children: children.map(reference),
    layout: layoutReference(layout),
  } as unknown as Model<BoxState>)
}

function layoutReference(layout: Layout = {}): string {
  return reference(new Widget({ ...BASE, model: 'LayoutModel', view: 'LayoutView' }, { ...layout }))
}
