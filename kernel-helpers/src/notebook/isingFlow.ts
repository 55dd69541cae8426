import type { ChosenSystem } from '../theory/analysis.js'
import { isingFlowAnalysis } from '../theory/isingFlow/isingFlow.js'
import type { IsingFlow } from '../theory/isingFlow/isingFlowResult.js'
import type { IsingFlowOptions } from '../theory/isingFlow/isingFlowSpec.js'
import { type AnalyseOptions, analyse } from './analyse.js'

export interface IsingFlowRequest extends IsingFlowOptions, AnalyseOptions {}

/**
 * How the couplings of a magnet change as its spins are joined into blocks, beside theories of that, and its critical
 * exponents. In a notebook the flow grows while it is measured, with progress and Stop.
 *
 * @throws RangeError naming an option, its value and what was expected
 */
export function isingFlow(
  magnet: ChosenSystem,
  { folder, signal, ...options }: IsingFlowRequest = {},
): Promise<IsingFlow> {
  const { system, parameters } = magnet
  return analyse(isingFlowAnalysis, { system, parameters }, options, { folder, signal })
}
