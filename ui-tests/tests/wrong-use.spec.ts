import { expect, galata, type IJupyterLabPageFixture, test } from '@jupyterlab/galata'
import { expectAccessible, openCells, photograph } from './lab.js'

test.use({
  mockSettings: {
    ...galata.DEFAULT_SETTINGS,
    '@jupyterlab/notebook-extension:tracker': { windowingMode: 'none' },
  },
})

const THROWING = `import { display, parameterPanel, preview, randomWalkers, translatingTexture, Widget, widgets } from 'scalescope'
parameterPanel(randomWalkers(), { onChange: ({ diffusivity }) => { throw new RangeError(\`not \${diffusivity}\`) } })`
const PREVIEW = 'preview(await translatingTexture().record({ frames: 10, seeds: [1] }))'
const MODELS = ['AnalysisPlot', 'CoarseGrainPreview', 'CommutingDiagram', 'ParameterPanel', 'RunProgress']
const FUTURE = `for (const name of ${JSON.stringify(MODELS)})
  display(new Widget({ model: name + 'Model', view: name + 'View', module: '@scalescope/widgets', moduleVersion: '^0.1.0' }, { schema_version: 99 }))`
const CLOSED = `const closing = parameterPanel(randomWalkers())
display(closing)`
const CLOSE = `const moving = setInterval(() => closing.setValues({ diffusivity: 1 + Math.random() }), 5)
setTimeout(() => closing.close(), 100)
await new Promise((resolve) => setTimeout(resolve, 300))
clearInterval(moving)
closing`

const outputOf = (page: IJupyterLabPageFixture, cell: number) =>
  page.locator('.jp-CodeCell').nth(cell).locator('.jp-Cell-outputArea')

test('handlers that throw, later versions, closed widgets and a lost kernel are told where they happen', async ({
  page,
  tmpPath,
}) => {
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await openCells(page, `${tmpPath}/wrong.ipynb`, [THROWING, PREVIEW, FUTURE, CLOSED, CLOSE])
  await page.notebook.runCell(0, true)
  await page.notebook.runCell(1, true)
  const panel = outputOf(page, 0).locator('[data-scalescope=parameters]')
  const diffusivity = panel.getByRole('slider', { name: 'diffusivity D' })
  await diffusivity.focus()
  for (const value of ['1.05', '1.1']) {
    await page.keyboard.press('ArrowRight')
    await expect(outputOf(page, 0)).toContainText(`RangeError: not ${value}`)
    await expect(diffusivity).toHaveAttribute('aria-valuetext', `${value} ℓ²/τ`)
  }

  await page.notebook.runCell(2, true)
  const alerts = outputOf(page, 2).getByRole('alert')
  await expect(alerts).toHaveCount(MODELS.length)
  for (const alert of await alerts.all()) await expect(alert).toContainText('format 99')

  await page.notebook.runCell(3, true)
  await expect(outputOf(page, 3).locator('[data-scalescope]')).toBeVisible()
  await page.notebook.runCell(4, true)
  await expect(outputOf(page, 3).locator('[data-scalescope]')).toHaveCount(0)
  await expect(outputOf(page, 4)).toContainText('(closed)')

  const ours = page.locator('[data-scalescope]')
  await photograph(page, ours.first(), 'wrong-use')
  await expectAccessible(page, ours)

  expect(errors).toEqual([])
  await page.menu.clickMenuItem('Kernel>Restart Kernel…')
  await page.getByRole('button', { name: 'Confirm Kernel Restart' }).click()
  await expect(panel).toContainText('The kernel is gone: run the cell again')
  await expect(diffusivity).toBeDisabled()
  const preview = outputOf(page, 1).locator('[data-scalescope=preview]')
  await preview.getByRole('slider', { name: 'Frame' }).press('End')
  await expect(preview).toHaveAttribute('data-frame', '9')
  await photograph(page, ours.first(), 'wrong-use-restarted')
  await expectAccessible(page, ours)
})

test('the keyboard reaches every control of a panel in its order, visibly', async ({ page, tmpPath }) => {
  await openCells(page, `${tmpPath}/keys.ipynb`, [
    `import { parameterPanel, randomWalkers } from 'scalescope'\nparameterPanel(randomWalkers({ density: 2 }))`,
  ])
  await page.notebook.runCell(0, true)
  const panel = page.locator('[data-scalescope=parameters]')
  await panel.getByRole('combobox', { name: 'Preset' }).focus()
  const reached: string[] = []
  for (;;) {
    const [name, outlined] = await page.evaluate(() => {
      const control = document.activeElement as HTMLElement
      const outline = getComputedStyle(control).outlineStyle !== 'none'
      const inside = control.closest('[data-scalescope=parameters]')
      return [inside ? (control.getAttribute('aria-label') ?? control.textContent) : '', outline] as const
    })
    if (!name) break
    expect(outlined, name).toBe(true)
    reached.push(name)
    await page.keyboard.press('Tab')
  }
  expect(reached).toEqual([
    'Preset',
    'Reset all',
    ...['Live', 'diffusivity D', 'diffusivity D, value in ℓ²/τ'],
    ...['From a new start', 'particles N', 'particles N, value'],
    ...['density ρ', 'density ρ, value in ℓ⁻²', 'density ρ: back to 1 ℓ⁻²'],
  ])
})

test.describe('without widgets', () => {
  test.use({ autoGoto: false })

  test('a lab that knows none shows text and pictures', async ({ page, tmpPath }) => {
    for (const extension of ['@scalescope/labextension', '@jupyter-widgets/jupyterlab-manager'])
      await page.route(`**/${extension}/**`, (route) => route.abort())
    await page.goto()
    await openCells(page, `${tmpPath}/bare.ipynb`, [THROWING, PREVIEW])
    for (const cell of [0, 1]) await page.notebook.runCell(cell, true)
    await expect(outputOf(page, 0)).toContainText('Random walkers: D = 1 ℓ²/τ, N = 4096, ρ = 1 ℓ⁻²')
    await expect(outputOf(page, 1).locator('.jp-RenderedSVG')).toBeVisible()
  })
})
