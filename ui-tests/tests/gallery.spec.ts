import { readFile } from 'node:fs/promises'
import { expect, galata, test } from '@jupyterlab/galata'
import { checkout, openNotebook } from './lab.js'

const NAME = '03-gallery.ipynb'

test.describe.configure({ timeout: 600_000 })

test.use({
  mockSettings: {
    ...galata.DEFAULT_SETTINGS,
    '@jupyterlab/notebook-extension:tracker': { windowingMode: 'none' },
  },
})

test('every system of the gallery runs live, one at a time, and answers its sliders', async ({
  page,
  tmpPath,
}, testInfo) => {
  const text = await readFile(checkout(`notebooks/${NAME}`), 'utf8')
  const cells = (JSON.parse(text) as { cells: { source: string[] }[] }).cells
  const explored = cells.filter(({ source }) => source.join('').includes('explore(')).length
  expect(explored).toBeGreaterThan(3)
  // The curves of all systems are the notebook tests' affair.
  const withoutCurves = {
    ...JSON.parse(text),
    cells: cells.filter(({ source }) => !/errorCurve\(|compareCurves\(/.test(source.join(''))),
  }
  await page.contents.uploadContent(JSON.stringify(withoutCurves), 'text', `${tmpPath}/${NAME}`)
  await openNotebook(page, `${tmpPath}/${NAME}`)
  await page.menu.clickMenuItem('Run>Run All Cells')
  const previews = page.locator('[data-scalescope=preview]')
  await expect(previews).toHaveCount(explored, { timeout: 300_000 })
  await expect(page.locator('.jp-RenderedText[data-mime-type="application/vnd.jupyter.error"]')).toHaveCount(
    0,
  )

  // Being shown changes nothing: no slider reports a rounded value that starts a simulation anew.
  await expect(page.getByText('started anew for')).toHaveCount(0)

  const cell = page.locator('.jp-Cell').filter({ has: previews }).last()
  await cell.scrollIntoViewIfNeeded()
  const frame = async () => Number(await previews.last().getAttribute('data-frame'))
  const before = await frame()
  await expect.poll(frame).toBeGreaterThan(before)
  // Timed in the page: from the move of a slider to the second frame after it, which knows of the change.
  const milliseconds = await cell.evaluate(async (element) => {
    const preview = element.querySelector<HTMLElement>('[data-scalescope=preview]')!
    const slider = element.querySelector<HTMLInputElement>('[data-scalescope=parameters] input[type=range]')!
    const shown = () => Number(preview.dataset.frame)
    const pressed = performance.now()
    const first = shown()
    slider.stepUp()
    slider.dispatchEvent(new Event('input'))
    while (shown() < first + 2 && performance.now() - pressed < 20_000)
      await new Promise((next) => setTimeout(next, 2))
    return performance.now() - pressed
  })
  testInfo.annotations.push({ type: 'slider', description: `${Math.round(milliseconds)} ms` })
  console.log(`two frames after a slider moved: ${Math.round(milliseconds)} ms`)
  // A tenth of a second is the aim (printed above); a busy machine is slower.
  expect(milliseconds).toBeLessThan(5000)
  for (const theme of ['light', 'dark'] as const) {
    await (theme === 'light' ? page.theme.setLightTheme() : page.theme.setDarkTheme())
    await cell.scrollIntoViewIfNeeded()
    await page.screenshot({ path: checkout(`ui-tests/test-results/gallery-${theme}.png`) })
  }
})
