import type { Hydrodynamics } from '../theory/hydrodynamics/result.js'
import type { IsingFlow } from '../theory/isingFlow/isingFlowResult.js'
import { type HydrodynamicsRequest, hydrodynamics } from './hydrodynamics.js'
import { type IsingFlowRequest, isingFlow } from './isingFlow.js'
import type { SimulatedSystem } from './simulated.js'

/**
 * The parameters of a theory, fitted at every scale: couplings where the system is a lattice of spins, coefficients of
 * linearised hydrodynamics where it consists of particles.
 *
 * @throws RangeError naming an option, its value and what was expected
 */
export function flow(
  simulated: SimulatedSystem,
  request: IsingFlowRequest & HydrodynamicsRequest = {},
): Promise<IsingFlow | Hydrodynamics> {
  const { kind } = simulated.system.observable(simulated.parameters)
  return kind === 'particles' ? hydrodynamics(simulated, request) : isingFlow(simulated, request)
}
