import { afterAll, describe, expect, test } from 'vitest'
import { sharedFloats } from '../../recording/memory.js'
import type { Recording } from '../../recording/recording.js'
import { Video } from '../../recording/video.js'
import { Random } from '../../run/random.js'
import { hardDisks, ising, translatingTexture, whiteNoise } from '../../systems/index.js'
import { record } from '../../systems/record.js'
import { sharedPool } from '../../workers.js'
import { runAnalysis } from '../runAnalysis.js'
import { transferAnalysis } from './transfer.js'
import { resolveTransfer, type TransferOptions, transferOptionsOf } from './transferSpec.js'

const pool = sharedPool()
const measure = (groups: readonly (readonly Recording[])[], options: TransferOptions) =>
  runAnalysis(transferAnalysis, pool, groups, options)
afterAll(() => pool.close())

const SIDE = 32
const BLOCK = 4
const FRAMES = 300

/**
 * Blocks of 4 × 4 pixels that remember 0.9 of their last value, and inside each a pattern of zero mean that remembers
 * `detail` of its own.
 */
function texture(title: string, detail: number, seed: number, scale = 1): Recording {
  const random = new Random(seed)
  const pixels = sharedFloats(FRAMES * SIDE * SIDE)
  const across = SIDE / BLOCK
  const block = (i: number) => Math.floor(i / SIDE / BLOCK) * across + Math.floor((i % SIDE) / BLOCK)
  let [coarse, fine] = [new Float64Array(across ** 2), new Float64Array(SIDE ** 2)]
  for (let frame = -50; frame < FRAMES; frame++) {
    coarse = coarse.map((value) => 0.9 * value + Math.sqrt(0.19) * random.normal())
    const noise = fine.map(() => random.normal())
    const means = new Float64Array(across ** 2)
    for (const [i, value] of noise.entries()) means[block(i)] += value / BLOCK ** 2
    fine = fine.map((value, i) => detail * value + Math.sqrt(1 - detail ** 2) * (noise[i] - means[block(i)]))
    if (frame >= 0)
      for (let i = 0; i < SIDE ** 2; i++) pixels[frame * SIDE ** 2 + i] = scale * (coarse[block(i)] + fine[i])
  }
  return new Video({
    frames: FRAMES,
    rows: SIDE,
    columns: SIDE,
    pixels,
    pixelSize: 1,
    boundary: 'periodic',
    frameInterval: 1,
    lengthUnit: 'px',
    timeUnit: 'frame',
    speed: null,
    provenance: { title, source: { kind: 'array' } },
  })
}
const textures = (title: string, detail: number, seed: number, scale?: number) =>
  [0, 1, 2].map((run) => texture(title, detail, seed + run, scale))

describe('transfer', () => {
  test('two textures with other details and the same blocks are told apart at a pixel and not at a block', async () => {
    const result = await measure([textures('slow', 0.9, 1), textures('alternating', -0.9, 11)], {
      cellSizes: [1, 4],
    })
    const at = (size: number) => result.rows.filter((row) => row.size === size)
    for (const { ratio, low } of at(1)) {
      expect(ratio).toBeGreaterThan(2)
      expect(low).toBeGreaterThan(1.03)
    }
    // A block remembers 0.9 of its last value, which leaves 1 − 0.9²; of its variance the test's 148 frames show less, since
    // their own mean is subtracted, of variance (1 + 0.9) / (1 − 0.9) / 148.
    const seen = 1 - 19 / 148
    for (const { ratio, low, high, fvuOwn } of at(4)) {
      expect(Math.abs(ratio - 1)).toBeLessThan(0.03)
      expect(low).toBeLessThan(1.01)
      expect(high).toBeGreaterThan(0.99)
      expect(Math.abs(fvuOwn / (0.19 / seen) - 1)).toBeLessThan(0.05)
    }
    const [{ from, low, high, between }] = result.interchanges()
    expect(between).toEqual(['slow', 'alternating'])
    expect(from).toBe(4)
    expect(low).toBeGreaterThan(1)
    expect(high).toBeLessThan(4)
    expect(result.verdict).toContain('interchangeable to 3 % from 4 px on')
    expect(result.finished).toBe(true)
    expect(result.table.numRows).toBe(4)
  }, 300_000)

  test('a system with itself, other seeds: 1 within the interval', async () => {
    const disks = (seeds: number[]) => record(pool, hardDisks, { particles: 256 }, { frames: 600, seeds })
    const result = await measure([await disks([1, 2, 3]), await disks([4, 5, 6])], { cellSizes: [1] })
    expect(result.names).toEqual(['Hard disks', 'Hard disks (2)'])
    for (const { ratio, low, high } of result.rows) {
      expect(low).toBeLessThan(1)
      expect(high).toBeGreaterThan(1)
      expect(Math.abs(ratio - 1)).toBeLessThan(0.05)
    }
  }, 300_000)

  test('white noise and a texture that moves have nothing to teach each other', async () => {
    const seeds = { frames: 300, seeds: [1, 2, 3] }
    const result = await measure(
      [await record(pool, whiteNoise, {}, seeds), await record(pool, translatingTexture, {}, seeds)],
      { cellSizes: [4], match: ['mean', 'deviation'] },
    )
    const [toTexture, toNoise] = result.rows
    // Noise teaches to say the mean, the texture to extrapolate motion: to noise that only adds.
    expect(toTexture.fvu).toBeGreaterThan(0.5)
    expect(toTexture.ratio).toBeGreaterThan(50)
    expect(toNoise.low).toBeGreaterThan(1.03)
    expect(result.problems.join()).toContain('White noise at 4 px: its own predictor explains nothing')
    expect(result.interchanges()[0].from).toBeNull()
  }, 300_000)

  test('a change of amplitude is lost on a linear rule with zero mean, and matching the deviation undoes it', async () => {
    const [once, fourfold] = [textures('plain', 0.9, 1), textures('fourfold', 0.9, 21, 4)]
    const [plain, matched] = [
      await measure([once, fourfold], { cellSizes: [4] }),
      await measure([once, fourfold], { cellSizes: [4], match: ['deviation'] }),
    ]
    for (const { ratio } of matched.rows) expect(Math.abs(ratio - 1)).toBeLessThan(0.03)
    expect(plain.rows[0].ratio).not.toBe(matched.rows[0].ratio)
  }, 300_000)
})

describe('what the systems must have in common', () => {
  const disks = () => record(pool, hardDisks, { particles: 64 }, { frames: 40, seeds: [1, 2] })

  test('other units, unless they are relative', async () => {
    const spins = await record(pool, ising, { size: 16 }, { frames: 40, seeds: [1, 2] })
    const groups = [await disks(), spins]
    expect(() => resolveTransfer(groups, {})).toThrow(
      "units: absolute, but lengths are in σ and in a; expected the same unit, or units 'relative'",
    )
    expect(() => resolveTransfer(groups, { units: 'relative', time: 'duration' })).toThrow(
      'time: duration, but times are in τ and in sweep',
    )
    const spec = resolveTransfer(groups, { units: 'relative' })
    expect(spec.scales.map(({ cellSizes }) => cellSizes.slice(0, 2))).toContainEqual([0.5, 2])
    expect(resolveTransfer(groups, transferOptionsOf(spec))).toEqual(spec)
  })

  test('ladders that meet, cells of the same size, other seeds, more than one system', async () => {
    const videos = (pixelSize: number) =>
      [0, 1].map((run) => new Video({ ...(texture('film', 0.5, run) as Video), pixelSize, ladder: null }))
    expect(() => resolveTransfer([videos(1), videos(1.3)], {})).toThrow(/ladders don't overlap .*expected/)
    expect(() => resolveTransfer([videos(1), videos(1)], {})).toThrow('systems: numbers 1 and 2 share a run')
    const runs = await disks()
    expect(() => resolveTransfer([runs], {})).toThrow('systems: 1, expected at least 2')
    expect(() => resolveTransfer([runs, []], {})).toThrow('the runs of number 2 are missing')
    const others = await record(pool, hardDisks, { particles: 64 }, { frames: 40, seeds: [3, 4] })
    expect(() => resolveTransfer([runs, others], { cellSizes: [100] })).toThrow(/^Hard disks: /)
    expect(() => resolveTransfer([runs, others], { replicates: 3 })).toThrow(
      'expected at most the number of runs, 2',
    )
    expect(() => resolveTransfer([runs, others], { margin: 0.9 })).toThrow(/^margin: 0.9, /)
    const spec = resolveTransfer([runs, others], { cellSizes: [0.5, 1] })
    expect(resolveTransfer([runs, others], transferOptionsOf(spec))).toEqual(spec)
  })
})
