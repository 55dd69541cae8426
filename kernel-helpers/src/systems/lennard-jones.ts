import { lennardJonesPair } from './pair-potential.js'
import { softParameters, softParticleSystem } from './soft-particles.js'

const { particles, density, temperature, timeStep, dimensions, ensemble, thickness } = softParameters

/** Lennard-Jones fluid in reduced units, truncated and shifted so that the force also vanishes at the cutoff (shifted force). */
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
    cutoff: {
      symbol: 'r_c',
      unit: 'σ',
      description: 'Distance from which on particles do not feel each other: energy and force go to 0 there',
      default: 2.5,
      min: 1.2,
      max: 5,
    },
    attraction: {
      symbol: 'λ',
      unit: '',
      description: 'Share of the attraction that acts: 1 is Lennard-Jones, 0 leaves the repulsion 4ε(σ/r)¹²',
      default: 1,
      min: 0,
      max: 1.5,
    },
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
  potential: ({ cutoff, attraction }) =>
    lennardJonesPair({ cutoff, attraction, truncation: 'shifted force' }),
  skin: 0.5,
  // At T* = 0.45, ρ* = 0.4 in two dimensions the energy and the clustering are stationary after 100 τ.
  equilibration: 200,
})
