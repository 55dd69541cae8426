import { expect, galata, type IJupyterLabPageFixture, test } from '@jupyterlab/galata'
import type { Locator, Page } from '@playwright/test'
import { expectAccessible, openCells, photograph } from './lab.js'

test.use({
  mockSettings: {
    ...galata.DEFAULT_SETTINGS,
    '@jupyterlab/notebook-extension:tracker': { windowingMode: 'none' },
  },
})

const PANEL = `import { display, lennardJones, parameterPanel, widgets } from 'scalescope'
const panel = parameterPanel(lennardJones(), {
  onChange: (values, changed) => console.log(...changed.map((name) => \`\${name}=\${values[name]}\`)),
})
const standard = new widgets.IntSlider({ value: 3 })
display(panel)
new widgets.VBox({ children: [standard, panel] })`

const panels = (page: Page | IJupyterLabPageFixture) => page.locator('[data-scalescope=parameters]')
const temperature = (panel: Locator) => panel.getByRole('slider', { name: 'temperature T*' })
const typed = (panel: Locator) => panel.getByRole('textbox', { name: /temperature T\*/ })

/** Every value that a slider has shown since, in order. */
async function watch(slider: Locator): Promise<() => Promise<number[]>> {
  await slider.evaluate((input: HTMLInputElement) => {
    const seen = [input.valueAsNumber]
    Object.assign(window, { seen })
    const look = () => {
      if (seen.at(-1) !== input.valueAsNumber) seen.push(input.valueAsNumber)
    }
    new MutationObserver(look).observe(input, { attributes: true })
  })
  return () => slider.page().evaluate(() => (window as unknown as { seen: number[] }).seen)
}

test('a panel in two places and two pages is in step, is typed into and reset, and a restart disables it', async ({
  page,
  tmpPath,
  baseURL,
}) => {
  const path = `${tmpPath}/panel.ipynb`
  await openCells(page, path, [PANEL])
  await page.notebook.runCell(0, true)
  const [first, second] = [panels(page).nth(0), panels(page).nth(1)]
  const output = page.locator('.jp-Cell-outputArea').first()
  await expect(second).toBeVisible()
  await expect(first.getByRole('button', { name: 'Reset all' })).toBeDisabled()

  await temperature(first).focus()
  await page.keyboard.press('ArrowRight')
  await expect(temperature(second)).toHaveAttribute('aria-valuetext', '0.46 ε/k')
  await expect(output).toContainText('temperature=0.46')
  await typed(second).fill('0.4567')
  await typed(second).press('Enter')
  await expect(typed(first)).toHaveValue('0.4567')
  await expect(output).toContainText('temperature=0.4567')
  await typed(second).fill('99')
  await typed(second).press('Enter')
  await expect(second.getByRole('alert')).toHaveText('99: expected a number from 0.1 to 5')
  await photograph(page, first, 'panel')
  await expectAccessible(page, panels(page))
  await typed(second).press('Escape')
  await expect(typed(second)).toHaveValue('0.4567')
  await expect(second.getByRole('alert')).toHaveCount(0)
  await first.getByRole('button', { name: /^temperature T\*: back to 0.45/ }).click()
  await expect(temperature(first)).toBeFocused()
  await expect(first).toHaveAttribute('data-changed', '')
  await first.getByRole('combobox', { name: 'Preset' }).selectOption('above critical')
  await expect(second.getByRole('combobox', { name: 'Preset' })).toHaveValue('above critical')
  await second.getByRole('button', { name: 'Reset all' }).click()
  await expect(first.getByRole('combobox', { name: 'Preset' })).toHaveValue('defaults')

  await page.notebook.save()
  const other = await page.context().newPage()
  await other.goto(`${baseURL}/lab/workspaces/second/tree/${path}?reset`)
  const [there] = [panels(other).first()]
  await expect(there).toBeVisible({ timeout: 60_000 })
  await expect(temperature(there)).toBeEnabled()
  const shownHere = await watch(temperature(first))
  const shownThere = await watch(temperature(there))
  await temperature(first).focus()
  const start = Number(await temperature(first).inputValue())
  for (let i = 0; i < 25; i++) await page.keyboard.press('ArrowRight')
  const end = start + 25
  await expect(temperature(there)).toHaveValue(String(end))
  for (const seen of [await shownHere(), await shownThere()]) {
    expect(seen.at(-1)).toBe(end)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  }
  await temperature(there).press('ArrowLeft')
  await expect(temperature(first)).toHaveValue(String(end - 1))
  await other.locator('.widget-slider').getByRole('slider').press('ArrowRight')
  await expect(page.locator('.widget-readout')).toHaveText('4')
  await other.close()

  await page.menu.clickMenuItem('Kernel>Restart Kernel…')
  await page.getByRole('button', { name: 'Confirm Kernel Restart' }).click()
  for (const panel of [first, second]) {
    await expect(panel.getByRole('status').last()).toContainText('run the cell again')
    await expect(temperature(panel)).toBeDisabled()
  }
  await photograph(page, first, 'panel-restarted')
})

const EXPLORE = `import { explore, lennardJones } from 'scalescope'
explore(lennardJones({ particles: 64 }))`

test('a live simulation runs on while a slider is dragged, tells of new starts and errors, and stops', async ({
  page,
  tmpPath,
}) => {
  await openCells(page, `${tmpPath}/explore.ipynb`, [EXPLORE])
  await page.notebook.runCell(0, true)
  const panel = panels(page)
  const preview = page.locator('[data-scalescope=preview]')
  const frame = async () => Number(await preview.getAttribute('data-frame'))
  await expect.poll(frame).toBeGreaterThan(2)

  const box = (await temperature(panel).boundingBox())!
  const middle = box.y + box.height / 2
  await page.mouse.move(box.x + 0.2 * box.width, middle)
  await page.mouse.down()
  const before = await frame()
  const started = performance.now()
  for (let i = 0; i <= 60; i++) await page.mouse.move(box.x + (0.2 + 0.01 * i) * box.width, middle)
  const [during, milliseconds] = [(await frame()) - before, performance.now() - started]
  await page.mouse.up()
  console.log(`while a slider was dragged for ${Math.round(milliseconds)} ms, ${during} frames`)
  expect(during).toBeGreaterThan(0)
  await expect.poll(frame).toBeGreaterThan(before + during)
  await expect(panel.getByRole('status').first()).toHaveText('')

  const field = (name: string) => panel.getByRole('textbox', { name: new RegExp(`^${name}`) })
  await field('cutoff').fill('5')
  await field('cutoff').press('Enter')
  await expect(panel.getByRole('status').first()).toHaveText('started anew for cutoff')
  await field('density').fill('0.95')
  await field('density').press('Enter')
  await expect(panel.getByRole('alert')).toContainText('a box of 8.21 σ; expected at least 11 σ')
  await expect(panel.getByRole('button', { name: 'Start' })).toBeVisible()
  await photograph(page, panel, 'explore-failed')
  await panel.getByRole('button', { name: /^density/ }).click()
  await expect(panel.getByRole('alert')).toHaveCount(0)
  await panel.getByRole('button', { name: 'Stop' }).click()
  await expect(panel.getByRole('status').first()).toContainText('stopped')
  const stopped = await frame()
  await temperature(panel).press('End')
  await panel.getByRole('button', { name: 'Start' }).click()
  await expect.poll(frame).not.toBe(stopped)
})
