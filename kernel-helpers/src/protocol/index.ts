export { decodePanels, encodePanels, type Panel, type PanelName, panelNames } from './commuting.js'
export { type CellWindow, decodeViews, encodeViews, type FieldView, type ScaleField } from './fields.js'
export { viewOf, wholeViews } from './fieldView.js'
export { type CellHistory, decodeHistory, encodeHistory } from './history.js'
export {
  decodePlottedTable,
  encodePlottedTable,
  type PlottedTable,
  type ResultDescription,
  type ResultPlot,
} from './plottedTable.js'
export { SETTINGS_TARGET, type SettingsReply } from './settings.js'
export { cellsUnderPixels } from './spans.js'
export type { TopLevelSpec } from './vega-lite.js'
export * from './widgets.js'
