import { resolveParameters } from './index.js'
import type { System } from './system.js'

/** The smallest version of a system, so that the tests are quick. */
export function smallParameters(system: System) {
  const sizes = Object.entries(system.parameters).filter(([name]) =>
    ['particles', 'size', 'resolution'].includes(name),
  )
  return resolveParameters(
    system,
    Object.fromEntries(sizes.map(([name, { min, choices }]) => [name, choices ? min : Math.max(min, 16)])),
  )
}
