import { expect, test } from 'vitest'
import type { ShownFrame } from './model.js'
import { whole } from './region.js'
import { fulfils, viewsWanted } from './wishes.js'

const fields = [512, 16].map((side, scale) => ({
  ...{ frame: 0, scale, fieldHeight: side, fieldWidth: side, row: 0, column: 0, rows: side, columns: side },
  ...{ height: 16, width: 16, values: new Float32Array(256) },
}))
const tile = (side: number) => ({ height: side, width: side })

test('of two views of tiles the larger decides, and no field gives more values than it has cells', () => {
  const wanted = viewsWanted(fields, whole, [
    [tile(100), tile(100)],
    [tile(50), tile(300)],
  ])
  expect(wanted.map(({ height, width }) => [height, width])).toEqual([
    [100, 100],
    [16, 16],
  ])
})

test('a frame fulfils a wish for itself with no more pixels; scales of which nothing can be shown need nothing', () => {
  const shown: ShownFrame = { frame: 3, time: 3, content: 'recording', views: fields }
  const wish = (side: number) => ({
    ...{
      frame: 3,
      content: 'recording' as const,
      views: viewsWanted(fields, whole, [[tile(side), tile(side)]]),
    },
  })
  expect(fulfils(shown, wish(16))).toBe(true)
  expect(fulfils(shown, wish(17))).toBe(false)
  expect(fulfils({ ...shown, views: [undefined, fields[1]] }, wish(17))).toBe(true)
  expect(fulfils({ ...shown, frame: 4 }, wish(16))).toBe(false)
  expect(fulfils({ ...shown, content: 'truth' }, wish(16))).toBe(false)
})
