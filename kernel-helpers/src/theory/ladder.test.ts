import { expect, test } from 'vitest'
import { Video } from '../recording/video.js'
import { suitableCellSizes } from './ladder.js'

test('of a ladder, cells are left out that are smaller than a pixel or too large for the field', () => {
  const video = new Video({
    ...{ frames: 1, rows: 16, columns: 16, pixelSize: 0.5, pixels: new Float32Array(256) },
    ...{ lengthUnit: 'L', timeUnit: 'τ', frameInterval: 1, speed: null, boundary: 'periodic' },
    provenance: { title: 'field', source: { kind: 'array' } },
    ladder: [0.25, 0.5, 1, 2, 4],
  })
  expect(suitableCellSizes(video)).toEqual([0.5, 1, 2])
})
