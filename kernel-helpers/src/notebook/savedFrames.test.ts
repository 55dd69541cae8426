import { expect, test } from 'vitest'
import { savedFrames } from './savedFrames.js'

test.each([
  ['a small recording', 200, [64, 32, 16]],
  ['a large one', 18_000, [1024, 512, 256, 128, 64]],
  ['one frame', 1, [512]],
  ['very many cells at every scale', 2000, [4096, 4096, 4096, 4096, 4096]],
])('saved frames of %s take at most 512 kB and reach from the first to the last', (_, count, sides) => {
  const { frames, views } = savedFrames(
    count,
    sides.map((side) => ({ height: side, width: side })),
  )
  const values = views.reduce((sum, { height, width }) => sum + height * width, 0)
  expect(frames.length * values).toBeLessThanOrEqual(512 * 1024)
  expect(frames.length).toBeLessThanOrEqual(40)
  expect([frames[0], frames.at(-1)]).toEqual([0, count - 1])
  expect(new Set(frames).size).toBe(frames.length)
  expect(views.map(({ rows }) => rows)).toEqual(sides)
})
