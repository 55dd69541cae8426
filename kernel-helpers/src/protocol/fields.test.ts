import { expect, test } from 'vitest'
import { decodeViews, encodeViews, type FieldView } from './fields.js'
import { decodeHistory, encodeHistory } from './history.js'
import { cellsUnderPixels } from './spans.js'

function view(values: Float32Array, height: number): FieldView {
  const width = values.length / height
  const window = { row: 3, column: 5, rows: 2 * height, columns: 2 * width }
  return { frame: 7, scale: 1, fieldHeight: 64, fieldWidth: 96, ...window, height, width, values }
}

test.each([
  [8, 508],
  [16, 131_068],
] as const)(
  'in %i bits a value comes back to within its range / %i, the ends themselves exactly',
  (bits, parts) => {
    const values = Float32Array.from({ length: 6000 }, (_, i) => 1e3 * Math.sin(i * i) - 4)
    const [back] = decodeViews(encodeViews([view(values, 60)], bits))
    const [low, high] = [Math.min(...values), Math.max(...values)]
    expect(back).toEqual({ ...view(values, 60), values: back.values })
    let worst = 0
    for (const [i, value] of values.entries()) worst = Math.max(worst, Math.abs(back.values[i] - value))
    expect(worst).toBeLessThanOrEqual(((high - low) / parts) * 1.001)
    expect(worst).toBeGreaterThan((high - low) / parts / 2)
    expect(back.values[values.indexOf(low)]).toBe(low)
    expect(back.values[values.indexOf(high)]).toBeCloseTo(high, 2)
  },
)

test('what is not a number, a constant and several views survive the trip', () => {
  const given = [
    view(Float32Array.of(Number.NaN, 1, 2, Number.NaN), 2),
    view(Float32Array.of(7, 7), 1),
    view(Float32Array.of(Number.NaN), 1),
  ]
  for (const bits of [8, 16] as const) {
    const back = decodeViews(encodeViews(given, bits))
    expect(back.map(({ values }) => [...values])).toEqual(given.map(({ values }) => [...values]))
  }
  expect(decodeViews(encodeViews([], 16))).toEqual([])
})

test('a history survives the trip bit for bit', () => {
  const given = {
    frames: Int32Array.of(0, 9, 18),
    values: Float32Array.of(1, Math.PI, -2),
    predictions: Float32Array.of(Number.NaN, 3, -1),
  }
  const back = decodeHistory(encodeHistory(given))
  expect(back).toEqual(given)
})

test('every cell lies under one pixel, and pixels beyond the cells show none', () => {
  expect([...cellsUnderPixels(0, 5, 3, 5)]).toEqual([0, 1, 1, 3, 3, 5])
  expect([...cellsUnderPixels(0, 2, 5, 2)]).toEqual([0, 1, 0, 1, 1, 2, 1, 2, 1, 2])
  expect([...cellsUnderPixels(0.5, 2, 4, 3)]).toEqual([0, 1, 1, 2, 1, 2, 2, 3])
  expect([...cellsUnderPixels(-1, 4, 4, 2)]).toEqual([0, 0, 0, 1, 1, 2, 2, 2])
})
