import { lennardJonesPair } from './pair-potential.js'
import { softParameters, softParticleSystem } from './soft-particles.js'

const { particles, density, temperature, timeStep, dimensions, ensemble, thickness } = softParameters

/**
 * Lennard-Jones fluid in reduced units, with the potential truncated at 2.5 σ and shifted so that the force also vanishes
 * there (shifted force).
 */
export const lennardJones = softParticleSystem({
  name: 'lennard-jones',
  title: 'Lennard-Jones fluid',
  description: 'Particles that attract at a distance and repel on contact: gas, liquid droplets or crystal',
  reference:
    'Verlet, Phys. Rev. 159, 98 (1967); shifted force: Toxvaerd & Dyre, J. Chem. Phys. 134, 081102 (2011); ' +
    'thermostat: Bussi, Donadio & Parrinello, J. Chem. Phys. 126, 014101 (2007)',
  parameters: {
    particles,
    density,
    temperature: { ...temperature, default: 0.45 },
    timeStep: { ...timeStep, default: 0.01 },
    dimensions,
    ensemble,
    thickness,
  },
  defaults: { cellSizes: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8], frames: 18_000 },
  presets: {
    'cold, clustering': { temperature: 0.45, density: 0.4 },
    'liquid and gas': { temperature: 0.35, density: 0.4 },
    'above critical': { temperature: 1, density: 0.4 },
    'three-dimensional liquid': {
      dimensions: 3,
      particles: 2000,
      temperature: 0.85,
      density: 0.75,
      timeStep: 0.005,
    },
  },
  potential: () => lennardJonesPair({ cutoff: 2.5, truncation: 'shifted force' }),
  skin: 0.5,
  // At T* = 0.45, ρ* = 0.4 in two dimensions the energy and the clustering are stationary after 100 τ.
  equilibration: 200,
})
