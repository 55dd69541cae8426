import { expect, test } from '@jupyterlab/galata'
import { idle, openCells, photograph } from './lab.js'

const PALETTE = ['New analysis', 'New analysis of a recording…', 'Open the gallery of notebooks']

test('the launcher starts an analysis, and the palette has every command', async ({ page }) => {
  const launcher = page.locator('.jp-Launcher')
  await launcher.getByText('New analysis').click()
  await expect(page.getByRole('tab', { name: 'analysis.ipynb' })).toBeVisible()
  await idle(page)
  await expect(page.locator('.jp-Notebook')).toContainText('Choose a system')

  await page.keyboard.press('Control+Shift+c')
  const palette = page.locator('.lm-CommandPalette')
  await palette.getByRole('textbox').fill('scalescope')
  for (const label of PALETTE) await expect(palette.getByText(label, { exact: true })).toBeVisible()
})

test('the gallery is searched, and opens a copy that overwrites nothing', async ({ page, tmpPath }) => {
  await page.menu.clickMenuItem('Help>Open the gallery of notebooks')
  const gallery = page.locator('.scalescope-gallery')
  const cards = gallery.getByRole('listitem')
  await expect(cards.first()).toContainText('The natural scale of a Lennard-Jones fluid')
  await photograph(page, gallery, 'gallery')
  await gallery.getByRole('searchbox').fill('magnet kadanoff')
  await expect(cards).toHaveCount(1)
  await expect(gallery.getByRole('status')).toHaveText(/^1 of \d+$/)
  for (const name of ['24-ising-flow.ipynb', '24-ising-flow-1.ipynb']) {
    await page.activity.activateTab('Notebooks of Scalescope')
    await cards.getByRole('button').click()
    await expect(page.getByRole('tab', { name, exact: true })).toBeVisible()
  }
  expect(await page.contents.fileExists(`${tmpPath}/24-ising-flow-1.ipynb`)).toBe(true)
})

test('settings reach the kernel, also after a restart, and a wrong one is named', async ({
  page,
  tmpPath,
}) => {
  const set = (values: object) =>
    page.evaluate(async (values) => {
      const registry = await (window as any).galata.getPlugin('@jupyterlab/apputils-extension:settings')
      await registry.upload('@scalescope/labextension:settings', JSON.stringify(values))
    }, values)
  await set({ backend: 'wasm', budget: 'large' })
  await openCells(page, `${tmpPath}/settings.ipynb`, ["import { settings } from 'scalescope'\nsettings()"])
  const output = page.locator('.jp-OutputArea-output')
  await page.notebook.runCell(0, true)
  await expect(output).toContainText("backend: 'wasm', budget: 'large'")
})
