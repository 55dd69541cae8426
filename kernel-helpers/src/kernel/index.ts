export {
  type BoxState,
  type ButtonState,
  button,
  type CheckboxState,
  type ControlState,
  checkbox,
  type DropdownState,
  dropdown,
  floatLogSlider,
  floatProgress,
  floatSlider,
  hbox,
  html,
  intSlider,
  type Layout,
  label,
  type ProgressState,
  reference,
  type SliderState,
  type TextState,
  vbox,
  type WidgetReference,
} from './controls.js'
export { display } from './display.js'
export { type Displayable, type MimeBundle, mimeBundle } from './displayable.js'
export {
  type Comm,
  type CommOptions,
  currentSession,
  type DisplayOptions,
  type KernelSession,
} from './session.js'
export { Widget, type WidgetNames } from './widget.js'
