/** Frames `start` … `end − 1` of one recording. */
export interface Segment {
  readonly recording: number
  readonly start: number
  readonly end: number
}

/** Which frames a predictor learns from, is chosen by and is judged on. No window crosses a segment's end. */
export interface Split {
  readonly train: readonly Segment[]
  readonly validation: readonly Segment[]
  readonly test: readonly Segment[]
}

/** Segments that a single recording is cut into: one for the test, one for validation, the rest to learn from. */
export const FOLDS = 5

/**
 * The split of one replicate. Several runs: one is held out, its first half for validation, its second
 * for the test, and the others are learned from. A single recording: one of {@link FOLDS} consecutive
 * segments is for the test, the next (cyclically) for validation.
 *
 * @param frames number of frames of each recording
 */
export function split(frames: readonly number[], replicate: number): Split {
  if (frames.length > 1) {
    const held = replicate % frames.length
    const middle = Math.floor(frames[held] / 2)
    return {
      train: frames.flatMap((end, recording) => (recording === held ? [] : [{ recording, start: 0, end }])),
      validation: [{ recording: held, start: 0, end: middle }],
      test: [{ recording: held, start: middle, end: frames[held] }],
    }
  }
  const cut = (fold: number) => Math.round((frames[0] * fold) / FOLDS)
  const fold = (index: number): Segment => ({ recording: 0, start: cut(index), end: cut(index + 1) })
  const test = (2 * replicate) % FOLDS
  const validation = (test + 1) % FOLDS
  return {
    train: Array.from({ length: FOLDS }, (_, i) => i)
      .filter((i) => i !== test && i !== validation)
      .map(fold),
    validation: [fold(validation)],
    test: [fold(test)],
  }
}

/** How many disjoint tests the recordings allow. */
export function largestReplicateCount(recordings: number): number {
  return recordings > 1 ? recordings : FOLDS
}

/** Number of frames t whose whole window t − back · offset … t + offset lies in the segment. */
function windows(segment: Segment, offset: number, back: number): number {
  return Math.max(0, segment.end - segment.start - (back + 1) * offset)
}

/** At most `count` present frames t, evenly spread over all windows t − back · offset … t + offset of the segments. */
export function spread(
  segments: readonly Segment[],
  offset: number,
  count: number,
  back = 1,
): { recording: number; frame: number }[] {
  const available = segments.reduce((sum, segment) => sum + windows(segment, offset, back), 0)
  const taken = Math.min(count, available)
  return Array.from({ length: taken }, (_, i) => {
    let place = Math.floor(((i + 0.5) * available) / taken)
    for (const segment of segments) {
      const here = windows(segment, offset, back)
      if (place < here) return { recording: segment.recording, frame: segment.start + back * offset + place }
      place -= here
    }
    throw new Error('unreachable: place is below the number of windows')
  })
}
