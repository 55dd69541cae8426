/** Numbers that threads can share. @throws RangeError naming the size if there isn't enough memory. */
export function sharedFloats(length: number): Float32Array {
  try {
    return new Float32Array(new SharedArrayBuffer(length * 4))
  } catch (cause) {
    const gigabytes = (length * 4) / 2 ** 30
    throw new RangeError(`no room for ${gigabytes.toFixed(1)} GiB of frames: ask for fewer frames`, { cause })
  }
}

/** The shared memory under `values`: itself where it is shared and whole, else a copy. */
export function sharedBuffer(values: Float32Array): SharedArrayBuffer {
  if (values.buffer instanceof SharedArrayBuffer && values.byteLength === values.buffer.byteLength)
    return values.buffer
  const shared = sharedFloats(values.length)
  shared.set(values)
  return shared.buffer as SharedArrayBuffer
}
