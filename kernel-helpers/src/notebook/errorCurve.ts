import type { Recording } from '../recording/recording.js'
import type { ErrorCurve } from '../theory/errorCurve/curve.js'
import { errorCurveAnalysis } from '../theory/errorCurve/errorCurve.js'
import type { ErrorCurveOptions } from '../theory/errorCurve/errorCurveSpec.js'
import { type AnalyseOptions, analyse } from './analyse.js'

export interface ErrorCurveRequest extends ErrorCurveOptions, AnalyseOptions {}

/**
 * Measures how well the recordings can be predicted at every cell size. In a notebook the curve grows
 * while it is measured, with progress and Stop; stopping keeps what is finished and returns it.
 *
 * @throws RangeError naming an option, its value and what was expected
 */
export function errorCurve(
  recordings: Recording | readonly Recording[],
  { folder, signal, ...options }: ErrorCurveRequest = {},
): Promise<ErrorCurve> {
  const runs = 'render' in recordings ? [recordings] : recordings
  return analyse(errorCurveAnalysis, runs, options, { folder, signal })
}
