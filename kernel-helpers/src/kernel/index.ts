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
export { type Change, Widget, type WidgetNames } from './widget.js'
export * as widgets from './widgets/index.js'
