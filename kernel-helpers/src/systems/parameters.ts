import type { Parameter, System } from './system.js'

/** Parameters as people give them: a choice may be called by its name. */
export type GivenParameters = Readonly<Record<string, number | string>>

/**
 * The parameters of a system with the defaults filled in.
 * @throws RangeError that names the parameter, the value and what was expected.
 */
export function resolveParameters(
  system: Pick<System, 'name' | 'parameters'>,
  given: GivenParameters = {},
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
 * What a preset of a system asks for.
 * @throws RangeError naming the presets that there are
 */
export function presetOf({ name, presets = {} }: System, preset: string): Readonly<Record<string, number>> {
  if (Object.hasOwn(presets, preset)) return presets[preset]
  const known = Object.keys(presets).map((key) => JSON.stringify(key))
  throw new RangeError(
    `preset: ${JSON.stringify(preset)}, expected ${known.length > 0 ? `one of ${known.join(', ')}` : `none: ${name} has no presets`}`,
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

function checked(name: string, parameter: Parameter, given: number | string): number {
  const { min, max, integer, unit, choices } = parameter
  const chosen = choices && typeof given === 'string' ? choices.indexOf(given) : -1
  if (chosen >= 0) return min + chosen
  if (choices && !(Number.isInteger(given) && Number(given) >= min && Number(given) <= max))
    throw new RangeError(`${name} is ${given}; expected ${choices.join(' or ')}`)
  const value = given as number
  const inRange = typeof value === 'number' && value >= min && value <= max
  if (!inRange || (integer && !Number.isInteger(value))) {
    const kind = integer ? 'an integer' : 'a number'
    throw new RangeError(`${name} is ${value}; expected ${kind} from ${min} to ${max}${unit && ` ${unit}`}`)
  }
  return value
}
