import { describe, expect, test } from 'vitest'
import { sharedFloats } from './memory.js'
import type { Recording } from './recording.js'
import { openShared } from './shared.js'
import { Trajectory } from './trajectory.js'
import { Video } from './video.js'

const provenance = { title: 'test', source: { kind: 'array' } } as const

function scattered(seed: number, count: number, extent: number): Float32Array {
  const positions = sharedFloats(2 * count)
  let state = seed
  for (let i = 0; i < positions.length; i++) {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    positions[i] = (state / 2 ** 32) * extent
  }
  return positions
}

function particles(boundary: 'periodic' | 'open' = 'periodic'): Trajectory {
  return new Trajectory({
    frames: 1,
    particles: 200,
    positions: scattered(7, 200, 16),
    width: 16,
    height: 16,
    boundary,
    frameInterval: 1,
    lengthUnit: 'σ',
    timeUnit: 'τ',
    speed: 1,
    renderWidth: 0.3,
    provenance,
  })
}

function pixels(rows = 12, columns = 18, boundary: 'periodic' | 'open' = 'open'): Video {
  const values = sharedFloats(2 * rows * columns)
  values.set(scattered(3, rows * columns, 1))
  return new Video({
    frames: 2,
    rows,
    columns,
    pixels: values,
    pixelSize: 0.5,
    lengthUnit: 'µm',
    frameInterval: 0.1,
    timeUnit: 's',
    boundary,
    speed: null,
    provenance,
  })
}

function field(recording: Recording, cellSize: number, frame = 0): Float32Array {
  const { height, width } = recording.shape(cellSize)
  const out = new Float32Array(height * width)
  recording.render(frame, cellSize, out)
  return out
}

function blockAverage(fine: Float32Array, width: number): number[] {
  const half = width / 2
  return Array.from({ length: fine.length / 4 }, (_, k) => {
    const at = 2 * Math.floor(k / half) * width + 2 * (k % half)
    return (fine[at] + fine[at + 1] + fine[at + width] + fine[at + width + 1]) / 4
  })
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length)
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])))
}

describe('particles', () => {
  test.each([0.25, 0.5, 1, 2, 4])(
    'coarse-graining is a semigroup: 2b is the block average of b = %f',
    (b) => {
      const recording = particles()
      const fine = field(recording, b)
      const coarse = field(recording, 2 * b)
      expect(largestDifference(blockAverage(fine, recording.shape(b).width), coarse)).toBeLessThan(
        1e-3 * Math.max(...coarse),
      )
    },
  )

  test.each([0.25, 1, 3, 16])('every particle counts once at b = %f', (b) => {
    const recording = particles()
    const values = field(recording, b)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean).toBeCloseTo(recording.density, 5)
  })

  test('a cell holds the integral of the Gaussian over it', () => {
    const recording = new Trajectory({
      ...{ frames: 1, particles: 1, width: 8, height: 8, boundary: 'periodic', frameInterval: 1 },
      ...{ lengthUnit: 'σ', timeUnit: 'τ', speed: null, renderWidth: 0.5, provenance },
      positions: Float32Array.of(3.2, 4.7),
    })
    const out = field(recording, 1)
    // erf from the error function's power series; the cut at 4 widths moves less than 1e-4.
    const erf = (x: number) => {
      let term = x
      let sum = x
      for (let n = 1; n < 60; n++) {
        term *= (-x * x) / n
        sum += term / (2 * n + 1)
      }
      return (2 / Math.sqrt(Math.PI)) * sum
    }
    const share = (from: number, centre: number) =>
      (erf((from + 1 - centre) / (0.5 * Math.SQRT2)) - erf((from - centre) / (0.5 * Math.SQRT2))) / 2
    expect(out[4 * 8 + 3]).toBeCloseTo(share(3, 3.2) * share(4, 4.7), 4)
    expect(out[3 * 8 + 2]).toBeCloseTo(share(2, 3.2) * share(3, 4.7), 4)
  })

  test('a periodic box is divided into whole cells, and the side that fits is reported', () => {
    expect(particles().fittedCellSize(0.3)).toBeCloseTo(16 / 53, 12)
    expect(particles().shape(0.3)).toEqual({ height: 53, width: 53 })
  })

  test('a cell larger than the frame is refused by name', () => {
    expect(() => particles().shape(17)).toThrow('cellSize: 17 is larger than the frame, expected at most 16')
    expect(() => particles().shape(0)).toThrow('cellSize: 0, expected a length above 0')
  })
})

describe('video', () => {
  test('a cell of one pixel shows the pixels', () => {
    const recording = pixels()
    expect(largestDifference(field(recording, 0.5), recording.pixels.subarray(0, 12 * 18))).toBe(0)
  })

  test('cells of whole pixels are block averages', () => {
    const recording = pixels()
    expect(largestDifference(field(recording, 1), blockAverage(field(recording, 0.5), 18))).toBeLessThan(1e-6)
  })

  test('cells of broken pixels are weighted by area', () => {
    const recording = new Video({
      frames: 1,
      rows: 3,
      columns: 3,
      pixels: Float32Array.of(1, 2, 4, 1, 2, 4, 1, 2, 4),
      pixelSize: 1,
      lengthUnit: 'px',
      frameInterval: 1,
      timeUnit: 'frame',
      boundary: 'open',
      speed: null,
      provenance,
    })
    const topRow = [...field(recording, 1.5)].slice(0, 2)
    expect(topRow[0]).toBeCloseTo((1 + 0.5 * 2) / 1.5, 5)
    expect(topRow[1]).toBeCloseTo((0.5 * 2 + 4) / 1.5, 5)
  })

  test('the mean of a periodic video is the same at every cell size', () => {
    const recording = pixels(12, 12, 'periodic')
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    for (const b of [0.7, 1, 1.3, 2.5, 6])
      expect(mean(field(recording, b))).toBeCloseTo(mean(field(recording, 0.5)), 5)
  })

  test('a cell smaller than a pixel or larger than the frame is refused by name', () => {
    expect(() => pixels().shape(0.4)).toThrow('cellSize: 0.4 µm, expected at least one pixel (0.5 µm)')
    expect(() => pixels().shape(7)).toThrow('cellSize: 7 is larger than the frame, expected at most 6')
  })
})

test.each([
  ['particles', particles()],
  ['pixels', pixels()],
])('%s reach another thread without a copy', (_, recording) => {
  const shared = recording.share()
  const opened = openShared(shared)
  expect(largestDifference(field(opened, 1), field(recording, 1))).toBe(0)
  const memory = 'positions' in shared ? shared.positions : shared.pixels
  expect(memory).toBe('positions' in recording ? recording.positions.buffer : recording.pixels.buffer)
})
