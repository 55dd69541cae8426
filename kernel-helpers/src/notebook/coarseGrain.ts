import { currentSession } from '../kernel/index.js'
import { Pyramid } from '../recording/pyramid.js'
import type { Recording } from '../recording/recording.js'
import type { Video } from '../recording/video.js'
import { suitableCellSizes } from '../theory/ladder.js'
import { sharedPool } from '../workers.js'

export interface CoarseGrainRequest {
  /** Sides of the cells, in the recording's unit of length; what suits the recording by default. */
  readonly cellSizes?: readonly number[]
  readonly signal?: AbortSignal
  /** Called with the fraction done. */
  readonly onProgress?: (fraction: number) => void
}

/**
 * The whole recording at every cell size: videos in memory whose pixels are the cells' averages.
 *
 * @throws RangeError naming a cell size that doesn't fit, or the memory that is missing
 */
export function coarseGrain(
  recording: Recording,
  { cellSizes = suitableCellSizes(recording), signal, onProgress }: CoarseGrainRequest = {},
): Promise<Video[]> {
  const signals = [signal, currentSession()?.interruptSignal].filter((s) => s !== undefined)
  return new Pyramid(recording, cellSizes).levels(sharedPool(), {
    signal: AbortSignal.any(signals),
    onProgress,
  })
}
