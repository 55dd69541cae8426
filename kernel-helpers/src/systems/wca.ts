import { repulsiveCore } from './pair-potential.js'
import { softParameters, softParticleSystem } from './soft-particles.js'

/** Lennard-Jones particles without their attraction: almost hard, with smooth forces. Reduced units. */
export const wca = softParticleSystem({
  name: 'wca',
  title: 'WCA fluid',
  description: 'The repulsive core of Lennard-Jones particles alone: close to hard disks or spheres',
  reference: 'Weeks, Chandler & Andersen, J. Chem. Phys. 54, 5237 (1971)',
  parameters: softParameters,
  defaults: { cellSizes: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8], frames: 18_000 },
  presets: {
    'like hard disks': { density: 0.4, temperature: 1 },
    'dense fluid': { density: 0.8, temperature: 1 },
    'three-dimensional fluid': { dimensions: 3, particles: 2000, density: 0.7, temperature: 1 },
  },
  potential: () => repulsiveCore,
  skin: 0.4,
  equilibration: 50,
})
