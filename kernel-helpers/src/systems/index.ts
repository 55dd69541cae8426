import { binaryMixture } from './binary-mixture.js'
import { gravity } from './gravity.js'
import { hardDisks } from './hard-disks.js'
import { hardSpheres } from './hard-spheres.js'
import { ising } from './ising.js'
import { lennardJones } from './lennard-jones.js'
import { randomWalkers } from './random-walkers.js'
import { softSpheres } from './soft-spheres.js'
import type { System } from './system.js'
import { translatingTexture } from './translating-texture.js'
import { turbulence } from './turbulence.js'
import { wca } from './wca.js'
import { whiteNoise } from './white-noise.js'

export { type GivenParameters, presetOf, resolveParameters } from './parameters.js'
export type { Parameter, System } from './system.js'
export {
  binaryMixture,
  gravity,
  hardDisks,
  hardSpheres,
  ising,
  lennardJones,
  randomWalkers,
  softSpheres,
  translatingTexture,
  turbulence,
  wca,
  whiteNoise,
}

export const systems: readonly System[] = [
  binaryMixture,
  gravity,
  hardDisks,
  hardSpheres,
  ising,
  lennardJones,
  randomWalkers,
  softSpheres,
  translatingTexture,
  turbulence,
  wca,
  whiteNoise,
]

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
