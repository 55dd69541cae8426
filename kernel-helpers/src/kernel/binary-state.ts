/** Where a buffer belongs in a state. */
export type BufferPath = (string | number)[]

export interface SplitState {
  readonly state: Record<string, unknown>
  readonly bufferPaths: BufferPath[]
  readonly buffers: ArrayBufferView[]
}

/** Takes the binary values out of a state, however deep they are. */
export function splitBuffers(state: object): SplitState {
  const bufferPaths: BufferPath[] = []
  const buffers: ArrayBufferView[] = []
  const take = (value: unknown, path: BufferPath): unknown => {
    if (ArrayBuffer.isView(value)) {
      bufferPaths.push(path)
      buffers.push(value)
      return null
    }
    if (Array.isArray(value)) return value.map((item, index) => take(item, [...path, index]))
    if (typeof value !== 'object' || value === null || 'toJSON' in value) return value
    const kept = Object.entries(value)
      .map(([key, item]) => [key, take(item, [...path, key]), ArrayBuffer.isView(item)] as const)
      .filter(([, , binary]) => !binary)
    return Object.fromEntries(kept)
  }
  return { state: take(state, []) as Record<string, unknown>, bufferPaths, buffers }
}

/** Puts buffers back as DataViews, changing `state`. Paths that lead nowhere are an error. */
export function insertBuffers(
  state: Record<string, unknown>,
  bufferPaths: readonly BufferPath[],
  buffers: readonly Uint8Array[],
): Record<string, unknown> {
  bufferPaths.forEach((path, index) => {
    const buffer = buffers[index]
    if (!buffer) throw new Error(`buffer_paths names ${bufferPaths.length} buffers, got ${buffers.length}`)
    let holder: Record<string | number, unknown> = state
    for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder
    holder[path[path.length - 1]] = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  })
  return state
}
