import { expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { sharedFloats } from './memory.js'
import { makeSurrogate, temporalPhaseSurrogate } from './surrogate.js'
import { Trajectory } from './trajectory.js'
import { Video } from './video.js'

const [rows, columns] = [3, 4]

/** Correlated in time and space, with means that differ between pixels. */
function film(frames: number): Video {
  const random = new Random(1)
  const pixels = sharedFloats(frames * rows * columns)
  let common = 0
  for (let t = 0; t < frames; t++) {
    common = 0.8 * common + random.normal()
    for (let i = 0; i < rows * columns; i++) {
      pixels[t * rows * columns + i] = 10 + i + common * (i % 3) + random.normal() ** 3
    }
  }
  return new Video({
    frames,
    rows,
    columns,
    pixels,
    pixelSize: 0.5,
    lengthUnit: 'µm',
    frameInterval: 0.1,
    timeUnit: 's',
    boundary: 'open',
    speed: null,
    provenance: { title: 'film', source: { kind: 'array' } },
  })
}

const series = (video: Video, pixel: number) =>
  Array.from({ length: video.frames }, (_, t) => video.pixels[t * rows * columns + pixel])

/** Discrete Fourier transform as pairs of real and imaginary part. */
function transform(values: number[]): [number, number][] {
  const n = values.length
  return values.map((_, k) => {
    const angle = (t: number) => (-2 * Math.PI * ((k * t) % n)) / n
    return [
      values.reduce((sum, value, t) => sum + value * Math.cos(angle(t)), 0),
      values.reduce((sum, value, t) => sum + value * Math.sin(angle(t)), 0),
    ]
  })
}

test.each([2, 3, 60, 61])('%i frames: spectra and cross-spectra of all pixels are kept', (frames) => {
  const original = film(frames)
  const surrogate = temporalPhaseSurrogate(original, 7)
  const spectra = [original, surrogate].map((video) =>
    Array.from({ length: rows * columns }, (_, i) => transform(series(video, i))),
  )
  const largest = Math.max(...spectra[0].flat().map(([re, im]) => re * re + im * im))
  for (let a = 0; a < rows * columns; a++) {
    for (let b = 0; b <= a; b++) {
      for (let k = 0; k < frames; k++) {
        const [before, after] = spectra.map((s) => {
          const [[ar, ai], [br, bi]] = [s[a][k], s[b][k]]
          return [ar * br + ai * bi, ai * br - ar * bi]
        })
        expect(Math.abs(after[0] - before[0])).toBeLessThan(1e-6 * largest)
        expect(Math.abs(after[1] - before[1])).toBeLessThan(1e-6 * largest)
      }
    }
  }
})

test('power spectra agree to 1e-5 at every frequency, and means to rounding', () => {
  const original = film(64)
  const surrogate = temporalPhaseSurrogate(original, 3)
  for (let i = 0; i < rows * columns; i++) {
    const [before, after] = [original, surrogate].map((video) => transform(series(video, i)))
    for (let k = 0; k < 64; k++) {
      const [power, kept] = [before, after].map((s) => s[k][0] ** 2 + s[k][1] ** 2)
      expect(Math.abs(kept / power - 1)).toBeLessThan(1e-5 * (k === 0 ? 1 : 1 + 64 / power))
    }
    expect(after[0][0] / before[0][0]).toBeCloseTo(1, 7)
  }
})

test('spatial covariance is kept', () => {
  const original = film(60)
  const covariance = (video: Video, a: number, b: number) => {
    const [x, y] = [series(video, a), series(video, b)]
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length
    return mean(x.map((value, t) => (value - mean(x)) * (y[t] - mean(y))))
  }
  const surrogate = temporalPhaseSurrogate(original, 7)
  for (let i = 0; i < rows * columns; i++) {
    expect(covariance(surrogate, i, 2)).toBeCloseTo(covariance(original, i, 2), 4)
  }
})

test('equal seeds repeat; another seed and the original differ; what makes the film non-Gaussian is gone', () => {
  const original = film(400)
  const first = temporalPhaseSurrogate(original, 7)
  expect(temporalPhaseSurrogate(original, 7).pixels).toEqual(first.pixels)
  const correlation = (a: Video, b: Video) => {
    const [x, y] = [series(a, 0), series(b, 0)].map((s) => s.map((v) => v - 10))
    const dot = (u: number[], v: number[]) => u.reduce((sum, value, t) => sum + value * v[t], 0)
    return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y))
  }
  expect(Math.abs(correlation(first, original))).toBeLessThan(0.2)
  expect(Math.abs(correlation(first, temporalPhaseSurrogate(original, 8)))).toBeLessThan(0.2)
  const kurtosis = (video: Video) => {
    const values = series(video, 0).map((v) => v - 10)
    const moment = (k: number) => values.reduce((sum, v) => sum + v ** k, 0) / values.length
    return moment(4) / moment(2) ** 2
  }
  expect(kurtosis(original)).toBeGreaterThan(10)
  expect(kurtosis(first)).toBeLessThan(5)
})

test('units and shape are those of the original, and the provenance says what it is', () => {
  const original = film(5)
  const { pixelSize, lengthUnit, frameInterval, timeUnit, boundary, provenance } = temporalPhaseSurrogate(
    original,
    7,
  )
  expect({ pixelSize, lengthUnit, frameInterval, timeUnit, boundary }).toEqual({
    pixelSize: 0.5,
    lengthUnit: 'µm',
    frameInterval: 0.1,
    timeUnit: 's',
    boundary: 'open',
  })
  expect(provenance.source).toEqual({ kind: 'surrogate', seed: 7, of: original.provenance })
})

test('as a job of a worker: the same surrogate, stopped when asked, and refused for particles', () => {
  const original = film(20)
  const task = { kind: 'surrogate', recording: original.share(), seed: 7 } as const
  const idle = { report() {}, checkpoint() {} }
  const made = makeSurrogate(task, idle)
  if (made.kind !== 'video') throw new Error('expected a video')
  expect(new Float32Array(made.pixels)).toEqual(temporalPhaseSurrogate(original, 7).pixels)
  const stop = () => {
    throw new Error('stopped here')
  }
  expect(() => makeSurrogate(task, { report() {}, checkpoint: stop })).toThrow('stopped here')
  const particles = new Trajectory({
    ...original.share(),
    particles: 1,
    renderWidth: 0.3,
    positions: sharedFloats(40),
  })
  expect(() => makeSurrogate({ ...task, recording: particles.share() }, idle)).toThrow(
    'film: a trajectory; surrogates are made of videos in memory, as coarseGrain makes them',
  )
})
