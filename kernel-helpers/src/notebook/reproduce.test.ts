import { afterAll, beforeAll, expect, test } from 'vitest'
import { KernelClient } from '../kernel/client.test.support.js'

let kernel: KernelClient
beforeAll(async () => {
  kernel = await KernelClient.start()
}, 60_000)
afterAll(() => kernel.close())

test('a cell computes a result again, with its plot, and says that it agrees', async () => {
  const measured = await kernel.execute(`
    import { errorCurve, reproduce, whiteNoise } from 'scalescope'
    const runs = await whiteNoise({ size: 64 }).record({ frames: 60, seeds: [1, 2] })
    const curve = await errorCurve(runs, { cellSizes: [4], replicates: 1, folder: 'noise' })`)
  expect(measured.reply.content.status).toBe('ok')
  const found = await kernel.execute(`await reproduce(curve.manifest).catch((error) => error.message)`)
  expect(found.result).toMatch(/its result is not in .* expected the result itself/)
  const plots = () =>
    kernel.published.filter(({ content }) => JSON.stringify(content).includes('AnalysisPlotModel')).length
  const before = plots()
  const again = await kernel.execute(`const again = await reproduce('noise')
    again`)
  expect(again.result).toMatch(/curve [0-9a-f]{8}: agrees: all \d+ numbers are the same to the last bit/)
  expect(plots()).toBeGreaterThan(before)
  expect((await kernel.execute('[again.agrees, again.differences.length]')).result).toBe('[ true, 0 ]')
}, 300_000)
