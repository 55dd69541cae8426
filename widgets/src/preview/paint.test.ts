import { expect, test } from 'vitest'
import { type Part, paintField } from './paint.js'
import { colormaps, palette } from './palette.js'

const ramp = Uint32Array.from({ length: 256 }, (_, i) => i)
const field = (height: number, width: number, values: number[]) => ({
  cellSize: 1,
  height,
  width,
  values: Float32Array.from(values),
})
function painted(
  source: ReturnType<typeof field>,
  range: [number, number],
  width: number,
  height: number,
  part?: Part,
) {
  const raster = { width, height, pixels: new Uint32Array(width * height) }
  paintField(source, range, ramp, raster, part)
  return [...raster.pixels]
}

test('a cell is a sharp rectangle of whole pixels', () => {
  expect(painted(field(1, 2, [0, 255]), [0, 256], 5, 2)).toEqual([0, 0, 255, 255, 255, 0, 0, 255, 255, 255])
})

test('cells that share a pixel are averaged, none is skipped', () => {
  expect(painted(field(2, 4, [0, 8, 16, 24, 0, 8, 16, 24]), [0, 256], 2, 1)).toEqual([4, 20])
  expect(painted(field(1, 5, [10, 10, 10, 10, 10]), [0, 256], 3, 1)).toEqual([10, 10, 10])
})

test('a part of a field fills the raster, and what lies beyond the field is transparent', () => {
  const source = field(2, 4, [10, 20, 30, 40, 50, 60, 70, 80])
  const part = { row: 0, rows: 2, column: 1, columns: 2 }
  expect(painted(source, [0, 256], 4, 2, part)).toEqual([20, 20, 30, 30, 60, 60, 70, 70])
  const beyond = { row: 0, rows: 1, column: 2, columns: 4 }
  expect(painted(source, [0, 256], 4, 1, beyond)).toEqual([30, 40, 0, 0])
})

test('values outside the range take its ends, no number is transparent, a flat range is drawn', () => {
  expect(painted(field(1, 3, [-9, 999, Number.NaN]), [0, 256], 3, 1)).toEqual([0, 255, 0])
  expect(painted(field(1, 2, [7, 7]), [7, 7], 2, 1)).toEqual([0, 0])
})

test.each(colormaps)('%s is opaque and rises from dark to light', (colormap) => {
  const bytes = new Uint8Array(palette(colormap).buffer)
  const light = (i: number) => 0.3 * bytes[4 * i] + 0.59 * bytes[4 * i + 1] + 0.11 * bytes[4 * i + 2]
  expect(bytes[3]).toBe(255)
  expect(light(0)).toBeLessThan(50)
  for (let i = 32; i < 256; i += 32) expect(light(i)).toBeGreaterThan(light(i - 32))
})
