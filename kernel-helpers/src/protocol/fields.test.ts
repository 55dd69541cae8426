import { expect, test } from 'vitest'
import { decodeFields, encodeFields } from './fields.js'

test('fields survive the trip through Arrow bit for bit', () => {
  const fields = [
    { cellSize: 0.25, height: 2, width: 3, values: Float32Array.of(1, 2, 3, 4, 5, 6) },
    { cellSize: 0.5, height: 1, width: 1, values: Float32Array.of(Math.PI) },
  ]
  const back = decodeFields(encodeFields(fields))
  expect(back.map((f) => ({ ...f, values: [...f.values] }))).toEqual(
    fields.map((f) => ({ ...f, values: [...f.values] })),
  )
})
