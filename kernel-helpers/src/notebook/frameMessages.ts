import type { FrameReply } from '../protocol/index.js'

/** Bytes of a message. */
const PART = 256 * 1024

/** An Arrow stream of views as messages that are good to send. */
export function frameMessages(
  reply: Omit<FrameReply, 'type' | 'part' | 'parts'>,
  bytes: Uint8Array,
): [FrameReply, Uint8Array][] {
  const parts = Math.ceil(bytes.length / PART)
  return Array.from({ length: parts }, (_, part) => [
    { type: 'frame', ...reply, part, parts },
    bytes.subarray(part * PART, (part + 1) * PART),
  ])
}
