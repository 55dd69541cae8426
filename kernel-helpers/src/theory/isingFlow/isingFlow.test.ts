import { describe, expect, test } from 'vitest'
import { findSystem, type GivenParameters, resolveParameters } from '../../systems/index.js'
import { ising } from '../../systems/ising.js'
import { sharedPool } from '../../workers.js'
import { runAnalysis } from '../runAnalysis.js'
import { withData } from '../saveResult.js'
import { renderSvg } from '../svg.js'
import { isingFlowAnalysis } from './isingFlow.js'
import { ALONE, criticalExponents } from './isingFlowRows.js'
import { type IsingFlowOptions, resolveIsingFlow } from './isingFlowSpec.js'

const magnet = (given: GivenParameters) => ({ system: ising, parameters: resolveParameters(ising, given) })
const flow = (given: GivenParameters, options: IsingFlowOptions) =>
  runAnalysis(isingFlowAnalysis, sharedPool(), magnet(given), options)

describe('the flow of a square lattice', () => {
  test('goes to 0 above the critical temperature and grows below, and has plots of it', async () => {
    const result = await flow(
      { size: 128 },
      { temperatures: [2.1, 2.6], runs: 3, samples: 12, criticalSize: 32, criticalSamples: 400 },
    )
    const at = (temperature: number, block: number) =>
      result.couplings.find(
        (row) =>
          row.rule === 'direct' &&
          row.coupling === ALONE &&
          row.temperature === temperature &&
          row.block === block,
      )!.value
    // The couplings put in, and the acceptance figures of the prototype at b = 8.
    expect(at(2.1, 1)).toBeCloseTo(1 / 2.1, 2)
    expect(at(2.6, 1)).toBeCloseTo(1 / 2.6, 2)
    expect(at(2.1, 8)).toBeGreaterThan(0.65)
    expect(at(2.6, 8)).toBeLessThan(0.25)
    expect(result.directions).toEqual([
      { temperature: 2.1, direction: 'grows' },
      { temperature: 2.6, direction: 'falls' },
    ])
    const { nu, eta } = criticalExponents(result.exponents)
    expect(Math.abs(nu!.value - 1)).toBeLessThan(0.1)
    expect(Math.abs(eta!.value - 0.25)).toBeLessThan(0.05)
    // Two temperatures have no slope.
    expect(result.problems.join('\n')).toMatch(
      /fixed point measured, b = 1 → 2: temperatures: \d, expected at least 3/,
    )
    expect(result.plots.map(({ name }) => name)).toEqual(['flow', 'map', 'y_T', 'y_h'])
    for (const { spec } of result.plots) {
      expect(spec.data).toEqual({ name: 'result' })
      expect(await renderSvg(withData(spec, result.table, null))).toContain('<svg')
    }
    expect(result.finished).toBe(true)
    expect(JSON.parse(JSON.stringify(result)).couplings.length).toBe(result.couplings.length)
  }, 60_000)

  test('says where spins are all equal', async () => {
    const result = await flow(
      { size: 16 },
      { temperatures: [0.5], blocks: [1, 2], runs: 2, samples: 3, criticalSamples: 0 },
    )
    expect(result.couplings).toEqual([])
    expect(result.problems.join('\n')).toContain(
      'spins: all equal, expected both kinds: no coupling can be fitted',
    )
  })
})

test('the flow of chains lies on exact decimation', async () => {
  const result = await flow({ dimensions: 1, size: 128 }, { temperatures: [0.8, 1.5], runs: 4, samples: 20 })
  expect(result.exponents).toEqual([])
  expect(result.exact!.of).toBe(8)
  // By chance, three of eight intervals of 95 % would miss once in 170 times.
  expect(result.exact!.held).toBeGreaterThanOrEqual(6)
  expect(result.directions.every(({ direction }) => direction === 'falls')).toBe(true)
})

describe('refused', () => {
  const refuse = (given: GivenParameters, options: IsingFlowOptions, message: string) =>
    expect(() => resolveIsingFlow(magnet(given), options)).toThrow(message)

  test('are systems whose blocks are no magnets', () => {
    const system = findSystem('white-noise')
    expect(() => resolveIsingFlow({ system, parameters: resolveParameters(system, {}) }, {})).toThrow(
      'system: white-noise, expected ising',
    )
    refuse({ dimensions: 3 }, {}, 'dimensions: 3, expected 1 or 2')
    refuse({ algorithm: 'kawasaki' }, {}, 'algorithm: kawasaki, expected metropolis, glauber, wolff')
  })

  test('are blocks that do not fit, too few runs or states, and unknown options', () => {
    refuse({ size: 100 }, {}, 'blocks: 8 spins in a lattice of 100, expected a divisor of it')
    refuse(
      { size: 32 },
      {},
      'blocks: 8 spins in a lattice of 32, expected a divisor of it that leaves at least 8',
    )
    refuse({}, { blocks: [3] }, 'blocks.0: 3, expected a power of two')
    refuse({}, { runs: 1 }, 'runs: 1')
    refuse({}, { samples: 1 }, 'samples: 1')
    refuse({}, { temperatures: [20] }, 'temperatures.0: 20')
    refuse({}, { block: 2 } as IsingFlowOptions, 'block: unknown, expected one of temperatures')
  })

  test('is nothing that a request resolves to', () => {
    const spec = resolveIsingFlow(magnet({ temperature: 2.4 }), {})
    expect(spec.temperatures).toContain(2.4)
    expect(resolveIsingFlow(magnet({ temperature: 2.4 }), isingFlowAnalysis.optionsOf(spec))).toEqual(spec)
  })
})
