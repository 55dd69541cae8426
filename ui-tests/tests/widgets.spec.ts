import { readFile } from 'node:fs/promises'
import { expect, type IJupyterLabPageFixture, test } from '@jupyterlab/galata'
import { tableFromIPC } from 'apache-arrow'
import { checkout, expectAccessible, openCells, saveAndReload } from './lab.js'

const kernelApi = checkout('kernel-helpers/dist/kernel/index.js')
const protocol = checkout('kernel-helpers/dist/protocol/index.js')

const FRAMES = 40
const PREVIEW = `import { preview, translatingTexture } from 'scalescope'
preview(await translatingTexture().record({ frames: ${FRAMES}, seeds: [1] }))`

const PLOT = `import { display, Widget } from '${kernelApi}'
import { SCHEMA_VERSION, WIDGET_MODULE, WIDGET_MODULE_VERSION } from '${protocol}'
import { makeVector, Table, tableToIPC } from 'apache-arrow'
const sizes = [8, 4, 2, 1, 0.5, 0.25]
const table = (rows: number) => {
  const cellSize = Float64Array.from(sizes.slice(0, rows))
  const fvu = cellSize.map((b) => 0.3 / (1 + Math.log2(b) ** 2))
  const bytes = tableToIPC(new Table({ cellSize: makeVector(cellSize), fvu: makeVector(fvu), skill: makeVector(fvu.map(Math.sqrt)) }), 'stream')
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
const spec = (field: string) => ({
  $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
  data: { name: 'result' },
  height: 260,
  mark: { type: 'line', point: true, tooltip: true },
  encoding: {
    x: { field: 'cellSize', type: 'quantitative', scale: { type: 'log', domain: [0.2, 10] } },
    y: { field, type: 'quantitative' },
  },
})
const names = { model: 'AnalysisPlotModel', view: 'AnalysisPlotView', module: WIDGET_MODULE, moduleVersion: WIDGET_MODULE_VERSION }
const plots = ['fvu', 'skill'].map((name) => ({ name, label: name.toUpperCase(), spec: spec(name) }))
const state = { schema_version: SCHEMA_VERSION, title: 'Prediction error by scale', plots, selected: 'fvu', table: table(0), caption: 'made up', verdict: 'a peak', chosen: null, recordings: [], manifest: { id: 'made up' } }
const plot = new Widget(names, state)
display(plot)`
const GROW = `for (let rows = 1; rows <= sizes.length; rows++) {
  plot.set({ table: table(rows) })
  await new Promise((resolve) => setTimeout(resolve, 300))
}`
const TWICE = `plot.set({ table: table(4) })
display(plot)`
const CLOSE = `plot.set({ table: table(6) })
plot.close()`

const RUN = `import { lennardJones } from 'scalescope'
await lennardJones().record({ frames: 200_000, seeds: [1, 2] })`

const previewOf = (page: IJupyterLabPageFixture) => page.locator('[data-scalescope=preview]')
const plotOf = (page: IJupyterLabPageFixture) => page.locator('[data-scalescope=plot]')

/** A picture of the first scale, to tell whether it changed. */
function pixels(page: IJupyterLabPageFixture): Promise<string> {
  return previewOf(page)
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
}

/** Mean colours of the first scale in 8 × 8 parts, each channel from 0 to 255. */
function colours(page: IJupyterLabPageFixture): Promise<number[]> {
  return previewOf(page)
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const context = new OffscreenCanvas(8, 8).getContext('2d')!
      context.imageSmoothingQuality = 'high'
      context.drawImage(canvas, 0, 0, 8, 8)
      return [...context.getImageData(0, 0, 8, 8).data]
    })
}

const difference = (some: readonly number[], others: readonly number[]) =>
  Math.sqrt(some.reduce((sum, value, i) => sum + (value - others[i]) ** 2, 0) / some.length)

test('the preview is played, scrubbed and steered by keyboard, and a reload restores it', async ({
  page,
  tmpPath,
}) => {
  await openCells(page, `${tmpPath}/preview.ipynb`, [PREVIEW])
  await page.notebook.runCell(0, true)
  const preview = previewOf(page)
  await expect(preview).toHaveAttribute('data-frame', '0')
  const first = await pixels(page)

  const scales = preview.getByRole('radio')
  await scales.nth(1).click()
  await expect(scales.nth(1)).toHaveAttribute('aria-checked', 'true')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(preview).toHaveAttribute('data-frame', '11')
  expect(await pixels(page)).not.toBe(first)
  await page.keyboard.press('ArrowDown')
  await expect(scales.nth(2)).toBeFocused()
  await page.keyboard.press('1')
  await expect(scales.nth(0)).toHaveAttribute('aria-checked', 'true')
  await page.keyboard.press('End')
  await expect(preview).toHaveAttribute('data-frame', String(FRAMES - 1))
  await page.keyboard.press('Home')
  await expect(preview).toHaveAttribute('data-frame', '0')
  await expect.poll(() => pixels(page)).toBe(first)

  await expect(preview).toHaveAttribute('data-playing', 'false')
  await page.keyboard.press(' ')
  await expect(preview).toHaveAttribute('data-playing', 'true')
  await expect(preview).toHaveAttribute('data-frame', String(FRAMES - 1))
  await expect(preview).toHaveAttribute('data-playing', 'false')

  await preview.getByRole('slider').fill('7')
  await expect(preview).toHaveAttribute('data-frame', '7')
  const magma = await pixels(page)
  const magmaColours = await colours(page)
  await preview.getByRole('combobox', { name: 'Colour map' }).selectOption('viridis')
  await expect.poll(() => pixels(page)).not.toBe(magma)
  expect(difference(await colours(page), magmaColours)).toBeGreaterThan(16)
  const viridis = await colours(page)

  await page.waitForTimeout(500) // the frame is saved once it rests
  await saveAndReload(page)
  await expect(preview).toHaveAttribute('data-frame', '7')
  await expect(scales.nth(0)).toHaveAttribute('aria-checked', 'true')
  // A reload may lay the picture out by a pixel more or less.
  await expect.poll(async () => difference(await colours(page), viridis)).toBeLessThan(8)
  await expectAccessible(page, preview)
})

test('the plot grows in place, changes its quantity, follows the theme and is downloaded', async ({
  page,
  tmpPath,
}, testInfo) => {
  await openCells(page, `${tmpPath}/plot.ipynb`, [PLOT, GROW])
  await page.notebook.runCell(0, true)
  const plot = plotOf(page)
  await expect(plot).toContainText('waiting for the first result')
  await expect(plot).toHaveAttribute('data-points', '0')

  const growing = page.notebook.runCell(1, true)
  await expect(plot).toHaveAttribute('data-points', /[1-5]/)
  await plot.locator('svg.marks').evaluate((svg) => svg.setAttribute('data-first', ''))
  await growing
  await expect(plot).toHaveAttribute('data-points', '6')
  await expect(plot.locator('svg.marks')).toHaveAttribute('data-first', '')
  await expect(plot.locator('svg .mark-symbol path')).toHaveCount(6)

  const line = plot.locator('svg .mark-line path').first()
  const light = await line.getAttribute('stroke')
  await page.theme.setDarkTheme()
  await expect(line).not.toHaveAttribute('stroke', light!)

  await plot.getByRole('combobox', { name: 'Quantity' }).selectOption('skill')
  await expect(plot.locator('svg.marks')).toContainText('skill')
  for (const format of ['SVG', 'PNG', 'CSV', 'Arrow']) {
    await plot.getByRole('button', { name: 'Download' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: format }).click()
    const file = await saved
    expect(file.suggestedFilename()).toBe(`prediction-error-by-scale-skill.${format.toLowerCase()}`)
    const path = testInfo.outputPath(file.suggestedFilename())
    await file.saveAs(path)
    const content = await readFile(path)
    if (format === 'CSV') expect(content.toString().trim().split('\r\n')).toHaveLength(1 + 6)
    if (format === 'SVG') expect(content.toString()).toContain('<svg')
    if (format === 'Arrow') {
      const table = tableFromIPC(content)
      expect(table.numRows).toBe(6)
      const description = JSON.parse(table.schema.metadata.get('scalescope')!)
      expect(description).toMatchObject({ verdict: 'a peak', manifest: { id: 'made up' } })
      expect(description.plots).toHaveLength(2)
    }
    if (format === 'PNG') expect(content.subarray(1, 4).toString()).toBe('PNG')
  }

  // Escape closes the menu and leaves the focus where it was.
  const download = plot.getByRole('button', { name: 'Download' })
  await download.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'SVG' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem', { name: 'SVG' })).toHaveCount(0)
  await expect(download).toBeFocused()
  await expectAccessible(page, plot)

  // By keyboard from the first row's point to the coarsest, which is chosen.
  const area = plot.locator('.scalescope-chart')
  await area.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await expect(plot.locator('[aria-live]')).toContainText('cellSize 4')
  await page.keyboard.press('End')
  await expect(plot.locator('[aria-live]')).toContainText('cellSize 8')
  await page.keyboard.press('Enter')
  await expect(area).toHaveAttribute('data-chosen', '8')

  await saveAndReload(page)
  await expect(plot).toHaveAttribute('data-points', '6')
  await expect(area).toHaveAttribute('data-chosen', '8')
  await expect(plot.getByRole('combobox', { name: 'Quantity' })).toHaveValue('skill')
})

test('a restarted kernel leaves the run that it ended, with a way to go on', async ({ page, tmpPath }) => {
  await openCells(page, `${tmpPath}/run.ipynb`, [RUN])
  await page.menu.clickMenuItem('Run>Run All Cells')
  const progress = page.locator('[data-scalescope=progress]')
  await expect(progress.getByRole('progressbar').first()).toHaveAttribute('aria-valuenow', /[1-9]/)
  await expect(progress).toHaveAttribute('data-status', 'running')
  await page.menu.clickMenuItem('Kernel>Restart Kernel…')
  await page.getByRole('button', { name: 'Confirm Kernel Restart' }).click()
  await expect(progress).toContainText('The kernel is gone: run the cell again to go on')
  await expect(progress.getByRole('button', { name: 'Stop' })).toBeHidden()
  await expect(progress.getByRole('button', { name: 'Resume' })).toBeVisible()
  await expectAccessible(page, progress)
})

test('a plot is shown twice, and closed while it is drawn', async ({ page, tmpPath }) => {
  await openCells(page, `${tmpPath}/twice.ipynb`, [PLOT, TWICE, CLOSE])
  await page.notebook.runCell(0, true)
  await page.notebook.runCell(1, true)
  const plots = plotOf(page)
  await expect(plots).toHaveCount(2)
  for (const plot of await plots.all()) await expect(plot).toHaveAttribute('data-points', '4')
  await page.notebook.runCell(2, true)
  await expect(plots).toHaveCount(0)
  await expect(page.getByRole('alert').filter({ hasText: 'could not be drawn' })).toHaveCount(0)
})
