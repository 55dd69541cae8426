import { describe, expect, test } from 'vitest'
import type { Measurement } from '../../learning/measurement.js'
import { coverage } from './rows.coverage.js'
import { fvuOf, rowsOf } from './rows.js'
import { variantsOf } from './variants.js'

describe('95 % intervals', () => {
  test.each(coverage)('$name', ({ cases, covered }) => {
    const share = covered() / cases
    expect(share).toBeGreaterThanOrEqual(0.93)
    expect(share).toBeLessThanOrEqual(0.97)
  })
})

const measurement = (errors: number[], variance: number[], frames: number[]): Measurement =>
  ({ chosen: 'network', errors: { network: errors }, variance, frames }) as unknown as Measurement

describe('rows', () => {
  const variants = variantsOf(
    { history: 2, beside: [{ name: 'momentum', channels: ['momentum x', 'momentum y'] }] },
    'density',
  )

  test('weigh blocks by their frames', () => {
    expect(fvuOf(measurement([1, 4], [2, 8], [3, 1]))).toBeCloseTo(7 / 14, 12)
  })

  test('compare replicate by replicate, with those that both variants have', () => {
    const of = (...fvus: (number | undefined)[]) =>
      fvus.map((fvu) => (fvu === undefined ? undefined : measurement([fvu], [1], [1])))
    const measured = new Map([
      ['1', of(0.4, 0.8, 0.2)],
      ['2', of(0.2, 0.4, undefined)],
      ['1-momentum', of(0.1, 0.2, 0.05)],
    ])
    const { rows, problems } = rowsOf(
      { scale: 0, cellSize: 1, offset: 1, variants: measured, information: [] },
      variants,
      '2',
    )
    const row = (key: string) => rows.find((one) => one.key === key)!
    expect(row('1').change).toEqual({ value: 2, low: 2, high: 2 })
    expect(row('2').added!.value).toBeCloseTo(0.5, 12)
    expect(row('1-momentum').change!.value).toBeCloseTo(0.5, 12)
    expect(row('1-momentum').added!.value).toBeCloseTo(0.25, 12)
    expect(rows.map((one) => one.key)).toEqual(['1', '2', '1-momentum'])
    expect(problems).toEqual([])
  })

  test('tell of a test in which nothing varies', () => {
    const still = new Map([['1', [measurement([1], [0], [1])]]])
    const { rows, problems } = rowsOf(
      { scale: 0, cellSize: 1, offset: 1, variants: still, information: [] },
      variants,
      '2',
    )
    expect(rows).toEqual([])
    expect(problems).toEqual(['density, 1 frame, replicate 1: FVU is Infinity, expected a number above 0'])
  })
})
