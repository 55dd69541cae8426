import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomWalkers, type System, whiteNoise } from '../../systems/index.js'
import { record } from '../../systems/record.js'
import { sharedPool } from '../../workers.js'
import { commutingGapAnalysis } from '../commutingGap/analysis.js'
import type { CommutingGap } from '../commutingGap/result.js'
import { runAnalysis } from '../runAnalysis.js'
import { withData } from '../saveResult.js'
import { renderSvg } from '../svg.js'
import { compare } from './comparison.js'
import type { ErrorCurve } from './curve.js'
import { errorCurveAnalysis } from './errorCurve.js'

const pool = sharedPool()
const recorded = (system: System, parameters: Record<string, number>) =>
  record(pool, system, parameters, { frames: 200, seeds: [1, 2] })
let noise: ErrorCurve
let [slow, fast]: ErrorCurve[] = []
let gap: CommutingGap

beforeAll(async () => {
  const field = await recorded(whiteNoise, { size: 64 })
  const walkers = { particles: 256, density: 0.4 }
  const cellSizes = [4, 8]
  const measure = async (recordings: Awaited<ReturnType<typeof recorded>>) =>
    runAnalysis(errorCurveAnalysis, pool, recordings, { cellSizes })
  noise = await measure(field)
  slow = await measure(await recorded(randomWalkers, walkers))
  fast = await measure(await recorded(randomWalkers, { ...walkers, diffusivity: 2 }))
  gap = await runAnalysis(commutingGapAnalysis, pool, field, { cellSizes })
}, 300_000)
afterAll(() => pool.close())

test('curves without a common unit are drawn over their own finest cells, and their raw errors are left out', async () => {
  const { description, table } = compare([noise, slow])
  expect(description.plots.map(({ name }) => name)).toEqual(['fvu', 'skill'])
  expect(description.recordings).toHaveLength(4)
  expect(description.verdict.split('\n')).toHaveLength(2)
  expect(table.numRows).toBe(4)
  expect([...table.getChild('scale')!].slice(0, 2)).toEqual([1, 2])
  expect([...table.getChild('fvu')!]).toEqual([...noise.means, ...slow.means].map(({ fvu }) => fvu))
  const svg = await renderSvg(withData(description.plots[0].spec, table, null))
  for (const { title } of [noise, slow]) expect(svg).toContain(title)
  expect(svg).toContain('in units of the finest')
})

test('curves of one system are named by the parameters in which they differ, over the cell size', async () => {
  const { description, table } = compare([slow, fast])
  expect(description.title).toContain(slow.title)
  expect(description.plots.map(({ name }) => name)).toEqual(['fvu', 'skill', 'rawError'])
  const svg = await renderSvg(withData(description.plots[2].spec, table, null))
  expect(svg).toContain('>diffusivity 2<')
  expect(svg).toContain('cell size b (')
  expect(compare([slow, slow]).table.getChild('curve')!.toArray()).toEqual([
    slow.title,
    slow.title,
    `${slow.title} (2)`,
    `${slow.title} (2)`,
  ])
})

test('a commuting gap of the same recordings is a further quantity; one of others is refused', async () => {
  const { description, table } = compare([noise, slow], [gap])
  const plot = description.plots.find(({ name }) => name === 'gap')!
  const svg = await renderSvg(withData(plot.spec, table, null))
  expect(svg).toContain('coarse cell size 2b, in units of the finest')
  expect(svg).not.toContain(slow.title)
  const row = table.toArray().find((point) => point.gap !== null)!
  expect(row.toJSON()).toMatchObject({
    cellSize: gap.scales[0].cellSize,
    gap: gap.scales[0].mean.gap.value,
    fvu: null,
  })
  expect(() => compare([slow], [gap])).toThrow(
    /^gaps: .* other recordings, expected those of one of the curves/,
  )
  expect(() => compare([])).toThrow(RangeError)
})
