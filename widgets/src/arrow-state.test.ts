import { decodeViews, encodeViews } from 'scalescope/protocol'
import { expect, test } from 'vitest'
import { arrowSerializer } from './arrow-state.js'

const view = {
  ...{ frame: 0, scale: 0, fieldHeight: 1, fieldWidth: 2, row: 0, column: 0, rows: 1, columns: 2 },
  ...{ height: 1, width: 2, values: Float32Array.of(3, 4) },
}

test('a field is read at its place in a larger buffer and goes back as it came', () => {
  const stream = encodeViews([view], 16)
  const message = new Uint8Array(stream.length + 8)
  message.set(stream, 8)
  const bytes = new DataView(message.buffer, 8, stream.length)
  const { deserialize, serialize } = arrowSerializer(decodeViews)
  const state = deserialize(bytes)
  expect([...state.value[0].values]).toEqual([3, 4])
  expect(serialize(state)).toBe(bytes)
})

test('bytes are decoded once, and not before they are read', () => {
  let calls = 0
  const state = arrowSerializer(() => ++calls).deserialize(new DataView(new ArrayBuffer(1)))
  expect(calls).toBe(0)
  expect([state.value, state.value]).toEqual([1, 1])
})
