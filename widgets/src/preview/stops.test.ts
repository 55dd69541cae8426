import { expect, test } from 'vitest'
import { FrameParts } from './frame-parts.js'
import { SavedFrames } from './stops.js'

const bytes = (...values: number[]) => new DataView(Uint8Array.from(values).buffer)
const message = (sequence: number, part: number, parts: number) => ({
  ...({ type: 'frame', sequence, frame: 0, time: 0, content: 'recording', part, parts } as const),
})

test('saved frames are found by the nearest frame of the recording', () => {
  const view = (frame: number, scale: number) => ({
    ...{ frame, scale, fieldHeight: 1, fieldWidth: 1, row: 0, column: 0, rows: 1, columns: 1 },
    ...{ height: 1, width: 1, values: Float32Array.of(frame) },
  })
  const saved = new SavedFrames([view(20, 0), view(20, 1), view(0, 0), view(0, 1)])
  expect(saved.count).toBe(2)
  expect([9, 11, 999].map((frame) => saved.place(frame))).toEqual([0, 1, 1])
  expect(saved.frame(1)).toBe(20)
  expect(saved.views(20).map(({ scale }) => scale)).toEqual([0, 1])
  expect(saved.views(7)).toEqual([])
})

test('a frame is whole with its last part; parts of an older one are forgotten', () => {
  const parts = new FrameParts()
  expect(parts.add(message(1, 0, 3), bytes(1))).toBeUndefined()
  expect(parts.add(message(2, 0, 2), bytes(2, 3))).toBeUndefined()
  expect(parts.add(message(1, 1, 3), bytes(9))).toBeUndefined()
  expect(parts.add(message(2, 1, 2), bytes(4))).toEqual(Uint8Array.of(2, 3, 4))
  expect(parts.add(message(3, 0, 1), bytes(5))).toEqual(Uint8Array.of(5))
})
