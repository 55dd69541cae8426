import { expect, galata, type IJupyterLabPageFixture, test } from '@jupyterlab/galata'
import type { Locator } from '@playwright/test'
import { openCells, photograph } from './lab.js'

test.describe.configure({ timeout: 600_000 })

test.use({
  mockSettings: {
    ...galata.DEFAULT_SETTINGS,
    '@jupyterlab/notebook-extension:tracker': { windowingMode: 'none' },
  },
})

const TRANSFER = `import { hardDisks, transfer, wca } from 'scalescope'
const recording = { frames: 300, seeds: [1, 2] }
const disks = await hardDisks({ particles: 256, density: 0.4 }).record(recording)
const soft = await wca({ particles: 256, density: 0.4, temperature: 1 }).record(recording)
const moved = await transfer([disks, soft], { cellSizes: [1, 2, 4] })
moved.verdict`

const FLOW = `import { flow, ising } from 'scalescope'
const magnet = await flow(ising({ size: 64 }), {
  temperatures: [2.1, 2.27, 2.6], blocks: [1, 2, 4], runs: 2, samples: 10, criticalSize: 32, criticalSamples: 100,
})
magnet.verdict`

const PUSH = `import { push, randomWalkers } from 'scalescope'
const pushed = await push(randomWalkers({ particles: 256 }), {
  dial: 'diffusivity', values: [2], cellSizes: [2, 4], frames: 200, replicates: 2,
})
pushed.verdict`

async function run(page: IJupyterLabPageFixture, path: string, cell: string): Promise<Locator> {
  await openCells(page, path, [cell])
  await page.notebook.runCell(0, true)
  await expect(page.locator('.jp-RenderedText[data-mime-type="application/vnd.jupyter.error"]')).toHaveCount(
    0,
  )
  return page.locator('[data-scalescope=plot]')
}

/** What the plot says, as a reader sees it. */
const words = (plot: Locator) => plot.locator('svg.marks').textContent()

test('the transfer matrix follows its slider of scale', async ({ page, tmpPath }) => {
  const plot = await run(page, `${tmpPath}/transfer.ipynb`, TRANSFER)
  await plot.getByRole('combobox', { name: 'Quantity' }).selectOption({ label: 'matrix' })
  const scale = plot.getByRole('slider')
  const finest = await words(plot)
  await scale.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => words(plot)).not.toBe(finest)
  await photograph(page, plot, 'transfer')
  await page.keyboard.press('Tab')
  await scale.fill('0')
  await expect.poll(() => words(plot)).toBe(finest)
})

test('the flow of a magnet follows its slider of temperature', async ({ page, tmpPath }) => {
  const plot = await run(page, `${tmpPath}/flow.ipynb`, FLOW)
  const temperature = plot.getByRole('slider').first()
  await temperature.fill('2.1')
  await expect(plot.locator('svg.marks')).toContainText('T = 2.1')
  await temperature.fill('2.6')
  await expect(plot.locator('svg.marks')).toContainText('T = 2.6')
  await photograph(page, plot, 'flow')
  const quantity = plot.getByRole('combobox', { name: 'Quantity' })
  await quantity.selectOption({ label: 'coupling to coupling' })
  await expect(plot.locator('svg.marks')).toContainText('Migdal')
  await photograph(page, plot, 'flow-map')
})

test('the dial of a push adds what it is released at to the plot', async ({ page, tmpPath }) => {
  const plot = await run(page, `${tmpPath}/push.ipynb`, PUSH)
  await plot.getByRole('combobox', { name: 'Quantity' }).selectOption({ label: 'applied' })
  const before = await words(plot)
  const dial = page.locator('[data-scalescope=parameters]').getByRole('slider')
  await dial.focus()
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight')
  await expect(page.getByText('in the plot of the predictors applied')).toBeVisible({ timeout: 120_000 })
  await expect.poll(() => words(plot)).not.toBe(before)
  await photograph(page, plot, 'push')
})
