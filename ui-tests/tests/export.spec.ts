import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@jupyterlab/galata'
import type { Browser, Page } from '@playwright/test'
import { openCells } from './lab.js'

const ANALYSE = `import { commute, commutingDiagram, display, hardDisks, preview, widgets } from 'scalescope'
const runs = await hardDisks({ particles: 200 }).record({ frames: 300, seeds: [1, 2] })
preview(runs)
const gap = await commute(runs, { cellSizes: [1, 2, 4] })
commutingDiagram(gap)
display.latex('$\\\\alpha_i$')`
const WIDGETS = `const slider = new widgets.IntSlider({ value: 3, description: 'steps' })
const bar = new widgets.IntProgress({ max: 100 })
widgets.jslink(slider, 'value', bar, 'value')
const output = new widgets.Output()
display(new widgets.VBox({ children: [slider, bar, output] }))
await output.capture(() => display.html('<b>kept in the output</b>'))`

/** A page of a file in a browser that can ask nothing of any server. */
async function openAlone(browser: Browser, path: string, colorScheme: 'light' | 'dark') {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1000, height: 800 } })
  const asked: string[] = []
  const complaints: string[] = []
  await context.route(/^(?!file:|data:|blob:)/, (route) => {
    asked.push(route.request().url())
    return route.abort()
  })
  const page: Page = await context.newPage()
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`file://${path}`)
  return { page, asked, complaints }
}

test('a notebook exported from the File menu responds in a browser without kernel and network', async ({
  page,
  tmpPath,
  browser,
}, testInfo) => {
  await openCells(page, `${tmpPath}/shared.ipynb`, [ANALYSE, WIDGETS])
  await page.notebook.runCell(0, true)
  await page.notebook.runCell(1, true)
  await expect(page.locator('.jp-OutputArea b')).toBeVisible()
  const saved = page.waitForEvent('download')
  await page.menu.clickMenuItem('File>Export Notebook as Interactive HTML')
  const file = await saved
  expect(file.suggestedFilename()).toBe('shared.html')
  const path = testInfo.outputPath('shared.html')
  await file.saveAs(path)

  const { page: alone, asked, complaints } = await openAlone(browser, path, 'light')
  const plot = alone.locator('[data-scalescope=plot]')
  await expect(plot.locator('svg.marks')).toBeVisible()
  const tolerance = plot.getByRole('slider')
  await tolerance.fill('0.5')
  await expect(plot.locator('.vega-bind input + span')).toContainText('0.5')
  await plot.locator('svg .mark-symbol.role-mark path').last().hover({ force: true })
  await expect(plot.locator('.scalescope-point')).toBeVisible()
  const quantity = plot.getByRole('combobox', { name: 'Quantity' })
  const drawn = await plot.locator('svg.marks').textContent()
  await quantity.selectOption({ index: 1 })
  await expect(plot.locator('svg.marks')).not.toHaveText(drawn!)

  const diagram = alone.locator('[data-scalescope=commuting]')
  await diagram.getByRole('slider', { name: 'Scale' }).fill('1')
  await expect(diagram).toHaveAttribute('data-pair', '1')
  const preview = alone.locator('[data-scalescope=preview]')
  const scales = preview.getByRole('radio')
  await scales.nth(1).click()
  await expect(scales.nth(1)).toHaveAttribute('aria-checked', 'true')
  await alone.keyboard.press('End')
  await expect(preview).toHaveAttribute('data-frame', '299')

  await alone.locator('.widget-readout').first().fill('42')
  await alone.keyboard.press('Enter')
  await expect(alone.locator('.progress-bar')).toHaveAttribute('style', /42%/)
  await expect(alone.locator('.widget-output b')).toBeVisible()
  await expect(alone.locator('.jp-RenderedLatex math')).toBeVisible()
  await expect(alone.locator('.note')).toHaveCount(0)

  const { violations } = await new AxeBuilder({ page: alone })
    .withTags(['wcag2a', 'wcag2aa'])
    // Vega's marks and the handles of ipywidgets' sliders bring no names of their own.
    .disableRules(['svg-img-alt', 'aria-input-field-name'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`),
  ).toEqual([])
  await alone.screenshot({ path: testInfo.outputPath('page-light.png'), fullPage: true })
  await alone.emulateMedia({ colorScheme: 'dark' })
  await expect(alone.locator('body')).toHaveAttribute('data-jp-theme-light', 'false')
  await expect(plot.locator('svg.marks')).toBeVisible()
  await alone.screenshot({ path: testInfo.outputPath('page-dark.png'), fullPage: true })
  expect(complaints).toEqual([])
  expect(asked).toEqual([])
})
