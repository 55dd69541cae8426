import { expect, type IJupyterLabPageFixture, test } from '@jupyterlab/galata'
import { expectAccessible, openCells, saveAndReload } from './lab.js'

const COMMUTE = `import { commute, commutingDiagram, hardDisks } from 'scalescope'
const runs = await hardDisks({ particles: 400 }).record({ frames: 1200, seeds: [1, 2] })
const gap = await commute(runs, { cellSizes: [0.5, 1, 2, 4] })`
const DIAGRAM = 'commutingDiagram(gap)'

const diagramOf = (page: IJupyterLabPageFixture) => page.locator('[data-scalescope=commuting]')
const plotOf = (page: IJupyterLabPageFixture) => page.locator('[data-scalescope=plot]')

function pixels(page: IJupyterLabPageFixture, panel: string): Promise<string> {
  return diagramOf(page)
    .locator(`[data-panel=${panel}] canvas`)
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
}

test('the commuting gap is plotted under a slider, and its diagram is steered by keyboard and survives a reload', async ({
  page,
  tmpPath,
}, testInfo) => {
  await openCells(page, `${tmpPath}/commuting.ipynb`, [COMMUTE, DIAGRAM])
  await page.notebook.runCell(0, true)
  const plot = plotOf(page)
  await expect(plot).toHaveAttribute('data-points', '3')
  await expect(plot).toContainText(/commuting gap/)

  const tolerance = plot.getByRole('slider')
  await expect(plot.locator('.vega-bind')).toContainText('tolerated gap')
  await expect(plot.locator('.vega-bind input + span')).toContainText('0.1')
  const open = plot.locator('svg .mark-symbol path[fill-opacity="0"]')
  await tolerance.fill('0')
  await expect(open).toHaveCount(3)
  await tolerance.focus()
  await page.keyboard.press('ArrowRight')
  await expect(plot.locator('.vega-bind input + span')).toContainText('0.005')
  await plot.screenshot({ path: testInfo.outputPath('plot-light.png') })

  await page.notebook.runCell(1, true)
  const diagram = diagramOf(page)
  await expect(diagram.getByRole('img')).toHaveCount(7)
  await expect(diagram.getByRole('status')).toContainText('commuting gap')
  const scale = diagram.getByRole('slider', { name: 'Scale' })
  const time = diagram.getByRole('slider', { name: 'Time' })
  await scale.fill('1')
  await expect(diagram).toHaveAttribute('data-pair', '1')
  await expect(scale).toHaveAttribute('aria-valuetext', 'b = 0.988 σ, 2b = 1.98 σ')
  const [before, figures] = [
    await pixels(page, 'difference'),
    await diagram.getByRole('status').textContent(),
  ]
  await time.focus()
  await page.keyboard.press('ArrowRight')
  await expect(diagram).toHaveAttribute('data-time', '1')
  expect(await pixels(page, 'difference')).not.toBe(before)
  await expect(diagram.getByRole('status')).toHaveText(figures!)
  await scale.focus()
  await page.keyboard.press('ArrowRight')
  await expect(diagram).toHaveAttribute('data-pair', '2')
  await expect(diagram.getByRole('status')).not.toHaveText(figures!)
  await page.keyboard.press('Home')
  await expect(diagram).toHaveAttribute('data-pair', '0')
  await diagram.screenshot({ path: testInfo.outputPath('diagram-light.png') })

  // A cell is as sharp in every picture: at b twice as many as at 2b on the same side.
  const side = (panel: string) =>
    diagram.locator(`[data-panel=${panel}] canvas`).evaluate((canvas) => canvas.getBoundingClientRect().width)
  expect(await side('present')).toBeCloseTo(await side('truth'), 0)

  await expectAccessible(page, diagram, plot)
  await page.theme.setDarkTheme()
  await diagram.screenshot({ path: testInfo.outputPath('diagram-dark.png') })
  await plot.screenshot({ path: testInfo.outputPath('plot-dark.png') })
  const shown = await pixels(page, 'evolved')
  await saveAndReload(page)
  await expect(diagram).toHaveAttribute('data-pair', '0')
  await expect(diagram).toHaveAttribute('data-time', '1')
  await expect.poll(() => pixels(page, 'evolved')).toBe(shown)
  await scale.fill('2')
  await expect(diagram).toHaveAttribute('data-pair', '2')
  expect(await pixels(page, 'evolved')).not.toBe(shown)
})
