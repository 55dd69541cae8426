import { describe, expect, test } from 'vitest'
import { ising } from './ising.js'
import {
  autocorrelationTime,
  type Exact,
  enumerated,
  kaufman,
  meanOf,
  onsager,
  talapovBlote,
  yang,
} from './ising.test.support.js'
import { type GivenParameters, resolveParameters } from './parameters.js'
import { SpinLattice } from './spin-lattice.js'
import type { Simulation } from './system.js'

const CRITICAL = 2 / Math.log(1 + Math.SQRT2)

const start = (given: GivenParameters, seed = 1) =>
  ising.simulate(resolveParameters(ising, { size: 32, ...given }), seed)

function settled(given: GivenParameters, seed = 1): Simulation {
  const simulation = start(given, seed)
  simulation.equilibrate(() => true)
  return simulation
}

/** What `observe` makes of the measurements after each of so many frames. */
function series<Names extends string>(
  simulation: Simulation,
  frames: number,
  observe: (measured: Record<string, number>) => Record<Names, number>,
): Record<Names, number[]> {
  const rows = Array.from({ length: frames }, () => {
    simulation.advance()
    return observe(simulation.measure())
  })
  const names = Object.keys(rows[0]) as Names[]
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as Record<
    Names,
    number[]
  >
}

/** Within four standard errors, which are smaller than `precision`. Returns what was measured, in words. */
function expectMean(values: readonly number[], expected: number, precision: number): string {
  const { mean, error } = meanOf(values)
  expect(error).toBeLessThan(precision)
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error)
  return `${mean.toFixed(4)} ± ${error.toFixed(4)}, expected ${expected.toFixed(4)}`
}

function frameOf(simulation: Simulation, size: number, channel?: string): Float32Array {
  const frame = new Float32Array(size * size)
  simulation.observe(frame, channel)
  return frame
}

describe('on 4 × 4 spins the means are those over all states', () => {
  const free = { temperature: 2.5 }
  const inField = { temperature: 3, field: 0.25 }
  test.each<[GivenParameters, Exact]>([
    ...['metropolis', 'glauber', 'wolff'].flatMap((algorithm): [GivenParameters, Exact][] => [
      [{ algorithm, ...free }, enumerated(2.5, 0)],
      [{ algorithm, ...inField }, enumerated(3, 0.25)],
      [{ algorithm, ...inField, field: -0.25 }, enumerated(3, -0.25)],
    ]),
    [{ algorithm: 'kawasaki', ...free }, enumerated(2.5, 0, 8)],
    [{ algorithm: 'kawasaki', ...inField, magnetisation: -0.5 }, enumerated(3, 0.25, 4)],
  ])('%j', (given, exact) => {
    const { energy, squaredEnergy, magnetisation, absolute } = series(
      settled({ size: 4, ...given }),
      60_000,
      ({ energy, magnetisation }) => ({
        energy,
        squaredEnergy: energy ** 2,
        magnetisation,
        absolute: Math.abs(magnetisation),
      }),
    )
    expectMean(energy, exact.energy, 0.015)
    expectMean(squaredEnergy, exact.squaredEnergy, 0.04)
    if (given.algorithm === 'kawasaki') {
      expect(new Set(magnetisation)).toEqual(new Set([exact.magnetisation]))
    } else {
      expectMean(magnetisation, exact.magnetisation, 0.05)
      expectMean(absolute, exact.absolute, 0.015)
    }
  })
})

test('the exact results agree with one another', () => {
  expect(kaufman(4, 2.5)).toBeCloseTo(enumerated(2.5, 0).energy, 7)
  expect(kaufman(4, 2)).toBeCloseTo(enumerated(2, 0).energy, 7)
  expect(kaufman(64, 3)).toBeCloseTo(onsager(3), 6)
  expect(kaufman(64, 1.8)).toBeCloseTo(onsager(1.8), 6)
})

test.for([1.8, 2.1, 2.6, 3.5])(
  'the energy is that of Onsager, the magnetisation that of Yang: T = %f',
  async (temperature, { annotate }) => {
    const algorithm = temperature < CRITICAL ? 'metropolis' : 'glauber'
    const spins = settled({ size: 128, temperature, algorithm })
    const { energy, absolute } = series(spins, 2000, ({ energy, magnetisation }) => ({
      energy,
      absolute: Math.abs(magnetisation),
    }))
    await annotate(`energy ${expectMean(energy, onsager(temperature), 0.002)}`)
    if (temperature < CRITICAL)
      await annotate(`magnetisation ${expectMean(absolute, yang(temperature), 0.002)}`)
    else expect(meanOf(absolute).mean).toBeLessThan(0.08)
  },
)

test('clusters give the energy of Kaufman at the critical temperature', async ({ annotate }) => {
  const { energy } = series(settled({ algorithm: 'wolff' }), 20_000, ({ energy }) => ({ energy }))
  await annotate(`energy ${expectMean(energy, kaufman(32, CRITICAL), 0.002)}`)
})

test('a chain has the correlation length −1/ln tanh(J/T), and knows nothing of the next one', async ({
  annotate,
}) => {
  // Ising, Z. Phys. 31, 253 (1925); on a ring of n, (tʳ + tⁿ⁻ʳ)/(1 + tⁿ) with t = tanh(J/T).
  const n = 64
  const t = Math.tanh(1)
  const chains = settled({ dimensions: 1, size: n, temperature: 1, algorithm: 'metropolis' })
  const lags = [1, 2, 4, 8, 12]
  const correlations: number[][] = lags.map(() => [])
  const across: number[] = []
  const meanProduct = (spins: Float32Array, dx: number, dy: number) =>
    spins.reduce((sum, spin, i) => {
      const [x, y] = [i % n, Math.floor(i / n)]
      return sum + spin * spins[((y + dy) % n) * n + ((x + dx) % n)]
    }, 0) / spins.length
  for (let sample = 0; sample < 1000; sample++) {
    for (let sweep = 0; sweep < 5; sweep++) chains.advance()
    const spins = frameOf(chains, n)
    for (const [i, lag] of lags.entries()) correlations[i].push(meanProduct(spins, lag, 0))
    across.push(meanProduct(spins, 0, 1))
  }
  for (const [i, lag] of lags.entries()) {
    expectMean(correlations[i], (t ** lag + t ** (n - lag)) / (1 + t ** n), 0.003)
  }
  expectMean(across, 0, 0.003)
  const length = 4 / Math.log(meanOf(correlations[2]).mean / meanOf(correlations[3]).mean)
  expect(Math.abs(length * -Math.log(t) - 1)).toBeLessThan(0.03)
  await annotate(`correlation length ${length.toFixed(3)}, expected ${(-1 / Math.log(t)).toFixed(3)}`)
})

test('single flips slow down at the critical point as L²·¹⁷, clusters hardly', async ({ annotate }) => {
  // z = 2.1667: Nightingale & Blöte, Phys. Rev. B 62, 1089 (2000); 0.25 for Wolff: Coddington & Baillie,
  // Phys. Rev. Lett. 68, 962 (1992).
  const single = [4, 12].map((size) => {
    const [spins, stride] = [settled({ size }), size ** 2 / 4]
    const values = Array.from({ length: 20_000 }, () => {
      for (let sweep = 0; sweep < stride; sweep++) spins.advance()
      return spins.measure().magnetisation
    })
    return stride * autocorrelationTime(values)
  })
  const clusters = [16, 64].map((size) => {
    const lattice = new SpinLattice({ dimensions: 2, size, depth: 1, magnetisation: 1 }, 1)
    let sweeps = 0
    // One cluster may change the sign of the magnetisation, and changes its square little.
    const values = Array.from({ length: 20_000 }, () => {
      sweeps += lattice.flipClusters(1, 1, CRITICAL, 0).spins / size ** 2
      return lattice.magnetisation ** 2
    })
    return autocorrelationTime(values.slice(500)) * (sweeps / values.length)
  })
  const exponent = (sizes: readonly number[], times: readonly number[]) =>
    Math.log(times[1] / times[0]) / Math.log(sizes[1] / sizes[0])
  const z = [exponent([4, 12], single), exponent([16, 64], clusters)]
  await annotate(`z = ${z.map((value) => value.toFixed(2)).join(' and ')}`)
  await annotate(`sweeps ${[...single, ...clusters].map((time) => time.toPrecision(3)).join(', ')}`)
  expect(Math.abs(z[0] - 2.1667)).toBeLessThan(0.3)
  expect(z[1]).toBeLessThan(0.6)
  expect(single[1]).toBeGreaterThan(100 * clusters[0])
})

test.for(['metropolis', 'glauber', 'wolff'])(
  'three dimensions order at T = 4, as Talapov and Blöte found, and not at T = 5: %s',
  async (algorithm, { annotate }) => {
    // T_c = 4.51152: Ferrenberg, Xu & Landau, Phys. Rev. E 97, 043301 (2018).
    const means = [4, 5].map((temperature) => {
      const spins = settled({ dimensions: 3, size: 24, depth: 24, temperature, algorithm })
      const { absolute } = series(spins, 400, ({ magnetisation }) => ({ absolute: Math.abs(magnetisation) }))
      return meanOf(absolute)
    })
    const [ordered, disordered] = means.map(({ mean, error }) => `${mean.toFixed(4)} ± ${error.toFixed(4)}`)
    await annotate(`magnetisation ${ordered}, expected ${talapovBlote(4).toFixed(4)}; ${disordered} at T = 5`)
    expect(means[0].error).toBeLessThan(0.003)
    expect(Math.abs(means[0].mean - talapovBlote(4))).toBeLessThan(4 * means[0].error)
    expect(means[1].mean).toBeLessThan(0.12)
  },
)

test('two spins that are exchanged through a cube meet as often as their energy says', () => {
  // Of the 63 places of the second spin 6 are beside the first, and save 4J.
  const temperature = 2
  const spins = start({
    ...{ dimensions: 3, size: 4, depth: 4, algorithm: 'kawasaki' },
    ...{ temperature, magnetisation: 4 / 64 - 1 },
  })
  const { energy } = series(spins, 40_000, ({ energy }) => ({ energy }))
  const beside = 6 * Math.exp(4 / temperature)
  expectMean(energy, (-3 * 64 + 24 - (4 * beside) / (beside + 57)) / 64, 0.001)
})

test('after a quench domains grow as the root of time, and more slowly where exchanges keep the magnetisation', async ({
  annotate,
}) => {
  // Lengths ∝ 1/excess energy grow as t^½ without, t^⅓ with conservation: Bray, Adv. Phys. 43, 357 (1994); the latter
  // is approached from below as lengths grow: Huse, Phys. Rev. B 34, 7845 (1986).
  const temperature = 1.5
  const exponents = ['glauber', 'kawasaki'].map((algorithm) => {
    const spins = start({ size: 256, temperature, algorithm })
    const { energy, magnetisation } = series(spins, 400, ({ energy, magnetisation }) => ({
      energy,
      magnetisation,
    }))
    if (algorithm === 'kawasaki') expect(new Set(magnetisation)).toEqual(new Set([0]))
    const excess = (sweep: number) => energy[sweep - 1] - onsager(temperature)
    return Math.log(excess(25) / excess(400)) / Math.log(16)
  })
  await annotate(`growth as t to the ${exponents.map((x) => x.toFixed(3)).join(' and ')}`)
  expect(Math.abs(exponents[0] - 1 / 2)).toBeLessThan(0.08)
  expect(exponents[1]).toBeGreaterThan(0.1)
  expect(exponents[1]).toBeLessThan(1 / 3)
})

test('with one dimension exchanges keep the magnetisation of every chain', () => {
  const chains = start({ dimensions: 1, algorithm: 'kawasaki', temperature: 1 })
  const totals = () => {
    const spins = frameOf(chains, 32)
    return Array.from({ length: 32 }, (_, y) =>
      spins.subarray(32 * y, 32 * y + 32).reduce((sum, spin) => sum + spin, 0),
    )
  }
  const before = totals()
  expect(new Set(before).size).toBeGreaterThan(3)
  for (let sweep = 0; sweep < 100; sweep++) chains.advance()
  expect(totals()).toEqual(before)
})

test('temperature and field act while running, whatever the algorithm', () => {
  for (const algorithm of ['metropolis', 'glauber', 'wolff', 'kawasaki']) {
    const spins = start({ algorithm, temperature: 10 })
    for (let frame = 0; frame < 30; frame++) spins.advance()
    const hot = spins.measure()
    expect(Math.abs(hot.magnetisation)).toBeLessThan(0.2)
    spins.set('temperature', 1)
    spins.set('field', 1)
    for (let frame = 0; frame < 50; frame++) spins.advance()
    const cold = spins.measure()
    if (algorithm === 'kawasaki') expect(cold.magnetisation).toBe(hot.magnetisation)
    else expect(cold.magnetisation).toBeGreaterThan(0.99)
    expect(cold.energy).toBeLessThan(hot.energy - 0.5)
  }
})

test('a frame of clusters is about one sweep, hot or cold, and from a random start, too', () => {
  const spins = start({ algorithm: 'wolff' })
  const clusters = () => {
    for (let frame = 0; frame < 60; frame++) spins.advance()
    return spins.measure().clusters
  }
  expect(clusters()).toBeLessThan(5)
  spins.set('temperature', 10)
  expect(clusters()).toBeGreaterThan(400)
  spins.set('temperature', 1.5)
  expect(clusters()).toBe(1)
})

test('a cube shows its first layer or the mean over its depth', () => {
  const spins = start({ dimensions: 3, depth: 8, magnetisation: 0.25 })
  const slice = frameOf(spins, 32)
  expect(new Set(slice)).toEqual(new Set([-1, 1]))
  expect(frameOf(spins, 32, 'magnetisation')).toEqual(slice)
  const mean = frameOf(spins, 32, 'mean over depth')
  expect(mean.reduce((sum, value) => sum + value, 0) / mean.length).toBeCloseTo(0.25, 6)
  expect(new Set(mean.map((value) => (8 * value + 8) / 2)).size).toBeGreaterThan(5)
  expect(() => frameOf(start({}), 32, 'mean over depth')).toThrow(
    'channel is mean over depth; expected magnetisation',
  )
})

test('a start with all spins alike, or as cold as can be, is a start', () => {
  for (const magnetisation of [-1, 1]) {
    for (const algorithm of ['metropolis', 'glauber', 'wolff', 'kawasaki']) {
      const spins = start({ size: 4, algorithm, magnetisation, temperature: 0.1, field: magnetisation })
      for (let frame = 0; frame < 10; frame++) spins.advance()
      expect(spins.measure()).toMatchObject({ energy: -3, magnetisation })
    }
  }
})

test('equilibration stops when told to', () => {
  const fractions: number[] = []
  start({}).equilibrate((fraction) => fractions.push(fraction) < 5)
  expect(fractions).toEqual([0, 1 / 120, 2 / 120, 3 / 120, 4 / 120, 1])
})
