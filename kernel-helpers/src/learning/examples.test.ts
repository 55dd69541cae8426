import { describe, expect, test } from 'vitest'
import type { Boundary } from '../recording/recording.js'
import { Video } from '../recording/video.js'
import { Random } from '../run/random.js'
import { examples, standardisation } from './examples.js'

const [FRAMES, ROWS, COLUMNS] = [12, 3, 4]

/** Pixels around 1000, so that what is kept of small fluctuations shows. */
function noise(boundary: Boundary = 'open'): Video {
  const pixels = new Float32Array(FRAMES * ROWS * COLUMNS)
  new Random(4).fillNormal(pixels)
  return new Video({
    frames: FRAMES,
    rows: ROWS,
    columns: COLUMNS,
    pixels: pixels.map((value, i) => 1000 + (i % (ROWS * COLUMNS)) + 0.01 * value),
    pixelSize: 1,
    lengthUnit: 'px',
    frameInterval: 1,
    timeUnit: 'frame',
    boundary,
    speed: null,
    provenance: { title: 'noise', source: { kind: 'array' } },
  })
}

function frame(video: Video, index: number): Float32Array {
  const out = new Float32Array(ROWS * COLUMNS)
  video.render(index, 1, out)
  return out
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0) / values.length
const segment = { recording: 0, start: 1, end: FRAMES }
const segmentFrames = Array.from({ length: FRAMES - 1 }, (_, i) => i + 1)

describe.each<Boundary>(['periodic', 'open'])('%s', (boundary) => {
  // Windows that share frames, as at offset 2 of 11 frames, and that share none, as of 2 of them.
  test.each([100, 2])('at most %i examples hold the frames of their window, standardised', (count) => {
    const [offset, pad] = [2, 5]
    const video = noise(boundary)
    const background = frame(video, 0)
    const scale = { background, deviation: 0.5 }
    const data = examples([video], [segment], 1, offset, count, pad, scale)
    const times = count === 2 ? [4, 8] : segmentFrames.slice(offset, -offset)
    expect(data.count).toBe(times.length)
    const standardised = (index: number) => frame(video, index).map((v, i) => (v - background[i]) / 0.5)
    const continued = (index: number, length: number) =>
      boundary === 'periodic' ? (index + 10 * length) % length : Math.max(0, Math.min(index, length - 1))
    const paddedLength = (ROWS + 2 * pad) * (COLUMNS + 2 * pad)
    for (const [example, time] of times.entries()) {
      const size = ROWS * COLUMNS
      const target = data.targets.subarray(example * size, (example + 1) * size)
      expect([...target]).toEqual([...standardised(time + offset)])
      const inputs = [standardised(time - offset), standardised(time)]
      for (let row = -pad, at = example * paddedLength * 2; row < ROWS + pad; row++)
        for (let column = -pad; column < COLUMNS + pad; column++)
          for (const input of inputs)
            expect(data.inputs[at++]).toBe(input[continued(row, ROWS) * COLUMNS + continued(column, COLUMNS)])
    }
  })
})

test('sees as many frames and channels as asked for, oldest first, and the same targets with equal room', () => {
  const [video, other] = [noise(), noise('periodic')]
  const [scale, otherScale] = [
    { background: 1000, deviation: 2 },
    { background: 900, deviation: 4 },
  ]
  const see = (frames: number) =>
    examples([video], [segment], 1, 2, 100, 0, scale, {
      frames,
      back: 3,
      channels: [{ component: 'x', recordings: [other], scale: otherScale }],
    })
  const [one, three] = [see(1), see(3)]
  expect(one.components).toEqual(['scalar', 'x'])
  expect(three.components).toEqual(['scalar', 'x', 'scalar', 'x', 'scalar', 'x'])
  const times = segmentFrames.slice(6, -2)
  expect([one.count, three.count]).toEqual([times.length, times.length])
  expect(three.targets).toEqual(one.targets)
  for (const [example, time] of times.entries())
    for (let pixel = 0; pixel < ROWS * COLUMNS; pixel++) {
      const values = [-4, -2, 0].flatMap((back) => [
        Math.fround((frame(video, time + back)[pixel] - 1000) / 2),
        Math.fround((frame(other, time + back)[pixel] - 900) / 4),
      ])
      const at = example * ROWS * COLUMNS + pixel
      expect([...three.inputs.subarray(6 * at, 6 * at + 6)]).toEqual(values)
      expect([...one.inputs.subarray(2 * at, 2 * at + 2)]).toEqual(values.slice(-2))
    }
})

describe('standardisation', () => {
  test('with one number for all pixels is mean and deviation over all', () => {
    const video = noise()
    const values = segmentFrames.flatMap((index) => [...frame(video, index)])
    const { background, deviation } = standardisation([video], [segment], 1, 'scalar', 100)
    expect(background).toBeCloseTo(mean(values), 8)
    expect(deviation).toBeCloseTo(Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2))), 8)
  })

  test('with one number for each pixel keeps fluctuations a hundred thousand times smaller than the mean', () => {
    const video = noise()
    const { background, deviation } = standardisation([video], [segment], 1, 'pixel', 100)
    const series = Array.from({ length: ROWS * COLUMNS }, (_, i) =>
      segmentFrames.map((index) => frame(video, index)[i]),
    )
    for (const [i, values] of series.entries())
      expect((background as Float32Array)[i]).toBeCloseTo(mean(values), 3)
    const squares = series.flatMap((values) => values.map((v) => (v - mean(values)) ** 2))
    expect(deviation / Math.sqrt(mean(squares))).toBeCloseTo(1, 6)
  })

  test('of a picture that never changes is exactly 0 with one number for each pixel', () => {
    const still = noise()
    for (let i = ROWS * COLUMNS; i < still.pixels.length; i++)
      still.pixels[i] = still.pixels[i % (ROWS * COLUMNS)]
    expect(standardisation([still], [segment], 1, 'pixel', 100).deviation).toBe(0)
    expect(standardisation([still], [segment], 1, 'scalar', 100).deviation).toBeGreaterThan(1)
  })
})
