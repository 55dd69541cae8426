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
export { clearOutput, DisplayHandle, display, updateDisplay } from './display.js'
export { type Displayable, type MimeBundle, mimeBundle } from './displayable.js'
export { input, password } from './input.js'
export {
  type Comm,
  type CommOptions,
  type CommTarget,
  currentSession,
  type DisplayOptions,
  type KernelSession,
} from './session.js'
export { Widget, type WidgetNames } from './widget.js'
