import { makeVector, Table, tableFromIPC, tableToIPC } from 'apache-arrow'

/** One cell over time. */
export interface CellHistory {
  /** Frames looked at, rising. */
  frames: Int32Array
  /** The cell's value in each of them. */
  values: Float32Array
  /** What was predicted for each of them; NaN where nothing was. */
  predictions: Float32Array
}

/** Packs a history into an Arrow IPC stream, one row for each frame. */
export function encodeHistory({ frames, values, predictions }: CellHistory): Uint8Array {
  const columns = {
    frames: makeVector(frames),
    values: makeVector(values),
    predictions: makeVector(predictions),
  }
  return tableToIPC(new Table(columns), 'stream')
}

/** Unpacks {@link encodeHistory}. */
export function decodeHistory(bytes: Uint8Array): CellHistory {
  const table = tableFromIPC(bytes)
  const column = (name: string) => table.getChild(name)?.toArray()
  return { frames: column('frames'), values: column('values'), predictions: column('predictions') }
}
