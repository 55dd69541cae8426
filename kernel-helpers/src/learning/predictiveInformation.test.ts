import { describe, expect, test } from 'vitest'
import { Video } from '../recording/video.js'
import { Random } from '../run/random.js'
import {
  measurePredictiveInformation,
  type PredictiveInformation,
  quantiser,
} from './predictiveInformation.js'
import { split } from './split.js'

const quiet = { report: () => {}, checkpoint: () => {} }
const [SIDE, CELL, FRAMES] = [32, 4, 200]
const FLIP = 0.1

function video(seed: number, paint: (random: Random, pixels: Float32Array) => void): Video {
  const pixels = new Float32Array(FRAMES * SIDE * SIDE)
  paint(new Random(seed), pixels)
  return new Video({
    ...{ frames: FRAMES, rows: SIDE, columns: SIDE, pixels, pixelSize: 1, lengthUnit: 'px' },
    ...{ frameInterval: 1, timeUnit: 'frame', boundary: 'periodic', speed: null },
    provenance: { title: `run ${seed}`, source: { kind: 'array' } },
  })
}

function measured(
  paint: (random: Random, pixels: Float32Array) => void,
  seed: number,
  classes: number,
): Promise<PredictiveInformation> {
  const runs = [2 * seed, 2 * seed + 1].map((one) => video(one, paint).share())
  return measurePredictiveInformation(
    {
      kind: 'predictive-information',
      recordings: runs,
      split: split([FRAMES, FRAMES], 1),
      cellSize: CELL,
      offset: 1,
      classes,
      seed,
    },
    quiet,
  )
}

/**
 * Each cell has one of two textures, opposite checkerboards, which is kept with probability 1 − FLIP from frame to
 * frame, on top of a brightness that is drawn anew each time and has four times the texture's amplitude.
 */
function hiddenTexture(random: Random, pixels: Float32Array): void {
  const across = SIDE / CELL
  const sign = Array.from({ length: across ** 2 }, (): number => (random.uniform() < 0.5 ? -1 : 1))
  const brightness = new Float64Array(across ** 2)
  for (let frame = 0, to = 0; frame < FRAMES; frame++) {
    for (const i of sign.keys()) {
      if (random.uniform() < FLIP) sign[i] = -sign[i]
      brightness[i] = 4 * random.normal()
    }
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        const cell = Math.floor(y / CELL) * across + Math.floor(x / CELL)
        const texture = (x + y) % 2 === 0 ? sign[cell] : -sign[cell]
        pixels[to++] = brightness[cell] + texture + 0.3 * random.normal()
      }
  }
}

describe('predictive information', () => {
  test('of a hidden texture: learned classes have what a Markov chain has, averages nothing', async () => {
    const { learned, averaged, densityError } = await measured(hiddenTexture, 1, 2)
    const entropy = -FLIP * Math.log2(FLIP) - (1 - FLIP) * Math.log2(1 - FLIP)
    expect(Math.abs(learned.information - (1 - entropy))).toBeLessThan(0.05)
    expect(learned.entropy).toBeGreaterThan(0.99)
    expect(Math.abs(averaged.information)).toBeLessThan(0.02)
    expect(Math.abs(densityError - 1)).toBeLessThan(0.05)
  }, 600_000)

  test('of white noise is none, learned or averaged', async () => {
    const noise = (random: Random, pixels: Float32Array) => random.fillNormal(pixels)
    for (const seed of [1, 2]) {
      const { learned, averaged } = await measured(noise, seed, 4)
      expect(Math.abs(learned.information)).toBeLessThan(0.01)
      expect(Math.abs(averaged.information)).toBeLessThan(0.01)
      expect(averaged.entropy).toBeGreaterThan(1.95)
    }
  }, 600_000)
})

test('classes of equal population, and fewer where values repeat', () => {
  const values = Float32Array.from({ length: 100 }, (_, i) => (i * 37) % 100)
  const counts = (of: Uint8Array) => [0, 1, 2, 3].map((one) => of.filter((c) => c === one).length)
  expect(counts(quantiser(values, 4)(values))).toEqual([25, 25, 25, 25])
  const mostlyZero = values.map((value) => Math.max(0, value - 70))
  expect(counts(quantiser(mostlyZero, 4)(mostlyZero))).toEqual([0, 0, 75, 25])
})
