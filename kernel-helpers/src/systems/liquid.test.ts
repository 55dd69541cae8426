import { expect, test } from 'vitest'
import { lammps, lammpsInstalled } from './lammps.test.support.js'
import { lennardJones } from './lennard-jones.js'
import { PairDistribution } from './pair-distribution.test.support.js'
import { lennardJonesPair } from './pair-potential.js'
import { resolveParameters } from './parameters.js'
import { type SoftParticleSystem, SoftParticles } from './soft-particles.js'
import { average, blockMean } from './statistics.test.support.js'

const shiftedForce = lennardJonesPair({ cutoff: 2.5, truncation: 'shifted force' })
const described: SoftParticleSystem = {
  ...lennardJones,
  potential: () => shiftedForce,
  skin: 0.4,
  equilibration: 20,
}

function liquid(truncation: 'shifted energy' | 'shifted force', given: Record<string, number>) {
  const potential = () => lennardJonesPair({ cutoff: 2.5, truncation })
  const all = { dimensions: 3, ensemble: 1, ...given }
  const fluid = new SoftParticles(
    { ...described, potential },
    resolveParameters(lennardJones, { timeStep: 0.005, ...all }),
    1,
  )
  fluid.equilibrate(() => true)
  return fluid
}

test('energy and pressure of a liquid in three dimensions are those of its equation of state', () => {
  const [density, temperature] = [0.75, 1]
  const fluid = liquid('shifted energy', { particles: 500, density, temperature })
  const [energies, pressures]: [number[], number[]] = [[], []]
  for (let i = 0; i < 1600; i++) {
    fluid.advance()
    const { potentialEnergy, pressure } = fluid.measure()
    energies.push(potentialEnergy)
    pressures.push(pressure)
  }
  // Thol, Rutkai, Span, Vrabec & Lustig, Int. J. Thermophys. 36, 25 (2015), for the same truncation at 2.5 σ: an energy of
  // −2.9286 with its kinetic part of 3/2, and a pressure of 0.9897. It fits simulations to about 0.003 and 0.005.
  const energy = blockMean(energies)
  const pressure = blockMean(pressures)
  expect(Math.abs(energy.mean - (-2.9286 - 1.5))).toBeLessThan(4 * energy.error + 0.003)
  expect(energy.error).toBeLessThan(0.01)
  expect(Math.abs(pressure.mean - 0.9897)).toBeLessThan(4 * pressure.error + 0.005)
  expect(pressure.error).toBeLessThan(0.05)
})

/** Distances of the pair distribution, its bins, and how many blocks it is averaged over. */
const [range, bins, blocks] = [2.5, 50, 10]
const particles = 300
const density = 0.7

/** Averages of each block: energy, pressure and pair distribution. */
function structure(fluid: SoftParticles) {
  return Array.from({ length: blocks }, () => {
    const distribution = new PairDistribution(3, fluid.side, range, bins)
    const measured = Array.from({ length: 20 }, () => {
      for (let i = 0; i < 5; i++) fluid.advance()
      distribution.add(fluid.dynamics.positions)
      return fluid.measure()
    })
    return {
      energy: average(measured.map(({ potentialEnergy }) => potentialEnergy)),
      pressure: average(measured.map(({ pressure }) => pressure)),
      neighbours: distribution.neighbours(1.6),
      g: distribution.values,
    }
  })
}

type Block = ReturnType<typeof structure>[number]
const fluid = liquid('shifted force', { particles, density, temperature: 1 })
const ours = structure(fluid)
const distances = Array.from({ length: bins }, (_, bin) => ((bin + 0.5) * range) / bins)
const over = (blocks: readonly Block[], value: (block: Block) => number) =>
  blockMean(blocks.map(value), blocks.length)

test('the pair distribution of a liquid has its first shell, and gives energy and pressure', () => {
  const g = distances.map((_, bin) => over(ours, (block) => block.g[bin]).mean)
  // A peak 2.36 high at 1.09 ± 0.05 σ; nobody nearer than 0.85 σ; eleven to twelve neighbours up to the minimum
  // at 1.6 σ.
  const peak = g.indexOf(Math.max(...g))
  expect(Math.abs(distances[peak] - 1.09)).toBeLessThan(0.05)
  expect(Math.abs(g[peak] - 2.36)).toBeLessThan(0.15)
  expect(Math.max(...g.filter((_, bin) => distances[bin] < 0.85))).toBeLessThan(0.01)
  const { mean: neighbours } = over(ours, (block) => block.neighbours)
  expect(neighbours).toBeGreaterThan(11)
  expect(neighbours).toBeLessThan(12)

  // U/N = ρ/2 ∫ u g dV, with u averaged over each bin.
  const { repulsion, attraction, energyShift, forceShift, cutoff } = shiftedForce
  const shellEnergy = (bin: number) => {
    let sum = 0
    for (let k = 0; k < 20; k++) {
      const r = ((bin + (k + 0.5) / 20) * range) / bins
      const u = repulsion * r ** -12 - attraction * r ** -6 - energyShift + (r - cutoff) * forceShift
      sum += u * 4 * Math.PI * r * r * (range / bins / 20)
    }
    return sum
  }
  const energy = over(ours, (block) => block.energy)
  const integral = g.reduce((sum, value, bin) => sum + (value > 0 ? value * shellEnergy(bin) : 0), 0)
  // Within a bin g isn't constant: 1 % of the energy.
  expect(Math.abs(((density / 2) * integral) / energy.mean - 1)).toBeLessThan(0.02)
})

test.skipIf(!lammpsInstalled)('LAMMPS finds the same energy, pressure and pair distribution', () => {
  const { side, dynamics } = fluid
  const { positions, velocities } = dynamics
  const { log, file } = lammps({ dimensions: 3, side, positions, velocities, species: [particles] }, [
    'pair_style lj/smooth/linear 2.5',
    'pair_coeff 1 1 1 1',
    'comm_modify cutoff 3.2',
    'neigh_modify delay 0 every 1 check yes',
    'timestep 0.005',
    'fix motion all nve',
    'fix bath all langevin 1 1 0.5 1234 zero yes',
    `compute g all rdf ${bins} cutoff ${range}`,
    'thermo_style custom step pe press',
    'thermo 0',
    'run 1000',
    'reset_timestep 0',
    'fix save all ave/time 40 20 800 c_g[*] file FILE mode vector',
    'thermo 40',
    `run ${800 * blocks}`,
  ])
  const lines = log.slice(log.lastIndexOf('PotEng')).matchAll(/^\s*(\d+)\s+(\S+)\s+(\S+)\s*$/gm)
  const samples = [...lines].slice(1).map(([, , energy, pressure]) => [Number(energy), Number(pressure)])
  expect(samples.length).toBe(20 * blocks)
  const shells = [...file.matchAll(/^\s*\d+\s+\S+\s+(\S+)\s+(\S+)\s*$/gm)]
  expect(shells.length).toBe(bins * blocks)
  const theirs = Array.from({ length: blocks }, (_, block): Block => {
    const own = samples.slice(20 * block, 20 * (block + 1))
    const shell = shells.slice(bins * block, bins * (block + 1))
    return {
      energy: average(own.map(([energy]) => energy)),
      pressure: average(own.map(([, pressure]) => pressure)),
      neighbours: Number(shell[Math.round((1.6 / range) * bins) - 1][2]),
      g: shell.map(([, g]) => Number(g)),
    }
  })
  const apart = (value: (block: Block) => number) => {
    const [one, other] = [over(ours, value), over(theirs, value)]
    return (one.mean - other.mean) / Math.hypot(one.error, other.error)
  }
  expect(Math.abs(apart((block) => block.energy))).toBeLessThan(4)
  expect(Math.abs(apart((block) => block.pressure))).toBeLessThan(4)
  expect(Math.abs(apart((block) => block.neighbours))).toBeLessThan(4)
  const shellsApart = distances.flatMap((r, bin) => (r < 0.9 ? [] : [apart((block) => block.g[bin])]))
  // Neighbouring bins are correlated, and errors are those of ten blocks.
  expect(average(shellsApart.map((z) => z * z))).toBeLessThan(3)
})
