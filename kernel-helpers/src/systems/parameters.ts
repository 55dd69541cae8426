import type { Parameter, System } from './system.js'

/**
 * The parameters of a system with the defaults filled in.
 * @throws RangeError that names the parameter, the value and what was expected.
 */
export function resolveParameters(
  system: System,
  given: Readonly<Record<string, number>> = {},
): Record<string, number> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(system.parameters, name)) {
      const known = Object.keys(system.parameters).join(', ')
      throw new RangeError(`${system.name} has no parameter ${name}; its parameters are ${known}`)
    }
  }
  return Object.fromEntries(
    Object.entries(system.parameters).map(([name, parameter]) => [
      name,
      checked(name, parameter, given[name] ?? parameter.default),
    ]),
  )
}

/**
 * Checks a change to a running simulation.
 * @throws RangeError if there is no such parameter, if it isn't live, or if the value is out of range.
 */
export function checkLiveChange(
  parameters: Readonly<Record<string, Parameter>>,
  name: string,
  value: number,
): void {
  const live = Object.keys(parameters).filter((key) => parameters[key].live)
  if (!live.includes(name)) {
    throw new RangeError(
      `${name} can't change while the simulation runs; expected ${live.join(' or ') || 'no change: nothing is live'}`,
    )
  }
  checked(name, parameters[name], value)
}

function checked(name: string, parameter: Parameter, value: number): number {
  const { min, max, integer, unit } = parameter
  const inRange = typeof value === 'number' && value >= min && value <= max
  if (!inRange || (integer && !Number.isInteger(value))) {
    const kind = integer ? 'an integer' : 'a number'
    throw new RangeError(`${name} is ${value}; expected ${kind} from ${min} to ${max}${unit && ` ${unit}`}`)
  }
  return value
}
