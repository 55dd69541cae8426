import { totalmem } from 'node:os'

/** A quarter of what this process may use: the rest is for what is made of the frames, and for other programs. */
export function memoryForPixels(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 4
}
