import { hardDisks } from './hard-disks.js'
import { ising } from './ising.js'
import { lennardJones } from './lennard-jones.js'
import type { System } from './system.js'
import { translatingTexture } from './translating-texture.js'
import { whiteNoise } from './white-noise.js'

export { type GivenParameters, presetOf, resolveParameters } from './parameters.js'
export type { Parameter, System } from './system.js'
export { hardDisks, ising, lennardJones, translatingTexture, whiteNoise }

export const systems: readonly System[] = [hardDisks, ising, lennardJones, translatingTexture, whiteNoise]

/** @throws RangeError that lists the known names. */
export function findSystem(name: string): System {
  const found = systems.find((system) => system.name === name)
  if (!found) {
    throw new RangeError(
      `There is no system ${name}; expected one of ${systems.map((system) => system.name).join(', ')}`,
    )
  }
  return found
}
