import { fluidParameters, HardFluid, observable } from './hard-fluid.js'
import type { Parameter, System } from './system.js'

const parameters = {
  particles: {
    symbol: 'N',
    unit: '',
    description: 'Number of spheres',
    default: 2048,
    min: 64,
    max: 1_000_000,
    integer: true,
    scale: 'log',
  },
  density: {
    symbol: 'ρ*',
    unit: 'σ⁻³',
    description:
      'Spheres per volume; sets the side of the cubic box, ∛(N/ρ). Of one species they fill πρ*/6 of it, and freeze near 0.94',
    default: 0.4,
    min: 0.01,
    max: 1.4,
  },
  ...fluidParameters,
  thickness: {
    symbol: 'h',
    unit: 'σ',
    description: 'Of the slab across the middle of the box whose spheres the channel "slice" shows',
    default: 1,
    min: 0.1,
    max: 20,
    live: true,
  },
} satisfies Record<string, Parameter>

/** Hard spheres of one or two species, event-driven, seen along z: as a projection, or a slice of it. */
export const hardSpheres: System = {
  name: 'hard-spheres',
  title: 'Hard spheres',
  description: 'Spheres that move straight until they collide, seen from one side or in a slice',
  reference:
    'Alder & Wainwright, J. Chem. Phys. 27, 1208 (1957); ' +
    'events: Rapaport, J. Comput. Phys. 34, 184 (1980), Lubachevsky, J. Comput. Phys. 94, 255 (1991)',
  parameters,
  defaults: { cellSizes: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8], frames: 12_000 },
  presets: {
    'dilute gas': { density: 0.05 },
    'near freezing': { density: 0.93 },
    crystal: { density: 1.1 },
    'heavy and light': { share: 0.5, massRatio: 0.05 },
    'Brownian motion': { density: 0.9, share: 0.95, sizeRatio: 0.4, massRatio: 0.05 },
  },
  observable: (values) => observable(3, values),
  simulate: (values, seed) => new HardFluid(3, parameters, values, seed),
}
