import { fluidParameters, HardFluid, observable } from './hard-fluid.js'
import type { Parameter, System } from './system.js'

const parameters = {
  particles: {
    symbol: 'N',
    unit: '',
    description: 'Number of disks',
    default: 1638,
    min: 64,
    max: 1_000_000,
    integer: true,
    scale: 'log',
  },
  density: {
    symbol: 'ρ*',
    unit: 'σ⁻²',
    description:
      'Disks per area; sets the side of the square box, √(N/ρ). Of one species they cover πρ*/4 of it, and freeze near 0.89',
    default: 0.4,
    min: 0.01,
    max: 1.15,
  },
  ...fluidParameters,
} satisfies Record<string, Parameter>

/** Hard disks of one or two species, event-driven: no forces, no time step, constant energy. */
export const hardDisks: System = {
  name: 'hard-disks',
  title: 'Hard disks',
  description: 'Disks that move straight until they collide: a fluid of nothing but excluded area',
  reference:
    'Alder & Wainwright, J. Chem. Phys. 31, 459 (1959); ' +
    'events: Rapaport, J. Comput. Phys. 34, 184 (1980), Lubachevsky, J. Comput. Phys. 94, 255 (1991)',
  parameters,
  defaults: { cellSizes: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8], frames: 18_000 },
  presets: {
    'dilute gas': { density: 0.05 },
    'near freezing': { density: 0.88 },
    crystal: { density: 1 },
    'heavy and light': { share: 0.5, massRatio: 0.05 },
    'Brownian motion': { density: 0.9, share: 0.95, sizeRatio: 0.3, massRatio: 0.02 },
    'two sizes that do not freeze': { density: 1.05, share: 0.5, sizeRatio: 0.714, massRatio: 0.51 },
  },
  observable: (values) => observable(2, values),
  simulate: (values, seed) => new HardFluid(2, parameters, values, seed),
}
