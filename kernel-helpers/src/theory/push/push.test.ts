import { afterAll, expect, test } from 'vitest'
import {
  hardDisks,
  ising,
  lennardJones,
  randomWalkers,
  resolveParameters,
  type System,
} from '../../systems/index.js'
import { sharedPool } from '../../workers.js'
import { runAnalysis } from '../runAnalysis.js'
import { pushAnalysis } from './push.js'
import { probePush } from './pushProbe.js'
import { QUANTITIES } from './pushRows.js'
import { pushOptionsOf, resolvePush } from './pushSpec.js'

const pool = sharedPool()
afterAll(() => pool.close())

const choose = (system: System, given: Record<string, number> = {}) => ({
  system,
  parameters: resolveParameters(system, given),
})

test('walkers that diffuse faster are as many in a cell and leave it sooner in proportion', async () => {
  const chosen = choose(randomWalkers, { particles: 1024 })
  const result = await runAnalysis(pushAnalysis, pool, chosen, {
    dial: 'diffusivity',
    values: [0.5, 2],
    cellSizes: [2],
    frames: 1500,
  })
  const responses = (quantity: string) =>
    result.rows.filter((row) => row.kind === 'response' && row.quantity === quantity)
  // Time enters the diffusion equation only as D t.
  const [decay] = responses(QUANTITIES.decayTime)
  expect(Math.abs(decay.amount + 1)).toBeLessThan(0.15)
  expect(decay.low).toBeLessThan(-0.9)
  const [fluctuation] = responses(QUANTITIES.deviation)
  expect(Math.abs(fluctuation.amount)).toBeLessThan(0.03)
  // Slow walkers are easy to predict at equal times ahead.
  const changes = (quantity: string) =>
    result.rows.filter((row) => row.kind === 'change' && row.quantity === quantity).map((row) => row.amount)
  const [slower, faster] = changes(QUANTITIES.own)
  expect(slower).toBeLessThan(-0.1)
  expect(faster).toBeGreaterThan(0.1)
  for (const lost of changes(QUANTITIES.transfer)) expect(lost).toBeGreaterThan(-0.02)
  expect(result.finished).toBe(true)
  expect(result.verdict).toContain('from D = 1 ℓ²/τ: D = 0.5 ℓ²/τ: ')

  const probe = await probePush(pool, result, 2)
  const probed = result.with(probe).with(probe)
  const rows = probed.rows.filter((row) => row.kind === 'probe')
  expect(rows).toHaveLength(1)
  // One short run gives what the measured ones gave.
  expect(Math.abs(rows[0].amount - changes(QUANTITIES.applied)[1])).toBeLessThan(0.15)
  expect(probed.table.numRows).toBe(result.table.numRows + 1)
  await expect(probePush(pool, result, -1)).rejects.toThrow('diffusivity is -1; expected a number from')
}, 600_000)

test('a value of the dial that breaks down is told, and the others go on', async () => {
  const chosen = choose(hardDisks, { particles: 64, density: 0.8 })
  const result = await runAnalysis(pushAnalysis, pool, chosen, {
    dial: 'density',
    values: [0.78, 1.15],
    cellSizes: [1],
    frames: 60,
    replicates: 2,
  })
  expect(result.settings.map(({ value }) => value)).toEqual([0.8, 0.78])
  expect(result.problems.join('\n')).toMatch(/ρ\* = 1.15 σ⁻²: density is 1.15; expected at most/)
  expect(result.finished).toBe(false)
}, 600_000)

test('what is asked for', () => {
  const fluid = choose(lennardJones)
  const spec = resolvePush(fluid, { dial: 'cutoff' })
  expect(spec.values).toEqual([2.5, 1.5, 2, 3.125, 4])
  expect(spec.cellSizes).toEqual([0.25, 0.5, 1, 2, 4, 8])
  expect(resolvePush(fluid, pushOptionsOf(spec))).toEqual(spec)
  expect(resolvePush(choose(ising), { dial: 'algorithm' }).values).toEqual([1, 0, 2, 3])
  expect(resolvePush(choose(hardDisks), { dial: 'share' }).values.slice(1)).toEqual([
    0.2375, 0.475, 0.7125, 0.95,
  ])
  expect(() => resolvePush(fluid, { dial: 'charge' })).toThrow(
    /^dial: charge, expected a parameter of lennard-jones: /,
  )
  expect(() => resolvePush(fluid, { dial: 'cutoff', values: [2.5] })).toThrow('expected at least one other')
  expect(() => resolvePush(fluid, { dial: 'cutoff', values: [9] })).toThrow(
    'cutoff is 9; expected a number from 1.2 to 5',
  )
  expect(() => resolvePush(fluid, { dial: 'cutoff', cellSizes: [8], frames: 200 })).toThrow(
    'cellSizes: 8 needs 64 frames ahead, expected at most 49 in runs of 200 frames',
  )
})
