import { beforeAll, describe, expect, test } from 'vitest'
import { type Backend, loadBackend } from '../../learning/backends/index.js'
import { examples, standardisation } from '../../learning/examples.js'
import type { Predictor } from '../../learning/predictor.js'
import { recipes } from '../../learning/recipe.js'
import { fitRidge, RIDGE_RADIUS } from '../../learning/ridge.js'
import { split } from '../../learning/split.js'
import type { Recording } from '../../recording/recording.js'
import { Video } from '../../recording/video.js'
import { exactGap, type Hop, linearField } from './exactGap.test.support.js'
import { measureGap } from './gap.js'
import { figuresOf } from './rows.js'

const SIDE = 32
const FRAMES = 1500
const context = { report: () => {}, checkpoint: () => {} }

let backend: Backend
beforeAll(async () => {
  backend = await loadBackend('tensorflow').catch(() => loadBackend('wasm'))
})

function video(pixels: Float32Array, frames: number, side = SIDE): Video {
  return new Video({
    pixels,
    frames,
    rows: side,
    columns: side,
    pixelSize: 1,
    lengthUnit: 'px',
    frameInterval: 1,
    timeUnit: 'frame',
    boundary: 'periodic',
    speed: null,
    provenance: { title: 'linear field', source: { kind: 'array' } },
  })
}

/** The best linear predictor on the training runs of the first replicate. */
async function ridgeOn(
  recordings: readonly Recording[],
  cellSize: number,
  offset: number,
): Promise<Predictor> {
  const { train, validation } = split(
    recordings.map((r) => r.frames),
    0,
  )
  const scale = standardisation(recordings, train, cellSize, 'scalar', 200)
  const of = (segments: typeof train, count: number) =>
    examples(recordings, segments, cellSize, offset, count, RIDGE_RADIUS, scale)
  const ridge = await fitRidge(backend.tf, of(train, 900), of(validation, 300))
  const { kernels, channels } = recipes.small
  const parameters = new Float32Array(0)
  return { cellSize, offset, kernels, channels, standardisation: scale, ridge, parameters, chosen: 'ridge' }
}

async function measuredGap(recordings: readonly Recording[], fine: Predictor, coarse: Predictor) {
  const measured = await measureGap(
    {
      kind: 'commuting-gap',
      recordings: recordings.map((r) => r.share()),
      test: split(
        recordings.map((r) => r.frames),
        0,
      ).test,
      ...{ fine, coarse, testPixels: 500_000, scenes: 2 },
    },
    context,
  )
  return { measured, figures: figuresOf(measured) }
}

describe('linear fields, whose gap is known exactly', () => {
  const cases: [string, Hop[]][] = [
    ['every pixel on its own: both paths keep 0.9² of it', [{ dy: 0, dx: 0, share: 0.9 }]],
    ['a pattern that moves by a pixel: twice that is one coarse cell', [{ dy: 0, dx: 1, share: 0.9 }]],
    [
      'a pattern that moves right or down: what is lost in averaging matters',
      [
        { dy: 0, dx: 1, share: 0.45 },
        { dy: 1, dx: 0, share: 0.45 },
      ],
    ],
    [
      'diffusion',
      [
        { dy: 0, dx: 0, share: 0.3 },
        ...[-1, 1].flatMap((d) => [
          { dy: d, dx: 0, share: 0.15 },
          { dy: 0, dx: d, share: 0.15 },
        ]),
      ],
    ],
  ]
  test.each(cases)(
    '%s',
    async (_, hops) => {
      const recordings = [1, 2, 3].map((seed) => video(linearField(hops, SIDE, FRAMES, seed), FRAMES))
      const [fine, coarse] = [await ridgeOn(recordings, 1, 1), await ridgeOn(recordings, 2, 2)]
      const exact = exactGap(hops, SIDE)
      const { figures } = await measuredGap(recordings, fine, coarse)
      // Of the variance of fields of 256 cells over some 500 test frames, and of ridge's 163 coefficients.
      expect(Math.abs(figures.gap - exact.gap)).toBeLessThan(0.002 + 0.05 * exact.gap)
      expect(Math.abs(figures.evolvedFvu - exact.evolvedFvu)).toBeLessThan(0.03)
      expect(Math.abs(figures.coarsenedFvu - exact.coarsenedFvu)).toBeLessThan(0.03)
      expect(Math.abs(figures.errorCorrelation - exact.errorCorrelation)).toBeLessThan(0.01)
    },
    300_000,
  )

  test('the cases differ: some commute and some do not', () => {
    const [alone, moving, either, diffusion] = cases.map(([, hops]) => exactGap(hops, SIDE))
    expect(alone.gap).toBeLessThan(1e-9)
    expect(moving.gap).toBeLessThan(1e-9)
    expect(alone.errorCorrelation).toBeCloseTo(1, 6)
    expect(alone.evolvedFvu).toBeCloseTo(1 - 0.9 ** 4, 6)
    expect(either.gap).toBeGreaterThan(0.03)
    expect(diffusion.gap).toBeGreaterThan(0.001)
  })
})

describe('a gap', () => {
  const hops = [{ dy: 0, dx: 1, share: 0.9 }]
  const recordings = [1, 2].map((seed) => video(linearField(hops, SIDE, 200, seed), 200))

  test('keeps the fields of some times, which are those that it measured', async () => {
    const [fine, coarse] = [await ridgeOn(recordings, 1, 1), await ridgeOn(recordings, 2, 2)]
    const { scenes } = (await measuredGap(recordings, fine, coarse)).measured
    expect(scenes).toHaveLength(2)
    for (const { frame, height, width, present, coarsePresent, truth } of scenes) {
      expect([height, width]).toEqual([16, 16])
      expect(frame).toBeGreaterThanOrEqual(102)
      const mean = (present[0] + present[1] + present[32] + present[33]) / 4
      expect(coarsePresent[0]).toBeCloseTo(mean, 5)
      const field = new Float32Array(256)
      recordings[0].render(frame + 2, 2, field)
      expect(truth).toEqual(field)
    }
  })

  test('is undefined where nothing varies at 2b, and where too few frames are left', async () => {
    const [fine, coarse] = [await ridgeOn(recordings, 1, 1), await ridgeOn(recordings, 2, 2)]
    // Alternating signs cancel in every coarse cell.
    const checkers = new Float32Array(200 * SIDE * SIDE).map(
      (_, i) => (-1) ** ((i % SIDE) + (Math.floor(i / SIDE) % SIDE) + Math.floor(i / SIDE ** 2)),
    )
    const still = [1, 2].map(() => video(checkers, 200))
    await expect(measuredGap(still, fine, coarse)).rejects.toThrow(
      'every pixel of the test frames keeps its value at cell size 2',
    )
    const short = recordings.map(({ pixels }) => video(pixels.slice(0, 10 * SIDE * SIDE), 10))
    await expect(measuredGap(short, fine, coarse)).rejects.toThrow(/offset: 1 frames .* leaves 1 windows/)
    const other = { ...coarse, cellSize: 3.2 }
    await expect(measuredGap(recordings, fine, other)).rejects.toThrow('expected twice as many')
  })
})
