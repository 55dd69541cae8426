import type { FrameReply } from 'scalescope/protocol'

/** Puts the parts of a frame together. They come in order; parts of an older frame are forgotten. */
export class FrameParts {
  #sequence = 0
  #parts: Uint8Array[] = []

  /** The whole stream, once this part completes it. */
  add({ sequence, part, parts }: FrameReply, bytes: DataView): Uint8Array | undefined {
    if (part === 0) {
      this.#sequence = sequence
      this.#parts = []
    } else if (sequence !== this.#sequence || part !== this.#parts.length) return undefined
    this.#parts.push(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    if (this.#parts.length < parts) return undefined
    const whole = joined(this.#parts)
    this.#parts = []
    return whole
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let end = 0
  for (const part of parts) {
    whole.set(part, end)
    end += part.length
  }
  return whole
}
