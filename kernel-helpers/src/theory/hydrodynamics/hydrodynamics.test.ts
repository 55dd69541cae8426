import { afterAll, describe, expect, test } from 'vitest'
import {
  binaryMixture,
  hardDisks,
  ising,
  randomWalkers,
  resolveParameters,
  type System,
} from '../../systems/index.js'
import { sharedPool } from '../../workers.js'
import { runAnalysis } from '../runAnalysis.js'
import { comparisons } from './equivalence.js'
import { hydrodynamicsAnalysis } from './hydrodynamics.js'
import type { HydrodynamicsOptions } from './spec.js'

const pool = sharedPool()
const chosen = (system: System, given: Record<string, number> = {}) => ({
  system,
  parameters: resolveParameters(system, given),
})
const measure = (system: System, given: Record<string, number>, options: HydrodynamicsOptions) =>
  runAnalysis(hydrodynamicsAnalysis, pool, chosen(system, given), options)
const refused = (system: System, given: Record<string, number>, options: HydrodynamicsOptions) =>
  expect(() => hydrodynamicsAnalysis.resolve(chosen(system, given), options))

afterAll(() => pool.close())

test('random walkers diffuse with their own coefficient, at every scale, whether coloured or not', async () => {
  const result = await measure(
    randomWalkers,
    { particles: 400, density: 1, diffusivity: 2 },
    { cellSizes: [0.625, 1.25, 2.5], runs: 8, frames: 800, seed: 11 },
  )
  expect(result.manifest.finished).not.toBeNull()
  expect(result.rows.map(({ coefficient }) => coefficient)).toEqual(['D', 'D_n', 'D', 'D_n', 'D', 'D_n'])
  for (const { value, low, high, reference } of result.rows) {
    expect(reference).toBe(2)
    // Twice the interval: all six hold the truth in more than 99 % of seeds.
    expect(Math.abs(value - 2)).toBeLessThan(high - low)
  }
  expect(result.notRejectedFrom('diffusion')).toBe(0.625)
  expect(result.table.numRows).toBe(6)
}, 180_000)

describe('hard disks', async () => {
  const result = await measure(
    hardDisks,
    { particles: 400, density: 0.3 },
    { cellSizes: [1, 4], runs: 12, frames: 1500 },
  )
  const find = (coefficient: string, cellSize: number) =>
    result.rows.find((row) => row.coefficient === coefficient && row.cellSize === cellSize)!

  test('conserve their number: continuity with coefficient 1 ± 0.005', () => {
    for (const cellSize of [1, 4])
      expect(Math.abs(find('continuity', cellSize).value - 1)).toBeLessThan(0.005)
  })

  test('are viscous as Enskog says, ± 15 %, at 4 σ, and less so at 1 σ', () => {
    const { value, reference } = find('ν', 4)
    expect(Math.abs(value / reference! - 1)).toBeLessThan(0.15)
    expect(find('ν', 1).value).toBeLessThan(0.9 * value)
  })

  test('carry sound slower than adiabatically, which their energy explains within 8 %', () => {
    expect(find('c²', 4).value).toBeGreaterThan(find('c_T²', 4).reference!)
    expect(find('c²', 4).high).toBeLessThan(0.95 * find('c²', 4).reference!)
    const { value, reference } = find('c_s²', 4)
    expect(Math.abs(value / reference! - 1)).toBeLessThan(0.08)
  })

  // At 4 σ a wave is some 30 mean free paths long: heat is conducted a fifth less than in the limit.
  test('have about the pressure, the enthalpy and the conduction of heat that theory gives them', () => {
    for (const [coefficient, tolerance] of [
      ['p_e', 0.06],
      ['h', 0.1],
      ['κ_e', 0.35],
      ['κ_ρ', 0.4],
    ] as const) {
      const { value, reference } = find(coefficient, 4)
      expect(Math.abs(value / reference! - 1)).toBeLessThan(tolerance)
    }
  })

  test('show plots for every coefficient, and of the form', () => {
    expect(result.plots.map(({ name }) => name)).toEqual([
      'sound',
      'shear-viscosity',
      'longitudinal-viscosity',
      'self-diffusion',
      'pressure',
      'heat',
      'continuity',
      'form',
    ])
  })
})

test('the same fluid at another pace cannot be told apart, another density can', async () => {
  const result = await measure(
    hardDisks,
    { particles: 400 },
    { cellSizes: [2], runs: 6, frames: 1500, densities: [0.2, 0.4], temperatures: [0.5, 2] },
  )
  const pairs = comparisons(result.rows)
  const apart = (state: number, other: number) =>
    pairs.find((pair) => pair.state === state && pair.other === other)!.apart
  for (const [state, other] of [
    [1, 2],
    [3, 4],
  ])
    expect(apart(state, other)).toBeLessThan(1)
  for (const [state, other] of [
    [1, 3],
    [2, 4],
  ])
    expect(apart(state, other)).toBeGreaterThan(3)
  expect(result.verdict).toMatch(/2 of 6 pairs of states can’t be told apart, .*: 1 and 2, 3 and 4$/)
}, 180_000)

describe('a bad request names the option, its value and what was expected', () => {
  test('systems without momentum, or with two species', () => {
    refused(ising, {}, {}).toThrow(/ising has no momentum channel in a periodic box, expected a fluid/)
    refused(binaryMixture, {}, {}).toThrow(/binary-mixture of two species, expected one/)
  })

  test('too few runs, too short ones, and a box too small for a wave', () => {
    refused(hardDisks, {}, { runs: 2 }).toThrow(/runs: .*3/)
    refused(hardDisks, {}, { frames: 300 }).toThrow(
      /frames: 300, expected at least 513: 4 windows of 128 frames/,
    )
    refused(hardDisks, { particles: 64 }, { cellSizes: [4] }).toThrow(/cellSize: 4, expected at most 1.58/)
  })

  test('systems to compare with that there are not, or that are no fluids', () => {
    refused(hardDisks, {}, { systems: ['water'] }).toThrow(/no system water; expected one of/)
    refused(hardDisks, {}, { systems: ['ising'] }).toThrow(/ising has no momentum channel/)
  })

  test('an option that there is not', () => {
    refused(hardDisks, {}, { cells: 3 } as HydrodynamicsOptions).toThrow(/cells/)
  })
})

test('a resolved request asks for itself', () => {
  const spec = hydrodynamicsAnalysis.resolve(chosen(hardDisks), { densities: [0.2, 0.1], runs: 4 })
  expect(spec.densities).toEqual([0.1, 0.2])
  expect(spec.temperatures).toEqual([1])
  expect(spec.systems).toEqual([])
  expect(hydrodynamicsAnalysis.resolve(chosen(hardDisks), hydrodynamicsAnalysis.optionsOf(spec))).toEqual(
    spec,
  )
})
