import { expect, test } from 'vitest'
import { coverage } from './intervals.coverage.js'
import { figuresOf, reduceGaps } from './rows.js'

test.each(coverage)(
  '$name: 95 % intervals hold',
  ({ cases, covered }) => {
    const share = covered() / cases
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  },
  60_000,
)

const measured = (scale: number) => ({
  cellSize: 2,
  fineCellSize: 1,
  offset: 4,
  gap: [0.1 * scale, 0.3 * scale],
  evolvedError: [0.5, 0.5],
  coarsenedError: [0.5, 0.5],
  variance: [1, 2],
  frames: [3, 1],
  scenes: [],
})

test('blocks of time count by their frames, and errors that are shared make no gap', () => {
  const { gap, evolvedFvu, errorCorrelation } = figuresOf(measured(1))
  expect(gap).toBeCloseTo((3 * 0.1 + 0.3) / (3 + 2), 12)
  expect(evolvedFvu).toBeCloseTo(2 / 5, 12)
  expect(errorCorrelation).toBeCloseTo(1 - gap / (2 * evolvedFvu), 12)
  expect(figuresOf(measured(0)).errorCorrelation).toBeCloseTo(1, 12)
})

test('one replicate has no interval, and none is nothing', () => {
  const alone = reduceGaps(new Map([[2, measured(1)]]))
  expect(alone?.replicates.map(({ replicate }) => replicate)).toEqual([2])
  expect(alone?.mean.gap.value).toBeCloseTo(0.12, 12)
  expect(alone?.mean.gap.high).toBeNaN()
  expect(reduceGaps(new Map())).toBeUndefined()
})
