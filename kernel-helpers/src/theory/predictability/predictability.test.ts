import { afterAll, describe, expect, test } from 'vitest'
import { WorkerPool } from '../../run/pool.js'
import { gravity, hardDisks, whiteNoise } from '../../systems/index.js'
import { workerFile } from '../../workers.js'
import { renderSvg } from '../svg.js'
import { measurePredictability, type PredictabilityOptions } from './predictability.js'
import { predictabilityPlot } from './predictabilityPlot.js'

const pool = new WorkerPool(workerFile, 2)
afterAll(() => pool.close())
const direct = { openingAngle: 0, timeStep: 0.03 }
const measure = (options: PredictabilityOptions) => measurePredictability(pool, gravity, direct, options)

describe('star clusters', () => {
  const seeds = [1, 2, 3, 4, 5, 6]

  test('chaos: a hundred times the error at the start costs ln 100 Lyapunov times', async () => {
    const [fine, coarse] = await measure({
      particles: [100],
      displacements: [1e-8, 1e-6],
      duration: 30,
      seeds,
    }).then((rows) => rows.sort((a, b) => a.displacement - b.displacement))
    expect(fine.body.never + coarse.body.never).toBe(0)
    const lost = fine.body.value - coarse.body.value
    const expected = Math.log(100) * fine.lyapunovTime.value
    const width = (e: { low: number; high: number }) => (e.high - e.low) / 2
    // 4 σ; the halves of 95 % intervals are 2 σ.
    const tolerance =
      2 * Math.hypot(width(fine.body), width(coarse.body), Math.log(100) * width(fine.lyapunovTime))
    expect(Math.abs(lost - expected)).toBeLessThan(tolerance)
    // So that the tolerance means something.
    expect(tolerance).toBeLessThan(expected)
  })

  test('twins that have parted differ by the noise of independent numbers of bodies: as 1/√N', async () => {
    const [few, more] = await measure({
      particles: [40, 400],
      displacements: [1e-2],
      duration: 16,
      seeds: [1, 2, 3, 4, 5, 6, 7, 8],
    })
    const ratio = few.plateau.value / more.plateau.value
    const error = Math.hypot(
      (few.plateau.high - few.plateau.low) / few.plateau.value,
      (more.plateau.high - more.plateau.low) / more.plateau.value,
    )
    expect(error).toBeLessThan(Math.log(10) / 2)
    // 4 σ: the widths of 95 % intervals.
    expect(Math.abs(Math.log(ratio / Math.sqrt(10)))).toBeLessThan(error)
    // Below the threshold the field is never lost.
    expect(more.field.never).toBe(8)
    expect(few.field.never).toBeLessThan(4)
  })
})

test('rows repeat to the last digit, and can be drawn', async () => {
  const options = { particles: [2, 5], cellSizes: [0.5, 1], duration: 2, seeds: [1, 2] }
  const rows = await measure(options)
  expect(await measure(options)).toEqual(rows)
  expect(rows.map((row) => [row.cellSize, row.particles])).toEqual([
    [0.5, 2],
    [0.5, 5],
    [1, 2],
    [1, 5],
  ])
  // 10⁻⁸ can't grow to half a cell within 2 time units: bounds are told as such.
  expect(rows[1].body.never).toBe(2)
  expect(rows[1].body.value).toBeGreaterThanOrEqual(2)
  const svg = await renderSvg(predictabilityPlot(rows, { lengthUnit: 'R', timeUnit: 'T' }))
  expect(svg).toContain('coarse field')
  expect(svg).toContain('cells of 0.5 R')
})

test('nonsense is refused by name, and a system without particles too', async () => {
  await expect(measure({ particles: [1] })).rejects.toThrow('predictability: particles.0: ')
  await expect(measure({ threshold: 2 })).rejects.toThrow('predictability: threshold: ')
  await expect(measure({ seeds: [1] })).rejects.toThrow('predictability: seeds: ')
  await expect(measurePredictability(pool, whiteNoise, {}, {})).rejects.toThrow('has no parameter particles')
  await expect(measurePredictability(pool, hardDisks, {}, { particles: [64] })).rejects.toThrow(
    'hard-disks has no particles to displace',
  )
})

test('a stop ends it', async () => {
  const stop = new AbortController()
  const running = measurePredictability(
    pool,
    gravity,
    direct,
    { particles: [300], duration: 1000 },
    { signal: stop.signal, onProgress: () => stop.abort(new Error('stopped by the test')) },
  )
  await expect(running).rejects.toThrow('stopped by the test')
})
