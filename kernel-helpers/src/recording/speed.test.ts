import { expect, test } from 'vitest'
import { Random } from '../run/random.js'
import { sharedFloats } from './memory.js'
import type { Recording } from './recording.js'
import { estimateSpeed } from './speed.js'
import { Trajectory } from './trajectory.js'
import { Video } from './video.js'

const about = { title: 'test', source: { kind: 'array' } } as const

function film(frames: number, size: number, value: (t: number, x: number, y: number) => number): Video {
  const pixels = sharedFloats(frames * size * size)
  for (let t = 0; t < frames; t++) {
    for (let i = 0; i < size * size; i++) {
      pixels[t * size * size + i] = value(t, i % size, Math.floor(i / size))
    }
  }
  return new Video({
    frames,
    rows: size,
    columns: size,
    pixels,
    pixelSize: 0.5,
    lengthUnit: 'µm',
    frameInterval: 0.1,
    timeUnit: 's',
    boundary: 'open',
    speed: null,
    provenance: about,
  })
}

/** Plane waves in all directions, of wavelengths about 2π `scale` pixels: a texture without preferred direction. */
function texture(scale: number): (x: number, y: number) => number {
  const random = new Random(1)
  const waves = Array.from({ length: 60 }, (_, i) => {
    const [k, angle] = [
      Math.hypot(random.normal(), random.normal()) / scale,
      (Math.PI * i * (Math.sqrt(5) - 1)) / 2,
    ]
    return { kx: k * Math.cos(angle), ky: k * Math.sin(angle), phase: 2 * Math.PI * random.uniform() }
  })
  return (x, y) => waves.reduce((sum, { kx, ky, phase }) => sum + Math.cos(kx * x + ky * y + phase), 0)
}

/** Particles with velocities that are kept (ballistic) or drawn afresh in every frame (Brownian). */
function walkers(kind: 'ballistic' | 'brownian', stepPerAxis: number): Recording {
  const [particles, side, frames] = [300, 40, 120]
  const random = new Random(4)
  const draw = () => Float64Array.from({ length: 2 * particles }, () => stepPerAxis * random.normal())
  const positions = sharedFloats(frames * 2 * particles)
  let velocities = draw()
  const at = Float64Array.from({ length: 2 * particles }, () => side * random.uniform())
  for (let t = 0; t < frames; t++) {
    if (kind === 'brownian') velocities = draw()
    at.forEach((x, i) => {
      at[i] = (x + velocities[i] + side) % side
      positions[t * 2 * particles + i] = Math.min(at[i], side * (1 - 1e-6))
    })
  }
  return new Trajectory({
    frames,
    particles,
    positions,
    renderWidth: 1,
    width: side,
    height: side,
    boundary: 'periodic',
    lengthUnit: 'σ',
    timeUnit: 'τ',
    frameInterval: 1,
    speed: null,
    provenance: about,
  })
}

test.each([
  [0.3, 3],
  [0.8, 4],
  [1.5, 6],
])(
  'a texture that moves by %f pixels a frame: both estimators find its speed, in its units',
  (shift, scale) => {
    const pattern = texture(scale)
    const angle = 0.4
    const moving = film(100, 32, (t, x, y) =>
      pattern(x - shift * t * Math.cos(angle), y - shift * t * Math.sin(angle)),
    )
    const { speed, gradient, correlation, ratio, problem, cellSize, lengthUnit, timeUnit } =
      estimateSpeed(moving)
    const truth = (shift * 0.5) / 0.1
    expect(Math.abs(gradient! / truth - 1)).toBeLessThan(0.08)
    expect(Math.abs(correlation! / truth - 1)).toBeLessThan(0.12)
    expect(speed).toBeCloseTo(Math.sqrt(gradient! * correlation!), 10)
    expect(ratio).toBeLessThan(1.2)
    expect({ problem, cellSize, lengthUnit, timeUnit }).toEqual({
      problem: null,
      cellSize: 0.5,
      lengthUnit: 'µm',
      timeUnit: 's',
    })
  },
)

test('a bright still background and a flickering lamp change nothing', () => {
  const pattern = texture(5)
  const random = new Random(2)
  const background = Float64Array.from({ length: 32 * 32 }, () => 300 * random.uniform())
  const lamp = Float64Array.from({ length: 100 }, () => 200 * random.uniform())
  const plain = film(100, 32, (t, x, y) => pattern(x - 0.5 * t, y))
  const disturbed = film(100, 32, (t, x, y) => pattern(x - 0.5 * t, y) + background[y * 32 + x] + lamp[t])
  expect(estimateSpeed(disturbed).speed! / estimateSpeed(plain).speed!).toBeCloseTo(1, 3)
})

test('particles flying freely: the root mean square speed', () => {
  const { gradient, correlation } = estimateSpeed(walkers('ballistic', 0.2), 0.5)
  const truth = 0.2 * Math.SQRT2
  expect(Math.abs(gradient! / truth - 1)).toBeLessThan(0.15)
  // A spread of velocities smears the correlation: 0.83 of the truth for Gaussian ones.
  expect(correlation! / truth).toBeGreaterThan(0.65)
  expect(correlation! / truth).toBeLessThan(1.05)
})

test('random walkers have no speed of their own: what is found falls with the cell size', () => {
  const walk = walkers('brownian', 0.3)
  const [fine, coarse] = [0.5, 5].map((cellSize) => estimateSpeed(walk, cellSize).correlation!)
  expect(fine / coarse).toBeGreaterThan(2)
})

test('white noise has nothing to follow', () => {
  const random = new Random(3)
  const { speed, gradient, correlation, problem } = estimateSpeed(film(40, 32, () => random.normal()))
  expect([speed, gradient, correlation]).toEqual([null, null, null])
  expect(problem).toMatch(/^nothing to follow: from one frame to the next the correlation is -?0\.0\d$/)
})

test('a picture that stays the same does not move', () => {
  const pattern = texture(5)
  const { speed, problem } = estimateSpeed(film(20, 32, (_, x, y) => 1000 + pattern(x, y)))
  expect(speed).toBeNull()
  expect(problem).toBe('nothing moves: no cell ever changes')
})

test('estimators that disagree are both shown, and no speed is claimed', () => {
  // Most of the brightness drifts slowly, most of the contrast between neighbours quickly.
  const [slow, fast] = [texture(12), texture(2)]
  const mixed = film(400, 32, (t, x, y) => 3 * slow(x - 0.1 * t, y) + fast(x - 1.2 * t, y))
  const { speed, gradient, correlation, ratio, problem } = estimateSpeed(mixed)
  expect(gradient).toBeGreaterThan(0)
  expect(correlation).toBeGreaterThan(0)
  expect(ratio).toBeGreaterThan(3)
  expect(speed).toBeNull()
  expect(problem).toMatch(/the two estimates differ by a factor of \d+\.\d: there may be no one speed/)
})

test('too little to look at is refused', () => {
  expect(() => estimateSpeed(film(2, 8, (t, x) => t + x))).toThrow(
    'test: 2 frames of 8 × 8 cells; expected at least 3',
  )
})
