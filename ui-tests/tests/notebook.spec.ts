import { readFile } from 'node:fs/promises'
import { expect, galata, type IJupyterLabPageFixture, test } from '@jupyterlab/galata'
import type { Locator } from '@playwright/test'
import { checkout, openNotebook, photograph, saveAndReload } from './lab.js'

const NAME = '01-lennard-jones.ipynb'
/** The shipped notebook on a small part of its input, so that it takes a minute. */
const SMALLER = [
  ['frames: 18_000, seeds: [1, 2, 3]', 'frames: 2400, seeds: [1, 2]'],
  ['await errorCurve(runs)', 'await errorCurve(runs, { cellSizes: [0.5, 1, 2, 4, 8] })'],
] as const

async function openSmaller(page: IJupyterLabPageFixture, folder: string, seed: number): Promise<void> {
  let text = await readFile(checkout(`notebooks/${NAME}`), 'utf8')
  for (const [shipped, smaller] of SMALLER) {
    expect(text).toContain(shipped)
    text = text.replace(shipped, smaller)
  }
  // Each test measures a curve of its own, none finds another's finished scales.
  text = text.replace('cellSizes:', `seed: ${seed}, cellSizes:`)
  await page.contents.uploadContent(text, 'text', `${folder}/${NAME}`)
  await openNotebook(page, `${folder}/${NAME}`)
}

async function points(plot: Locator): Promise<number> {
  return Number(await plot.getAttribute('data-points'))
}

test.describe.configure({ timeout: 600_000 })

// Cells out of sight stay in the page, where the tests look for them.
test.use({
  mockSettings: {
    ...galata.DEFAULT_SETTINGS,
    '@jupyterlab/notebook-extension:tracker': { windowingMode: 'none' },
  },
})

test('Run All: the curve grows while it is measured, a slider changes the preview, a reload restores both', async ({
  page,
  tmpPath,
}) => {
  await openSmaller(page, tmpPath, 1)
  const plot = page.locator('[data-scalescope=plot]')
  const previews = page.locator('[data-scalescope=preview]')

  await page.menu.clickMenuItem('Run>Run All Cells')
  const seen = new Set<number>()
  await expect
    .poll(
      async () => {
        if (await plot.count()) seen.add(await points(plot))
        return Math.max(...seen)
      },
      { timeout: 400_000, intervals: [200] },
    )
    .toBe(5)
  expect(seen.size, `points seen while the cell ran: ${[...seen]}`).toBeGreaterThan(2)
  await expect(previews).toHaveCount(3)

  const recorded = previews.first()
  await recorded.scrollIntoViewIfNeeded()
  await recorded.getByRole('slider').fill('1200')
  await expect(recorded).toHaveAttribute('data-frame', '1200')
  await photograph(page, recorded, 'preview')
  await photograph(page, plot, 'curve')

  const live = previews.last()
  await live.scrollIntoViewIfNeeded()
  const first = Number(await live.getAttribute('data-frame'))
  await expect.poll(async () => Number(await live.getAttribute('data-frame'))).toBeGreaterThan(first)
  const density = live.getByRole('radio').first()
  const before = await density.getAttribute('aria-label')
  await page.locator('.widget-slider').filter({ hasText: 'ρ*' }).getByRole('slider').press('End')
  await expect(density).not.toHaveAttribute('aria-label', before!)
  await photograph(page, live, 'explore')
  await page.getByRole('button', { name: 'Stop', exact: true }).last().click()

  await saveAndReload(page)
  await expect(plot).toHaveAttribute('data-points', '5')
  await expect(plot.locator('svg .mark-line path').first()).toBeVisible()
  await previews.first().scrollIntoViewIfNeeded()
  await expect(recorded).toHaveAttribute('data-frame', '1200')
})

test('Stop ends the measurement at once and keeps its points', async ({ page, tmpPath }, testInfo) => {
  await openSmaller(page, tmpPath, 2)
  const plot = page.locator('[data-scalescope=plot]')
  await page.menu.clickMenuItem('Run>Run All Cells')
  await expect(plot).toHaveAttribute('data-points', /[1-4]/, { timeout: 400_000 })

  // Timed in the page: the test's own round trips are no part of it.
  const [milliseconds, kept] = await plot.evaluate(async (element) => {
    const output = element.closest('.jp-Cell')!
    const stop = [...output.querySelectorAll('button')].find((button) => button.textContent === 'Stop')!
    const clicked = performance.now()
    stop.click()
    while (!output.textContent?.includes('Stopped')) await new Promise((next) => setTimeout(next, 5))
    return [performance.now() - clicked, (element as HTMLElement).dataset.points]
  })
  testInfo.annotations.push({ type: 'stop', description: `${Math.round(milliseconds)} ms` })
  console.log(`stopped after ${Math.round(milliseconds)} ms with ${kept} points`)
  // Half a second is the aim (printed above); on a busy machine, far less than the training still to do.
  expect(milliseconds).toBeLessThan(3000)
  expect(Number(kept)).toBeGreaterThan(0)
  await expect(page.locator('.jp-Cell').filter({ has: plot })).toContainText(
    /Stopped: [1-9]\d* of \d+ parts kept/,
  )
  await expect(plot).toHaveAttribute('data-points', kept!)
})
