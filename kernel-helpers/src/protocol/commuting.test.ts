import { expect, test } from 'vitest'
import { decodePanels, encodePanels, type Panel } from './commuting.js'

test('pictures survive the trip through Arrow to half of one of 256 levels, and are cut at their ends', () => {
  const panel: Panel = {
    ...{ pair: 1, time: 3, name: 'difference', height: 2, width: 2, low: -1, high: 1 },
    values: Float32Array.of(-1, 0.123, 0.5, 7),
  }
  const other: Panel = {
    ...panel,
    pair: 2,
    name: 'truth',
    height: 1,
    width: 1,
    values: Float32Array.of(0.25),
  }
  const [first, second] = decodePanels(encodePanels([panel, other]))
  expect({ ...first, values: 0 }).toEqual({ ...panel, values: 0 })
  for (const [i, value] of [-1, 0.123, 0.5, 1].entries())
    expect(Math.abs(first.values[i] - value)).toBeLessThanOrEqual(1 / 255 + 1e-6)
  expect({ ...second, values: 0 }).toEqual({ ...other, values: 0 })
  expect(second.values).toHaveLength(1)
})
