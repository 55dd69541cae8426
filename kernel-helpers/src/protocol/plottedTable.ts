import { Schema, Table, tableFromIPC, tableToIPC } from 'apache-arrow'
import type { TopLevelSpec } from './vega-lite.js'

/** Key of the Arrow schema's metadata that holds a {@link ResultDescription} as JSON. */
const KEY = 'scalescope'

/** A Vega-Lite specification whose data source `result` is filled from the result's table. */
export interface ResultPlot {
  readonly name: string
  readonly label: string
  readonly spec: TopLevelSpec
}

/** What an analysis found, beside its table: enough to draw it and to compute it again. */
export interface ResultDescription {
  readonly schema_version: number
  readonly title: string
  /** The answer in words. */
  readonly verdict: string
  /** How it was found, in one line. */
  readonly caption: string
  /** The first is shown first. */
  readonly plots: readonly ResultPlot[]
  /** SHA-256 of each recording that it is about, as the manifest has them. */
  readonly recordings: readonly string[]
  /** What `scalescope run` computes it from; null where there is none. */
  readonly manifest: object | null
}

/** An Arrow table and what it says of itself: null where Scalescope didn't write it. */
export interface PlottedTable {
  readonly table: Table
  readonly description: ResultDescription | null
}

/** Packs a result into an Arrow IPC file, with its description in the schema's metadata. */
export function encodePlottedTable(table: Table, description: ResultDescription): Uint8Array {
  const metadata = new Map([...table.schema.metadata, [KEY, JSON.stringify(description)]])
  return tableToIPC(new Table(new Schema(table.schema.fields, metadata), table.batches), 'file')
}

/**
 * Unpacks {@link encodePlottedTable}; reads any other Arrow IPC file or stream, too. Whether this version understands the
 * description, its `schema_version` tells.
 *
 * @throws Error if the bytes are no Arrow IPC
 */
export function decodePlottedTable(bytes: Uint8Array): PlottedTable {
  const table = tableFromIPC(bytes)
  const json = table.schema.metadata.get(KEY)
  return { table, description: json === undefined ? null : (JSON.parse(json) as ResultDescription) }
}
