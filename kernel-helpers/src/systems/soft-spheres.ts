import { inversePowerPair } from './pair-potential.js'
import { softParameters, softParticleSystem } from './soft-particles.js'

/** Where the energy has fallen to 10⁻⁴ ε, but no further than 3 σ. */
const cutoff = (exponent: number) => Math.min(3, 10 ** (4 / exponent))

const { particles, density, ...others } = softParameters

/**
 * Particles that repel with the energy ε (σ/r)ⁿ, truncated with shifted force. Up to the truncation, density and
 * temperature act only through ρ* T*^(−d/n).
 */
export const softSpheres = softParticleSystem({
  name: 'soft-spheres',
  title: 'Soft spheres',
  description: 'Particles that repel with an inverse power of their distance: the higher, the harder',
  reference:
    'Hoover, Ross, Johnson, Henderson, Barker & Brown, J. Chem. Phys. 52, 4931 (1970); ' +
    'in two dimensions: Broughton, Gilmer & Weeks, Phys. Rev. B 25, 4651 (1982)',
  parameters: {
    particles,
    density: { ...density, default: 0.6, max: 1.2 },
    exponent: {
      symbol: 'n',
      unit: '',
      description: 'Exponent of the repulsion',
      default: 12,
      min: 6,
      max: 36,
      integer: true,
    },
    ...others,
  },
  defaults: { cellSizes: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8], frames: 12_000 },
  presets: {
    'soft, n = 6': { exponent: 6, density: 0.6 },
    'n = 12': { exponent: 12, density: 0.6 },
    'nearly hard, n = 36': { exponent: 36, density: 0.6, timeStep: 0.002 },
    'cold crystal': { exponent: 12, density: 1.1, temperature: 0.3 },
  },
  potential: ({ exponent }) => inversePowerPair(exponent, cutoff(exponent)),
  skin: 0.4,
  equilibration: 50,
})
