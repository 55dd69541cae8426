import type { Recording } from '../recording/recording.js'
import { commutingGapAnalysis } from '../theory/commutingGap/analysis.js'
import type { CommutingGap } from '../theory/commutingGap/result.js'
import type { CommutingGapOptions } from '../theory/commutingGap/spec.js'
import { type AnalyseOptions, analyse } from './analyse.js'

export interface CommuteRequest extends CommutingGapOptions, AnalyseOptions {}

/**
 * Measures how far prediction and coarse-graining are from commuting: the difference between evolving twice at b and then
 * averaging to 2b, and averaging first and then evolving at 2b. In a notebook the curve grows while it is measured, with
 * progress and Stop.
 *
 * @throws RangeError naming an option, its value and what was expected
 */
export function commute(
  recordings: Recording | readonly Recording[],
  { folder, signal, ...options }: CommuteRequest = {},
): Promise<CommutingGap> {
  const runs = 'render' in recordings ? [recordings] : recordings
  return analyse(commutingGapAnalysis, runs, options, { folder, signal })
}
