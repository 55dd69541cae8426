import { lennardJonesPair } from './pair-potential.js'
import { softParameters, softParticleSystem } from './soft-particles.js'

/** Ranges are 2.5 σ of the pair, the energy is shifted, as in the paper. */
const pair = (epsilon: number, sigma: number) =>
  lennardJonesPair({ epsilon, sigma, cutoff: 2.5 * sigma, truncation: 'shifted energy' })
const [large, mixed, small] = [pair(1, 1), pair(1.5, 0.8), pair(0.5, 0.88)]

const { particles, density, temperature, dimensions, ...others } = softParameters

/**
 * The glass former of Kob and Andersen: large particles A and small ones B, which attract each other more than either
 * its like. In units of the particles A.
 */
export const binaryMixture = softParticleSystem({
  name: 'binary-mixture',
  title: 'Binary Lennard-Jones mixture',
  description: 'Two sizes of particles that do not fit into a crystal: cooled, they become a glass',
  reference:
    'Kob & Andersen, Phys. Rev. E 51, 4626 (1995); ' +
    'in two dimensions: Brüning, St-Onge, Patterson & Kob, J. Phys.: Condens. Matter 21, 035117 (2009)',
  parameters: {
    particles: { ...particles, default: 1000, min: 256, max: 100_000 },
    density: { ...density, default: 1.2, min: 0.8, max: 1.25 },
    temperature: { ...temperature, default: 0.8, min: 0.3 },
    share: {
      symbol: 'x',
      unit: '',
      description:
        'Share of particles that are large (A); 0.8 in three dimensions, 0.65 in two are known to stay amorphous',
      default: 0.65,
      min: 0.5,
      max: 0.95,
    },
    dimensions,
    ...others,
  },
  defaults: { cellSizes: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8], frames: 6000 },
  presets: {
    'liquid in two dimensions': { share: 0.65, temperature: 1 },
    'slow liquid in two dimensions': { share: 0.65, temperature: 0.5 },
    'Kob–Andersen liquid': { dimensions: 3, share: 0.8, temperature: 1 },
    'Kob–Andersen, supercooled': { dimensions: 3, share: 0.8, temperature: 0.55 },
  },
  species: ['species A', 'species B'],
  counts: ({ particles, share }) => {
    const large = Math.round(share * particles)
    return [large, particles - large]
  },
  potential: () => [
    [large, mixed],
    [mixed, small],
  ],
  skin: 0.3,
  equilibration: 200,
})
