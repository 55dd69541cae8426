export { display } from './display.js'
export { type Displayable, type MimeBundle, mimeBundle } from './displayable.js'
export {
  type Comm,
  type CommOptions,
  currentSession,
  type DisplayOptions,
  type KernelSession,
} from './session.js'
export { type Change, Widget, type WidgetNames } from './widget.js'
export * as widgets from './widgets/index.js'
