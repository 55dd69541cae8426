import type { FieldView } from 'scalescope/protocol'
import { expect, test } from 'vitest'
import {
  inField,
  moved,
  satisfies,
  showing,
  smallestRegion,
  valuesIn,
  viewRequest,
  whole,
  zoomed,
} from './region.js'

const field = { fieldHeight: 512, fieldWidth: 1024 }
function viewOf(asked: ReturnType<typeof viewRequest>): FieldView {
  return { ...field, ...asked, frame: 0, scale: 0, values: new Float32Array(asked.height * asked.width) }
}

test('the place that is zoomed at stays where it is', () => {
  const place = { x: 0.2, y: 0.7 }
  const near = zoomed(whole, 4, place, 0.01)
  expect(near.size).toBe(0.25)
  expect(inField(near, place)).toEqual({ x: expect.closeTo(0.2), y: expect.closeTo(0.7) })
  expect(zoomed(near, 1 / 8, place, 0.01)).toEqual(whole)
  expect(zoomed(whole, 1e6, place, smallestRegion(80)).size).toBe(0.1)
})

test('a region stays within the field, and moves no more than needed to show a place', () => {
  const part = { left: 0.5, top: 0.5, size: 0.25 }
  expect(moved(part, { x: 9, y: -1 })).toEqual({ left: 0.75, top: 0.25, size: 0.25 })
  expect(showing(part, { x: 0.6, y: 0.6 })).toEqual(part)
  expect(showing(part, { x: 0.8, y: 0.1 })).toEqual({ left: expect.closeTo(0.55), top: 0.1, size: 0.25 })
})

test('no more values are asked for than there are cells or pixels', () => {
  expect(viewRequest(whole, field, { height: 100, width: 200 })).toEqual({
    ...{ row: 0, rows: 512, height: 100 },
    ...{ column: 0, columns: 1024, width: 200 },
  })
  const part = viewRequest({ left: 0.5, top: 0.25, size: 1 / 16 }, field, { height: 100, width: 200 })
  expect(part).toEqual({ row: 128, rows: 32, height: 32, column: 512, columns: 64, width: 64 })
})

test('what was fetched for a region serves it and what lies within it as coarsely, but nothing finer', () => {
  const pixels = { height: 100, width: 200 }
  const all = viewOf(viewRequest(whole, field, pixels))
  const part = { left: 0.3, top: 0.3, size: 0.3 }
  expect(satisfies(all, viewRequest(whole, field, pixels))).toBe(true)
  expect(satisfies(all, viewRequest(part, field, pixels))).toBe(false)
  const near = viewOf(viewRequest(part, field, pixels))
  expect(satisfies(near, viewRequest(part, field, pixels))).toBe(true)
  expect(satisfies(near, viewRequest(whole, field, pixels))).toBe(false)
  expect(satisfies(near, viewRequest(part, field, { height: 50, width: 100 }))).toBe(true)
})

test('a view of everything fills the raster value by value', () => {
  const all = viewOf(viewRequest(whole, field, { height: 100, width: 200 }))
  expect(valuesIn(whole, all)).toEqual({ row: 0, rows: 100, column: 0, columns: 200 })
  const near = viewOf(viewRequest({ left: 0.5, top: 0.5, size: 0.25 }, field, { height: 512, width: 1024 }))
  expect(valuesIn({ left: 0.5, top: 0.5, size: 0.25 }, near)).toEqual({
    row: 0,
    rows: 128,
    column: 0,
    columns: 256,
  })
})
