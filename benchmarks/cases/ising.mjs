import { fileURLToPath } from 'node:url'
import { ising } from '../../kernel-helpers/dist/systems/ising.js'
import { resolveParameters } from '../../kernel-helpers/dist/systems/parameters.js'
import { growthContest } from '../growth.mjs'
import { Program } from '../peers/program.mjs'
import { pythonWith } from '../peers/python.mjs'

const SIDE = 256
/** Where a few hundred sweeps tell the energy well. */
const TEMPERATURE = 2.6
const SWEEPS = 300

/** @type {import('../case.mjs').Case[]} */
export default [
  {
    name: 'ising-metropolis',
    title: `Metropolis updates of ${SIDE}² Ising spins at random places, 1 thread`,
    peer: 'NumPy, checkerboard',
    unit: 'million/s',
    better: 'higher',
    target: { value: 100 },
    prepare: besideNumpy,
  },
  ...['glauber', 'kawasaki', 'wolff'].map((algorithm) => ({
    name: `ising-${algorithm}`,
    title: `Ising model, ${algorithm}, ${SIDE}² spins at the critical temperature, 1 thread`,
    peer: '–',
    unit: 'million/s',
    better: /** @type {const} */ ('higher'),
    target: null,
    prepare: async () => {
      const spins = settled({ algorithm })
      return { ours: async () => (SWEEPS * SIDE ** 2) / seconds(spins, SWEEPS) / 1e6, theirs: null }
    },
  })),
  {
    name: 'ising-growth',
    title: 'Ising model, Metropolis, 64² to 1024² spins: exponent of the time per sweep, 1 thread',
    peer: 'linear time',
    unit: 'exponent',
    better: 'lower',
    target: null,
    rounds: 3,
    prepare: async () => {
      const systems = new Map(
        [64, 128, 256, 512, 1024].map((size) => [size ** 2, settled({ size, algorithm: 'metropolis' })]),
      )
      return growthContest('spins', [...systems.keys()], (count) => {
        const sweeps = Math.ceil(2e7 / count)
        return seconds(/** @type {Simulation} */ (systems.get(count)), sweeps) / sweeps
      })
    },
  },
]

/** @typedef {import('../../kernel-helpers/dist/systems/system.js').Simulation} Simulation */

/** @returns {Promise<import('../case.mjs').Contest>} */
async function besideNumpy() {
  const python = await pythonWith(['numpy==2.2.6'])
  const script = fileURLToPath(new URL('../peers/ising.py', import.meta.url))
  const theirs = new Program(python, [script, String(SIDE), String(TEMPERATURE)])
  const spins = settled({ algorithm: 'metropolis', temperature: TEMPERATURE })
  let theirEnergy = Number.NaN
  return {
    ours: async () => (SWEEPS * SIDE ** 2) / seconds(spins, SWEEPS) / 1e6,
    theirs: async () => {
      const { rate, energy } = await theirs.ask({ sweeps: SWEEPS })
      theirEnergy = energy
      return rate
    },
    check: async () => {
      let energy = 0
      for (let sweep = 0; sweep < SWEEPS; sweep++) {
        spins.advance()
        energy += spins.measure().energy / SWEEPS
      }
      const apart = Math.abs(energy / theirEnergy - 1)
      if (!(apart < 0.01)) throw new Error(`energy of a spin is ${energy} here and ${theirEnergy} there`)
      return `energies within ${apart.toExponential(0)}; 5 bytes a spin, 4 of them for clusters`
    },
    close: async () => theirs.end(),
  }
}

/** @param {import('../../kernel-helpers/dist/systems/parameters.js').GivenParameters} given */
function settled(given) {
  const spins = ising.simulate(resolveParameters(ising, given), 1)
  spins.equilibrate(() => true)
  return spins
}

/**
 * @param {Simulation} spins
 * @param {number} sweeps
 */
function seconds(spins, sweeps) {
  const start = performance.now()
  for (let sweep = 0; sweep < sweeps; sweep++) spins.advance()
  return (performance.now() - start) / 1000
}
