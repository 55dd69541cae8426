import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tableFromIPC, tableToIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Recording } from '../../recording/recording.js'
import { Video } from '../../recording/video.js'
import { translatingTexture, whiteNoise } from '../../systems/index.js'
import { record } from '../../systems/record.js'
import { sharedPool } from '../../workers.js'
import { type RunOptions, runAnalysis } from '../runAnalysis.js'
import { withData } from '../saveResult.js'
import { renderSvg } from '../svg.js'
import { commutingGapAnalysis } from './analysis.js'
import type { CommutingGap } from './result.js'
import type { CommutingGapOptions } from './spec.js'

const pool = sharedPool()
const measure = (
  recordings: readonly Recording[],
  options: CommutingGapOptions,
  how: RunOptions<CommutingGap> = {},
) => runAnalysis(commutingGapAnalysis, pool, recordings, options, how)
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scalescope-commute-'))
})
afterAll(async () => {
  await pool.close()
  await rm(folder, { recursive: true, force: true })
})

describe('controls', () => {
  test('white noise: both paths know nothing but the mean, and agree on it', async () => {
    const noise = await record(pool, whiteNoise, { size: 64 }, { frames: 300, seeds: [1, 2, 3] })
    const result = await measure(noise, { cellSizes: [1, 2, 4, 8] })
    expect(result.finished).toBe(true)
    expect(result.scales).toHaveLength(3)
    for (const { mean } of result.scales) {
      expect(mean.gap.value).toBeLessThan(0.005)
      expect(Math.abs(mean.evolvedFvu.value - 1)).toBeLessThan(0.03)
      expect(mean.errorCorrelation.value).toBeGreaterThan(0.99)
    }
    expect(result.verdict).toMatch(/^commuting gap over 2b: no peak, valley or knee; largest 0.00/)
    const rows = tableFromIPC(tableToIPC(result.table, 'stream')).toArray()
    expect(rows).toHaveLength(3 * (3 + 1))
    expect(rows.filter(({ replicate }) => replicate === null)).toHaveLength(3)
    for (const { spec } of result.plots)
      expect(await renderSvg(withData(spec, result.table, null))).toContain('<svg')
  }, 300_000)

  test('a texture at one fixed velocity: both paths are right', async () => {
    const texture = await record(pool, translatingTexture, { size: 64 }, { frames: 300, seeds: [1, 2] })
    const result = await measure(texture, { cellSizes: [2, 4] }, { folder })
    expect(result.scales[0].mean.gap.value).toBeLessThan(0.01)
    expect(result.scales[0].mean.evolvedFvu.value).toBeLessThan(0.01)
    expect(result.verdict).toMatch(/^too few pairs for a peak/)
    const again = await measure(texture, { cellSizes: [2, 4] }, { folder })
    expect(again.scales).toEqual(result.scales)
    expect(again.drawn).toEqual(result.drawn)
  }, 300_000)
})

test('what does not vary at 2b is told, and the rest goes on', async () => {
  const [side, frames] = [16, 120]
  const blink = (seed: number) => {
    const pixels = new Float32Array(frames * side * side)
    // ± a pattern of checkers: nothing is left of it in cells of 2 × 2 pixels.
    for (let i = 0; i < pixels.length; i++) {
      const frame = Math.floor(i / side ** 2)
      const checker = (i % side) + (Math.floor(i / side) % side)
      pixels[i] = (-1) ** checker * Math.cos(0.7 * frame + seed)
    }
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
      provenance: { title: 'blinking checkers', source: { kind: 'array' } },
    })
  }
  await expect(measure([blink(1), blink(2)], { cellSizes: [1, 2] })).rejects.toThrow(
    /b = 2 px: .*every pixel of the training frames has the same value at cell size 2/,
  )
}, 120_000)
