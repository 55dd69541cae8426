import type { Analysis } from '../analysis.js'
import type { Workbench } from '../workbench.js'
import type { Thermodynamics } from './equationOfState.js'
import type { Fluctuations } from './fluctuations.js'
import { Hydrodynamics } from './result.js'
import {
  type HydrodynamicsOptions,
  type HydrodynamicsSpec,
  hydrodynamicsSchema,
  resolveSpec,
  statesOf,
} from './spec.js'
import { State } from './state.js'

/** Linearised hydrodynamics, fitted to a fluid's fluctuations at every scale. */
export const hydrodynamicsAnalysis: Analysis<
  'system',
  HydrodynamicsOptions,
  HydrodynamicsSpec,
  Hydrodynamics
> = {
  name: 'hydrodynamics',
  title: 'Hydrodynamics by scale',
  description: 'fit the coefficients of linearised hydrodynamics at every cell size, and test its form',
  subject: 'system',
  options: hydrodynamicsSchema,
  resolve: resolveSpec,
  optionsOf({ systems, densities, temperatures, ...same }) {
    return {
      ...same,
      ...(systems.length > 0 ? { systems: [...systems] } : {}),
      cellSizes: [...same.cellSizes],
      ...(densities.length > 0 ? { densities: [...densities] } : {}),
      ...(temperatures.length > 0 ? { temperatures: [...temperatures] } : {}),
    }
  },
  async measure(chosen, spec, workbench) {
    const states = statesOf(chosen, spec).map((state, i) => new State(state, i + 1, spec))
    workbench.expect(states.map((state) => ({ label: state.label, parts: state.parts.length })))
    const { lengthUnit, timeUnit } = chosen.system.observable(chosen.parameters)
    const sofar = (problems: readonly string[] = []) =>
      new Hydrodynamics(
        chosen.system.title,
        { lengthUnit, timeUnit },
        states.flatMap((state) => state.rows),
        workbench.manifest as Hydrodynamics['manifest'],
        [...problems, ...states.flatMap((state) => state.problems)],
      )
    workbench.show(sofar())
    const failures = await (workbench as Workbench).parts<
      Fluctuations | Thermodynamics,
      State['parts'][number]
    >(
      states.flatMap((state) => state.parts),
      (result, { take }) => {
        take(result)
        workbench.show(sofar())
      },
    )
    const result = sofar(failures)
    if (result.rows.length === 0) throw new Error(result.problems.join('\n'))
    return result
  },
}
