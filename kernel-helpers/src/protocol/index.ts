export { decodePanels, encodePanels, type Panel, type PanelName, panelNames } from './commuting.js'
export { decodeFields, encodeFields, type ScaleField } from './fields.js'
export {
  decodePlottedTable,
  encodePlottedTable,
  type PlottedTable,
  type ResultDescription,
  type ResultPlot,
} from './plottedTable.js'
export type { TopLevelSpec } from './vega-lite.js'
export * from './widgets.js'
