import { describe, expect, test } from 'vitest'
import { Random } from '../../run/random.js'
import { otherFits, refitted, refittedAbout, widened } from '../errorCurve/refits.js'
import { type CurveNoise, syntheticCurve } from './naturalScales.coverage.js'
import { findNaturalScales } from './naturalScales.js'

const cellSizes = [0.25, 0.5, 1, 2, 4, 8]

/** Three replicates of these values, each scale with noise of its own. */
function curve(values: readonly number[], noise: number, sizes: readonly number[] = cellSizes) {
  const random = new Random(1)
  const logs = Array.from({ length: 3 }, () =>
    values.map((value) => Math.log(value) + noise * random.normal()),
  )
  return { cellSizes: sizes, logs }
}

describe('natural scales', () => {
  test('a clear peak is found, with its place in particles per cell', () => {
    const [found, ...others] = findNaturalScales(
      curve([0.05, 0.18, 0.24, 0.18, 0.14, 0.12], 0.002),
      'fvu',
      0.4,
    )
    expect(others).toEqual([])
    if (found.kind !== 'peak') throw new Error(found.kind)
    expect(found.cellSize).toBeGreaterThan(0.7)
    expect(found.cellSize).toBeLessThan(1.4)
    expect(found.low).toBeLessThan(found.cellSize)
    expect(found.high).toBeGreaterThan(found.cellSize)
    expect(found.bounded).toBe(true)
    expect(found.particlesPerCell).toBeCloseTo(0.4 * found.cellSize ** 2)
    expect(found.particlesHigh).toBeCloseTo(0.4 * found.high ** 2)
    expect(found.prominence).toBeCloseTo(0.24 / 0.12 - 1, 1)
  })

  test('a valley is a peak upside down', () => {
    const found = findNaturalScales(curve([0.28, 0.245, 0.231, 0.234, 0.281, 0.532], 0.002), 'fvu', null)
    expect(found.map((scale) => scale.kind)).toEqual(['valley'])
    expect(found[0].particlesPerCell).toBeNull()
  })

  test('the place of a parabola over log b is found exactly, by all fits', () => {
    const at = Math.log(1.3)
    const data = curve(
      cellSizes.map((b) => Math.exp(-0.2 * (Math.log(b) - at) ** 2)),
      1e-7,
    )
    const [found] = findNaturalScales(data, 'fvu', null)
    expect(found.cellSize).toBeCloseTo(1.3, 4)
    const fits = otherFits(found, data)
    expect(fits).toHaveLength(3)
    for (const { cellSize } of fits) expect(cellSize).toBeCloseTo(1.3, 4)
  })

  test('two replicates tell no more than that a peak lies between its feet', () => {
    const { logs } = curve([0.05, 0.18, 0.24, 0.18, 0.14, 0.12], 1e-5)
    const [found] = findNaturalScales({ cellSizes, logs: logs.slice(0, 2) }, 'fvu', null)
    expect(found).toMatchObject({ kind: 'peak', bounded: false })
    expect([found.low, found.high].map((b) => Number(b.toFixed(9)))).toEqual([0.25, 8])
    expect(findNaturalScales({ cellSizes, logs: logs.slice(0, 1) }, 'fvu', null)).toEqual([])
  })

  test('too few scales have none', () => {
    expect(findNaturalScales(curve([0.5, 0.6], 0.01, [1, 2]), 'fvu', 0.4)).toEqual([])
  })

  test('a knee between two power laws is found with its exponents', () => {
    const sizes = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8]
    const values = sizes.map((b) => Math.min(b ** 1.5, 1.2 ** 1.3 * b ** 0.2))
    const [found, ...others] = findNaturalScales(curve(values, 0.005, sizes), 'skill', null)
    expect(others).toEqual([])
    if (found.kind !== 'knee') throw new Error(found.kind)
    expect(found.cellSize).toBeCloseTo(1.2, 1)
    expect(found.exponents[0].value).toBeCloseTo(1.5, 1)
    expect(found.exponents[1].value).toBeCloseTo(0.2, 1)
  })
})

const smooth: Record<string, (logSize: number) => number> = {
  constant: () => 0,
  'power law': (u) => 1.3 * u,
  'saturating exponential': (u) => Math.log(-Math.expm1(-Math.exp(u))),
  'exponential that saturates early': (u) => Math.log(-Math.expm1(-Math.exp(2 * u + 0.5))),
  'decay from a plateau': (u) => Math.log(-Math.expm1(-Math.exp(0.45 - 1.5 * u))),
  'Hill curve': (u) => -Math.log1p(Math.exp(-2 * u)),
}

describe('smooth monotone curves have no natural scale in at least 95 % of cases', () => {
  const noises: CurveNoise[] = [0.005, 0.02, 0.1].map((own) => ({ level: 0.06, tilt: 0, own }))
  test.each(Object.entries(smooth))(
    '%s',
    (_, shape) => {
      for (const replicates of [2, 3, 5])
        for (const noise of noises) {
          const random = new Random(5)
          const cases = 300
          const claimed = Array.from({ length: cases }, () =>
            findNaturalScales(syntheticCurve(random, replicates, shape, noise), 'fvu', null),
          ).filter((found) => found.length > 0).length
          // Binomial: with a rate of 5 % there are more than 24 in 1 % of trials; what is measured is at most 4 %.
          expect(claimed).toBeLessThanOrEqual(0.05 * cases + 9)
        }
    },
    300_000,
  )
})

describe('refits', () => {
  const data = curve([0.05, 0.18, 0.24, 0.18, 0.14, 0.12], 0.002)
  const [peak] = findNaturalScales(data, 'fvu', 0.4)

  test('widen the interval to their hull, and are named where the peak is missing', () => {
    const [later] = findNaturalScales(curve([0.05, 0.1, 0.2, 0.24, 0.14, 0.12], 0.002), 'fvu', 0.4)
    const [valley] = findNaturalScales(curve([0.28, 0.245, 0.2, 0.234, 0.281, 0.532], 0.002), 'fvu', 0.4)
    const wide = widened(peak, [
      refitted(peak, 'κ = 0.25', [later]),
      refitted(peak, 'κ = 1', []),
      refitted(peak, 'upside down', [valley]),
    ])
    expect(wide.low).toBe(peak.low)
    expect(wide.high).toBe(later.cellSize)
    expect(wide.particlesHigh).toBeCloseTo(0.4 * later.cellSize ** 2)
    expect(wide.statistical).toEqual(peak.statistical)
    expect(wide.refits.filter((refit) => refit.cellSize === null).map((refit) => refit.name)).toEqual([
      'κ = 1',
      'upside down',
    ])
  })

  test('that lack the feet are taken by where they are highest, unless that is at an end', () => {
    const inner = { cellSizes: [0.5, 1, 2], logs: data.logs.map((replicate) => replicate.slice(1, 4)) }
    expect(refittedAbout(peak, 'large network', inner).cellSize).toBeCloseTo(1, 1)
    const rising = { cellSizes: [0.25, 0.5, 1], logs: data.logs.map((replicate) => replicate.slice(0, 3)) }
    expect(refittedAbout(peak, 'large network', rising).cellSize).toBeNull()
  })

  test('a peak more than a factor of two away is another one', () => {
    const far = { ...peak, cellSize: 2.1 * peak.cellSize }
    expect(refitted(peak, 'far', [far]).cellSize).toBeNull()
    expect(refitted(peak, 'near', [{ ...peak, cellSize: 1.9 * peak.cellSize }]).cellSize).not.toBeNull()
  })
})
