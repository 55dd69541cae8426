import { expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { sharedFloats } from './memory.js'
import { fieldStatistics } from './statistics.js'
import { Video } from './video.js'

const SIDE = 16

/** Independent pixels of mean 3 and deviation 2 that keep `memory` of themselves from frame to frame. */
function pixels(memory: number, frames: number, seed: number): Video {
  const random = new Random(seed)
  const values = sharedFloats(frames * SIDE * SIDE)
  const state = Float64Array.from({ length: SIDE * SIDE }, () => random.normal())
  for (let frame = 0; frame < frames; frame++)
    for (let i = 0; i < state.length; i++) {
      values[frame * state.length + i] = 3 + 2 * state[i]
      state[i] = memory * state[i] + Math.sqrt(1 - memory ** 2) * random.normal()
    }
  return new Video({
    ...{ frames, rows: SIDE, columns: SIDE, pixels: values, pixelSize: 1, boundary: 'periodic', speed: null },
    ...{ frameInterval: 0.5, lengthUnit: 'px', timeUnit: 's' },
    provenance: { title: 'pixels', source: { kind: 'array' } },
  })
}

const statistics = (video: Video, cellSize: number) =>
  fieldStatistics(
    { kind: 'statistics', recording: video.share(), cellSize },
    { report: () => {}, checkpoint: () => {} },
  )

test('mean, deviation and half-life of pixels that forget exponentially, and of blocks of them', () => {
  const video = pixels(0.9, 1000, 1)
  const { mean, deviation, decayTime } = statistics(video, 1)
  expect(Math.abs(mean - 3)).toBeLessThan(0.05)
  expect(Math.abs(deviation / 2 - 1)).toBeLessThan(0.02)
  // ln ½ / ln 0.9 frames of half a second; interpolated linearly between 6 and 8 frames.
  expect(Math.abs(decayTime! / ((0.5 * Math.log(0.5)) / Math.log(0.9)) - 1)).toBeLessThan(0.03)
  expect(Math.abs(statistics(video, 4).deviation / 0.5 - 1)).toBeLessThan(0.05)
})

test('what does not decay within half of the recording is not extrapolated; what never varies is refused', () => {
  expect(statistics(pixels(0.999, 60, 2), 2).decayTime).toBeNull()
  const still = new Video({ ...pixels(0.5, 20, 3), pixels: sharedFloats(20 * SIDE * SIDE) })
  expect(() => statistics(still, 2)).toThrow('every pixel of the recording has the same value at cell size 2')
})
