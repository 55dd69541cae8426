/** A Vega-Lite 5 specification as plain JSON. */
export interface TopLevelSpec {
  readonly $schema: string
  readonly [key: string]: unknown
}
