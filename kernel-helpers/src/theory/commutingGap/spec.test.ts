import { expect, test } from 'vitest'
import { Trajectory } from '../../recording/trajectory.js'
import { Video } from '../../recording/video.js'
import { octaveChains } from './halving.js'
import { commutingGapOptionsOf, resolveCommutingGap } from './spec.js'

const SIDE = 63.992
const disks = (frames: number) =>
  new Trajectory({
    frames,
    particles: 1,
    positions: new Float32Array(2 * frames),
    width: SIDE,
    height: SIDE,
    boundary: 'periodic',
    frameInterval: 0.0625 / Math.SQRT2,
    lengthUnit: 'σ',
    timeUnit: 'τ',
    speed: Math.SQRT2,
    renderWidth: 0.3,
    ladder: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8],
    provenance: { title: 'disks', source: { kind: 'array' } },
  })
const video = (frames: number, side: number, boundary: 'open' | 'periodic' = 'open') =>
  new Video({
    pixels: new Float32Array(frames * side * side),
    frames,
    rows: side,
    columns: side,
    pixelSize: 1,
    lengthUnit: 'px',
    frameInterval: 1,
    timeUnit: 'frame',
    boundary,
    speed: null,
    provenance: { title: 'video', source: { kind: 'array' } },
  })

test('a ladder falls into chains of octaves', () => {
  expect(octaveChains([4, 1, 1.5, 2, 3, 0.67])).toEqual([[0.67], [1, 2, 4], [1.5, 3]])
})

test('the ladder of a system: every pair nests in its box, and offsets double', () => {
  const run = disks(2000)
  const { chains } = resolveCommutingGap([run, run, run], {})
  expect(chains.map((chain) => chain.map(({ offset }) => offset))).toEqual([
    [2, 4, 8, 16, 32, 64],
    [6, 12, 24],
  ])
  for (const chain of chains)
    for (const [i, { cellSize }] of chain.entries())
      if (i > 0) expect(run.shape(chain[i - 1].cellSize).width).toBe(2 * run.shape(cellSize).width)
  expect(chains[1][0].cellSize).toBeCloseTo(SIDE / 84, 9)
})

test('a video: octaves of a pixel, the offset given at the finest', () => {
  const { chains, speed } = resolveCommutingGap([video(400, 50)], { offset: 3 })
  expect(speed).toBeNull()
  expect(chains).toEqual([
    [
      { cellSize: 1, offset: 3 },
      { cellSize: 2, offset: 6 },
      { cellSize: 4, offset: 12 },
      { cellSize: 8, offset: 24 },
    ],
  ])
})

test('a specification is what its own request resolves to', () => {
  for (const recordings of [[disks(2000), disks(2000)], [video(400, 50)], [video(400, 51, 'periodic')]]) {
    const spec = resolveCommutingGap(recordings, { budget: 'large', seed: 4 })
    expect(resolveCommutingGap(recordings, commutingGapOptionsOf(spec))).toEqual(spec)
  }
})

test.each([
  [{ cellSizes: [1, 1.6] }, 'cellSizes: 1, 1.6 σ, expected pairs b and 2b: missing 0.5 or 2; 0.8 or 3.2'],
  [{ cellSizes: [1, 2, 3] }, 'missing 1.5 or 6'],
  [{ cellSizes: [32, 64, 128] }, 'cellSize: 64 is larger than the frame'],
  [{ cellSizes: [8, 16, 32] }, /offset: 256 frames at cell size 32 σ, expected at most/],
  [{ surrogates: 3 }, 'surrogates: unknown, expected one of cellSizes'],
  [{ kappa: -1 }, /kappa: -1/],
])('%j is refused by name', (options, message) => {
  expect(() => resolveCommutingGap([disks(1000), disks(1000)], options as never)).toThrow(message)
})

test('too few frames for windows of 4 S', () => {
  expect(() => resolveCommutingGap([video(20, 50)], {})).toThrow(
    'frames: 20, too few for a pair b and 2b: expected parts that hold windows of 4·offset frames, at offset 1',
  )
})
