import { expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { lennardJones } from './lennard-jones.js'
import { interactions } from './molecular-dynamics.test.reference.js'
import { lennardJonesPair } from './pair-potential.js'
import { resolveParameters } from './parameters.js'
import type { SoftParticles } from './soft-particles.js'
import { blockMean } from './statistics.test.support.js'

const shiftedForce = lennardJonesPair({ cutoff: 2.5, truncation: 'shifted force' })
const bruteForce = (positions: ArrayLike<number>, side: number) => interactions(positions, side, shiftedForce)

const start = (given: Record<string, number>, seed = 1) =>
  lennardJones.simulate(resolveParameters(lennardJones, given), seed) as SoftParticles

function run(simulation: SoftParticles, frames: number) {
  for (let i = 0; i < frames; i++) simulation.advance()
}

test.each([
  ['a dilute gas', { particles: 300, density: 0.05, temperature: 1 }],
  ['a clustering fluid', { particles: 400, density: 0.4, temperature: 0.45 }],
  ['a hot liquid', { particles: 200, density: 0.8, temperature: 2 }],
  ['a box of fewer than three cells', { particles: 64, density: 0.9, temperature: 1 }],
])('forces, energy and pressure are those of all pairs: %s', (_, given) => {
  const fluid = start(given)
  for (let sample = 0; sample < 4; sample++) {
    run(fluid, 40)
    const { potentialEnergy, kineticEnergy, pressure } = fluid.measure()
    const exact = bruteForce(fluid.dynamics.positions, fluid.side)
    const n = given.particles
    expect(potentialEnergy * n).toBeCloseTo(exact.energy, 8)
    expect(pressure * fluid.side ** 2).toBeCloseTo(kineticEnergy * n + exact.virial / 2, 8)
    fluid.dynamics.forces.forEach((force, i) => {
      expect(Math.abs(force - exact.forces[i])).toBeLessThan(1e-9 * (1 + Math.abs(force)))
    })
  }
})

test('the force is minus the gradient of the energy', () => {
  const fluid = start({ particles: 100, density: 0.5, temperature: 1 })
  run(fluid, 50)
  const { side, dynamics } = fluid
  const { positions, forces } = dynamics
  const h = 1e-5
  const energyAt = (i: number, shift: number) =>
    bruteForce(
      positions.map((x, k) => (k === i ? x + shift : x)),
      side,
    ).energy
  for (let i = 0; i < 20; i++) {
    const gradient = (energyAt(i, h) - energyAt(i, -h)) / (2 * h)
    expect(Math.abs(forces[i] + gradient)).toBeLessThan(1e-5 * (1 + Math.abs(gradient)))
  }
})

/** Root mean square deviation of the total energy per particle over 30 τ. */
function energyFluctuation(timeStep: number): number {
  const fluid = start({ particles: 256, density: 0.5, temperature: 1, timeStep })
  run(fluid, 100)
  const energies = Array.from({ length: 680 }, () => {
    fluid.advance()
    return fluid.measure().totalEnergy
  })
  const mean = energies.reduce((a, b) => a + b) / energies.length
  return Math.sqrt(energies.reduce((sum, e) => sum + (e - mean) ** 2, 0) / energies.length)
}

test('energy is conserved to second order in the time step', () => {
  // 0.0442 τ between frames: 6 and 12 steps.
  const [coarse, fine] = [energyFluctuation(0.0075), energyFluctuation(0.00375)]
  expect(coarse).toBeLessThan(5e-4)
  expect(coarse / fine).toBeGreaterThan(3)
  expect(coarse / fine).toBeLessThan(5.5)
})

test('energy does not drift and momentum stays zero at the default time step', () => {
  const fluid = start({ particles: 256, temperature: 0.45 })
  let [first, second] = [0, 0]
  run(fluid, 200)
  for (let i = 0; i < 3000; i++) {
    fluid.advance()
    if (i < 1000) first += fluid.measure().totalEnergy / 1000
    if (i >= 2000) second += fluid.measure().totalEnergy / 1000
  }
  // 130 τ lie between the two averages.
  expect(Math.abs(second - first)).toBeLessThan(1e-4)
  for (const axis of [0, 1]) {
    const momentum = fluid.dynamics.velocities.filter((_, i) => i % 2 === axis).reduce((a, b) => a + b)
    expect(Math.abs(momentum)).toBeLessThan(1e-10)
  }
})

test('equilibration leads to the temperature asked for, shared equally, with Maxwell velocities', () => {
  const fluid = start({ particles: 400, density: 0.3, temperature: 0.8 })
  const temperatures: number[] = []
  const components: [number[], number[]] = [[], []]
  let reports = 0
  fluid.equilibrate(() => {
    if (++reports > 100) {
      temperatures.push(fluid.measure().temperature)
      fluid.dynamics.velocities.forEach((v, i) => void components[i % 2].push(v))
    }
    return true
  })
  const moment = (values: number[], k: number) => values.reduce((sum, v) => sum + v ** k, 0) / values.length
  expect(moment(temperatures, 1)).toBeCloseTo(0.8, 1)
  expect(Math.abs(moment(temperatures, 1) / 0.8 - 1)).toBeLessThan(0.02)
  // Canonical fluctuations of the kinetic energy: relative variance 2 / degrees of freedom.
  const relativeVariance = moment(temperatures, 2) / moment(temperatures, 1) ** 2 - 1
  expect(relativeVariance * ((2 * 400 - 2) / 2)).toBeGreaterThan(0.6)
  expect(relativeVariance * ((2 * 400 - 2) / 2)).toBeLessThan(1.6)
  for (const velocities of components) {
    expect(Math.abs(moment(velocities, 2) / 0.8 - 1)).toBeLessThan(0.03)
    expect(moment(velocities, 4) / moment(velocities, 2) ** 2).toBeCloseTo(3, 0)
    expect(Math.abs(moment(velocities, 4) / moment(velocities, 2) ** 2 - 3)).toBeLessThan(0.1)
  }
})

test('a dilute gas has the pressure of the virial expansion', () => {
  const [density, temperature] = [0.02, 0.7]
  const slope = (r: number) => 4 * (-12 * r ** -13 + 6 * r ** -7)
  const energy = (r: number) =>
    4 * (r ** -12 - r ** -6) - 4 * (2.5 ** -12 - 2.5 ** -6) - (r - 2.5) * slope(2.5)
  // B₂ = −π ∫ (exp(−U/T) − 1) r dr in two dimensions.
  let second = 0
  const dr = 1e-4
  for (let r = dr / 2; r < 2.5; r += dr) second -= Math.PI * Math.expm1(-energy(r) / temperature) * r * dr
  const gas = start({ particles: 400, density, temperature })
  let [excess, samples] = [0, 0]
  for (let repeat = 0; repeat < 4; repeat++) {
    gas.equilibrate((fraction) => {
      if (repeat > 0 || fraction > 0.2) {
        const { pressure, kineticEnergy } = gas.measure()
        excess += (pressure - density * kineticEnergy) / (density * temperature)
        samples++
      }
      return true
    })
  }
  // Runs scatter by 0.003 about −0.035; the next term of the expansion is of the order of 0.001.
  expect(Math.abs(excess / samples - second * density)).toBeLessThan(0.006)
})

/** Mean potential energy and pressure by Metropolis Monte Carlo with an energy function of its own. */
function monteCarlo(particles: number, density: number, temperature: number, sweeps: number) {
  const side = Math.sqrt(particles / density)
  const columns = Math.ceil(Math.sqrt(particles))
  const positions = Float64Array.from({ length: 2 * particles }, (_, k) => {
    const i = k >> 1
    return ((k % 2 ? Math.floor(i / columns) : i % columns) / columns) * side
  })
  const slope = 4 * (-12 * 2.5 ** -13 + 6 * 2.5 ** -7)
  const offset = 4 * (2.5 ** -12 - 2.5 ** -6)
  const at = (i: number, x: number, y: number) => {
    let energy = 0
    for (let j = 0; j < particles; j++) {
      if (j === i) continue
      let dx = x - positions[2 * j]
      let dy = y - positions[2 * j + 1]
      dx -= side * Math.round(dx / side)
      dy -= side * Math.round(dy / side)
      const squared = dx * dx + dy * dy
      if (squared >= 6.25) continue
      const inverse6 = 1 / (squared * squared * squared)
      energy += 4 * inverse6 * (inverse6 - 1) - offset - (Math.sqrt(squared) - 2.5) * slope
    }
    return energy
  }
  const random = new Random(99)
  const energies: number[] = []
  const pressures: number[] = []
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let move = 0; move < particles; move++) {
      const i = random.integer(particles)
      const x = positions[2 * i] + 0.6 * (random.uniform() - 0.5)
      const y = positions[2 * i + 1] + 0.6 * (random.uniform() - 0.5)
      const change = at(i, x, y) - at(i, positions[2 * i], positions[2 * i + 1])
      if (random.uniform() < Math.exp(-change / temperature)) {
        positions[2 * i] = x - side * Math.floor(x / side)
        positions[2 * i + 1] = y - side * Math.floor(y / side)
      }
    }
    if (sweep < sweeps / 5 || sweep % 10) continue
    const exact = bruteForce(positions, side)
    energies.push(exact.energy / particles)
    pressures.push(density * temperature + exact.virial / 2 / side ** 2)
  }
  return { energy: blockMean(energies), pressure: blockMean(pressures) }
}

test('energy and pressure at T* = 1, ρ* = 0.4 are those of an independent Monte Carlo simulation', () => {
  const reference = monteCarlo(100, 0.4, 1, 4000)
  const fluid = start({ particles: 100, density: 0.4, temperature: 1 })
  const energies: number[] = []
  const pressures: number[] = []
  fluid.equilibrate((fraction) => {
    const { potentialEnergy, kineticEnergy, pressure } = fluid.measure()
    if (fraction > 0.1) {
      energies.push(potentialEnergy)
      // As in the other, with the kinetic part that is known.
      pressures.push(pressure - 0.4 * kineticEnergy + 0.4)
    }
    return true
  })
  const ours = { energy: blockMean(energies), pressure: blockMean(pressures) }
  for (const quantity of ['energy', 'pressure'] as const) {
    const [one, other] = [ours[quantity], reference[quantity]]
    const error = Math.hypot(one.error, other.error)
    expect(Math.abs(one.mean - other.mean)).toBeLessThan(4 * error)
    expect(error).toBeLessThan(0.02)
  }
})

test('below the critical temperature there are liquid and gas, above it there is one phase', () => {
  /** Shares of square cells, some 5 σ wide, whose density lies in each tenth. */
  const densities = (temperature: number) => {
    const particles = 800
    const fluid = start({ particles, temperature, ensemble: 1 })
    fluid.equilibrate(() => true)
    const across = Math.round(fluid.side / 5)
    const frame = new Float32Array(2 * particles)
    const shares = new Float64Array(12)
    for (let sample = 0; sample < 100; sample++) {
      run(fluid, 10)
      fluid.observe(frame)
      const counts = new Float64Array(across ** 2)
      const cell = (x: number) => Math.floor((x / fluid.side) * across)
      for (let i = 0; i < particles; i++) counts[cell(frame[2 * i]) + across * cell(frame[2 * i + 1])]++
      for (const count of counts) shares[Math.floor(10 * count * (across / fluid.side) ** 2)] += 0.01
    }
    return [...shares].map((share) => share / across ** 2)
  }
  const cold = densities(lennardJones.presets!['liquid and gas'].temperature)
  const hot = densities(lennardJones.presets!['above critical'].temperature)
  const between = (shares: number[]) => (shares[3] + shares[4]) / 2
  // Gas, liquid, and little between them.
  expect(cold[0]).toBeGreaterThan(2 * between(cold))
  expect(Math.max(...cold.slice(6))).toBeGreaterThan(2 * between(cold))
  // The mean density is the commonest.
  expect(Math.max(...hot.slice(0, 2), ...hot.slice(6))).toBeLessThan(between(hot) / 2)
})

test('a live change of temperature is reached and kept', () => {
  const fluid = start({ particles: 256, temperature: 1 })
  run(fluid, 200)
  fluid.set('temperature', 0.5)
  run(fluid, 200)
  let sum = 0
  for (let i = 0; i < 400; i++) {
    fluid.advance()
    sum += fluid.measure().temperature / 400
  }
  expect(Math.abs(sum / 0.5 - 1)).toBeLessThan(0.04)
})

test('equilibration stops when told to', () => {
  const fluid = start({ particles: 100 })
  const fractions: number[] = []
  fluid.equilibrate((fraction) => {
    fractions.push(fraction)
    return fraction < 0.05
  })
  expect(fractions.at(-1)).toBeLessThan(0.06)
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
})

test('a run that blows up names the step', () => {
  const given = {
    ...resolveParameters(lennardJones),
    particles: 100,
    density: 0.8,
    temperature: 0.1,
    timeStep: 0.5,
  }
  const fluid = lennardJones.simulate(given, 1) as SoftParticles
  expect(() => run(fluid, 1000)).toThrow(/stopped being finite at step \d+; expected a timeStep smaller than/)
})

test('a box that is too small, or too dense to start, is refused with the reason', () => {
  const begin = (given: object) => () =>
    lennardJones.simulate({ ...resolveParameters(lennardJones), temperature: 1, ...given }, 1)
  expect(begin({ particles: 20, density: 0.9 })).toThrow(
    /particles is 20 at density 0.9: a box of 4.71 σ; expected at least 6 σ/,
  )
  expect(begin({ particles: 400, density: 1.5 })).toThrow(
    /density is 1.5.*would start 0.8\d σ apart; expected a density that leaves 0.9 σ/,
  )
  expect(begin({ particles: 864, density: 2.2, dimensions: 3 })).toThrow(
    /density is 2.2.*would start 0.8\d σ apart; expected a density that leaves 0.9 σ/,
  )
})

test.each([
  { cutoff: 1.5, attraction: 1 },
  { cutoff: 3.5, attraction: 0.5 },
  { cutoff: 2.5, attraction: 0 },
])(
  'with other dials, $cutoff and $attraction, a dilute gas has the pressure of its second virial coefficient',
  (dials) => {
    const { cutoff, attraction } = dials
    const [density, temperature] = [0.03, 1]
    const bare = (r: number) => 4 * (r ** -12 - attraction * r ** -6)
    const slope = (r: number) => -48 * r ** -13 + 24 * attraction * r ** -7
    const energy = (r: number) => bare(r) - bare(cutoff) - (r - cutoff) * slope(cutoff)
    let second = 0
    const dr = 1e-4
    for (let r = dr / 2; r < cutoff; r += dr)
      second -= Math.PI * Math.expm1(-energy(r) / temperature) * r * dr
    const fluid = start({ particles: 400, density, temperature, ensemble: 1, ...dials })
    fluid.equilibrate(() => true)
    const factors = Array.from({ length: 4000 }, () => {
      fluid.advance()
      const { pressure, kineticEnergy } = fluid.measure()
      // The kinetic part is known, and only adds noise.
      return 1 + (pressure / density - kineticEnergy) / temperature
    })
    const { mean, error } = blockMean(factors)
    expect(error).toBeLessThan(0.004)
    // The next term is below (B₂ρ)².
    expect(Math.abs(mean - 1 - second * density)).toBeLessThan(4 * error + (second * density) ** 2)
  },
)
