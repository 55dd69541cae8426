import { hydrodynamicsAnalysis } from '../theory/hydrodynamics/hydrodynamics.js'
import type { Hydrodynamics } from '../theory/hydrodynamics/result.js'
import type { HydrodynamicsOptions } from '../theory/hydrodynamics/spec.js'
import { type AnalyseOptions, analyse } from './analyse.js'
import type { SimulatedSystem } from './simulated.js'

export type HydrodynamicsRequest = HydrodynamicsOptions & AnalyseOptions

/**
 * Fits the coefficients of linearised hydrodynamics to a fluid's fluctuations at every cell size, and tests the
 * equations' form. In a notebook the plots grow, with progress and Stop.
 *
 * @throws RangeError naming an option, its value and what was expected
 */
export function hydrodynamics(
  { system, parameters }: SimulatedSystem,
  { folder, signal, ...options }: HydrodynamicsRequest = {},
): Promise<Hydrodynamics> {
  return analyse(hydrodynamicsAnalysis, { system, parameters }, options, { folder, signal })
}
