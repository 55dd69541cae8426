import type { ChosenSystem } from '../analysis.js'
import type { Estimate } from '../replicates.js'
import { diskTheory } from './diskTheory.js'
import { soundSpeeds, type Thermodynamics } from './equationOfState.js'
import type { Coefficient } from './equations.js'

/** What is expected of a coefficient at the largest scales; with an interval where it was measured. */
export interface Reference extends Partial<Omit<Estimate, 'value'>> {
  readonly value: number
}

/** Fewest runs of all neighbouring states for an interval. */
const FEWEST_REPLICATES = 2

/** @param thermodynamics of the neighbouring states, run by run, where they are measured */
export function references(
  { system, parameters }: ChosenSystem,
  thermodynamics: readonly (readonly Thermodynamics[])[],
): ReadonlyMap<Coefficient, Reference> {
  const { density, temperature, diffusivity } = parameters
  const known = (values: Partial<Record<Coefficient, number>>) =>
    Object.entries(values).map(([name, value]) => [name as Coefficient, { value }] as const)
  if (diffusivity !== undefined) return new Map(known({ D: diffusivity, D_n: diffusivity }))
  if (system.name === 'hard-disks') return new Map(known(diskTheory(density, temperature)))
  const complete = thermodynamics.filter((states) => Object.keys(states).length === 4)
  if (complete.length < FEWEST_REPLICATES) return new Map(known({ continuity: 1 }))
  const { isothermal, adiabatic } = soundSpeeds(parameters, complete)
  return new Map<Coefficient, Reference>([
    ...known({ continuity: 1 }),
    ['c_T²', isothermal],
    ['c²', adiabatic],
  ])
}
