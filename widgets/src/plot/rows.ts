import { tableFromIPC } from 'apache-arrow'

/** One row of the plotted table by column name. */
export type Row = Record<string, unknown>

/** Reads an Arrow IPC stream; 64-bit integers become numbers, which is what Vega understands. */
export function readRows(bytes: Uint8Array): Row[] {
  if (bytes.length === 0) return []
  const table = tableFromIPC(bytes)
  const columns = table.schema.fields.map(({ name }, index) => ({ name, values: table.getChildAt(index) }))
  return Array.from({ length: table.numRows }, (_, row) =>
    Object.fromEntries(columns.map(({ name, values }) => [name, plain(values?.get(row))])),
  )
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}
