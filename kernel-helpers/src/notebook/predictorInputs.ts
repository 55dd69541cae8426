import type { Recording } from '../recording/recording.js'
import { inputsAnalysis } from '../theory/inputs/inputs.js'
import type { PredictorInputs } from '../theory/inputs/result.js'
import type { InputsOptions } from '../theory/inputs/spec.js'
import { type AnalyseOptions, analyse } from './analyse.js'

export interface PredictorInputsRequest extends InputsOptions, AnalyseOptions {}

/**
 * Measures what a predictor gains from further frames, from further channels such as the momentum, and from learned
 * coarse variables, at every cell size. Give at least four runs: each replicate takes two of its own.
 *
 * @throws RangeError naming an option, its value and what was expected
 */
export function predictorInputs(
  recordings: Recording | readonly Recording[],
  { folder, signal, ...options }: PredictorInputsRequest = {},
): Promise<PredictorInputs> {
  const runs = 'render' in recordings ? [recordings] : recordings
  return analyse(inputsAnalysis, runs, options, { folder, signal })
}
