import { decodeFields, encodeFields } from 'scalescope/protocol'
import { expect, test } from 'vitest'
import { arrowSerializer } from './arrow-state.js'

const fields = [{ cellSize: 2, height: 1, width: 2, values: Float32Array.of(3, 4) }]

test('a field is read at its place in a larger buffer and goes back as it came', () => {
  const stream = encodeFields(fields)
  const message = new Uint8Array(stream.length + 8)
  message.set(stream, 8)
  const bytes = new DataView(message.buffer, 8, stream.length)
  const { deserialize, serialize } = arrowSerializer(decodeFields)
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
