import { expect, test } from 'vitest'
import { viewOf, wholeViews } from './fieldView.js'

const [height, width] = [50, 70]
const field = {
  cellSize: 1,
  height,
  width,
  values: Float32Array.from({ length: height * width }, (_, i) => i),
}
const place = { frame: 3, scale: 1 }

test('a window shows its cells as they are', () => {
  const view = viewOf(field, { row: 10, rows: 2, height: 9, column: 20, columns: 3, width: 9 }, place)
  expect(view).toMatchObject({ ...place, fieldHeight: 50, fieldWidth: 70, height: 2, width: 3 })
  expect([...view.values]).toEqual([720, 721, 722, 790, 791, 792])
})

test('with fewer values than cells, none is left out: the mean stays', () => {
  const [all] = wholeViews([field], 10)
  const view = viewOf(field, all, place)
  expect([view.height, view.width]).toEqual([10, 10])
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  expect(mean(view.values)).toBeCloseTo(mean(field.values), 3)
  expect(view.values[0]).toBe(
    mean(Float32Array.from({ length: 35 }, (_, i) => 70 * Math.floor(i / 7) + (i % 7))),
  )
})

test('a window that reaches beyond the field, or asks for nothing, is cut to what there is', () => {
  const view = viewOf(field, { row: 48, rows: 9, height: 9, column: -4, columns: 2, width: 0 }, place)
  expect(view).toMatchObject({ row: 48, rows: 2, height: 2, column: 0, columns: 2, width: 1 })
})
