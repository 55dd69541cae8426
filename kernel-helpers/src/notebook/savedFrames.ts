import { wholeViews } from '../protocol/fieldView.js'
import type { ViewRequest } from '../protocol/index.js'
import type { FieldShape } from '../recording/recording.js'

/** Bytes of all saved frames together, one for each value. */
const BYTES = 480 * 1024
const MOST_FRAMES = 40
/** Values along each axis below which there are rather fewer frames than coarser ones, and above which none are needed. */
const [COARSE, FINE] = [96, 256]

/** Frames evenly spread over the recording, first and last included, and how finely they are saved. */
export function savedFrames(
  frames: number,
  shapes: readonly FieldShape[],
): { readonly frames: number[]; readonly views: ViewRequest[] } {
  const bytes = (resolution: number) =>
    wholeViews(shapes, resolution).reduce((sum, { height, width }) => sum + height * width, 0)
  const count = Math.min(frames, MOST_FRAMES, Math.max(2, Math.floor(BYTES / bytes(COARSE))))
  let resolution = FINE
  while (resolution > 1 && count * bytes(resolution) > BYTES) resolution--
  return {
    frames: Array.from({ length: count }, (_, i) => Math.round((i * (frames - 1)) / Math.max(1, count - 1))),
    views: wholeViews(shapes, resolution),
  }
}
