export { decodeFields, encodeFields, type ScaleField } from './fields.js'
export type { TopLevelSpec } from './vega-lite.js'
export * from './widgets.js'
