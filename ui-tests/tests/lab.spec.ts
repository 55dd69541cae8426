import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type IJupyterLabPageFixture, test } from '@jupyterlab/galata'
import { checkout, expectAccessible, idle, openCells, photograph } from './lab.js'

const COMMANDS = ['New analysis', 'New analysis of a recording…', 'Open the gallery of notebooks']

test('the launcher starts an analysis, and the palette has every command', async ({ page }) => {
  await page.locator('.jp-Launcher').getByText('New analysis').click()
  await expect(page.getByRole('tab', { name: 'analysis.ipynb' })).toBeVisible()
  await idle(page)
  await expect(page.locator('.jp-Notebook')).toContainText('Choose a system')

  await page.keyboard.press('Control+Shift+c')
  const palette = page.locator('.lm-CommandPalette')
  await palette.getByRole('textbox').fill('scalescope')
  for (const label of COMMANDS) await expect(palette.getByText(label, { exact: true })).toBeVisible()
})

test('the gallery is searched, and opens a copy that overwrites nothing', async ({ page, tmpPath }) => {
  await page.menu.clickMenuItem('Help>Open the gallery of notebooks')
  const gallery = page.locator('.scalescope-gallery')
  const cards = gallery.getByRole('listitem')
  await expect(cards.first()).toContainText('The natural scale of a Lennard-Jones fluid')
  await photograph(page, gallery, 'gallery')
  await expectAccessible(page, gallery)
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

/** Opens a file as a double click in the file browser does. */
async function openFile(page: IJupyterLabPageFixture, name: string): Promise<void> {
  await page.sidebar.openTab('filebrowser')
  await page.filebrowser.refresh()
  await page.locator('.jp-DirListing-item', { hasText: name }).dblclick()
}

const FRAMES = 20
const SIDE = 64

test('an Arrow file is a plot, a player or a table, and follows the disk', async ({
  page,
  tmpPath,
}, testInfo) => {
  const local = (name: string) => testInfo.outputPath(name)
  const upload = (from: string, to = from) => page.contents.uploadFile(local(from), `${tmpPath}/${to}`)
  const command = ['curve', '--system', 'translating-texture', '--frames', '60', '--runs', '2']
  const options = ['--cell-sizes', '16', '--offset', '1', '--out', local('curve')]
  const program = checkout('kernel-helpers/bin/scalescope.js')
  execFileSync(process.execPath, [program, ...command, ...options], { stdio: 'pipe' })
  await upload('curve/curve.arrow', 'curve.arrow')
  await openFile(page, 'curve.arrow')
  const plot = page.locator('[data-scalescope=plot]')
  await expect(plot).toHaveAttribute('data-points', '1')
  await expect(plot).toContainText('too few cell sizes')
  await page.getByText('Table', { exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'cellSize' })).toContainText('Float64')

  const { saveVideo, Video } = await import(checkout('kernel-helpers/dist/index.js'))
  const waves = Float32Array.from(
    { length: FRAMES * SIDE * SIDE },
    (_, i) => Math.sin((i % SIDE) / 3 + Math.floor(i / SIDE ** 2)) + Math.cos(Math.floor(i / SIDE) / 5),
  )
  const units = { lengthUnit: 'µm', frameInterval: 0.1, timeUnit: 's', boundary: 'periodic', speed: null }
  const provenance = { title: 'waves', source: { kind: 'array' } }
  const video = {
    frames: FRAMES,
    rows: SIDE,
    columns: SIDE,
    pixelSize: 0.5,
    pixels: waves,
    ...units,
    provenance,
  }
  await saveVideo(new Video(video), local('video.arrow'))
  await upload('video.arrow')
  await openFile(page, 'video.arrow')
  const player = page.locator('[data-scalescope=preview]')
  await expect(player).toHaveAttribute('data-frame', '0')
  await player.getByRole('slider', { name: 'Frame' }).fill('7')
  await expect(player).toHaveAttribute('data-frame', '7')
  await player.getByRole('radio').first().click()
  await page.keyboard.press(' ')
  await expect(player).toHaveAttribute('data-frame', String(FRAMES - 1))

  const { tableFromArrays, tableToIPC } = createRequire(checkout('kernel-helpers/package.json'))(
    'apache-arrow',
  )
  writeFileSync(
    local('table.arrow'),
    tableToIPC(tableFromArrays({ name: ['a', 'b'], count: [1, 2] }), 'file'),
  )
  await upload('table.arrow', 'video.arrow')
  await expect(page.getByRole('columnheader', { name: 'name' })).toContainText('Dictionary')
  writeFileSync(local('table.arrow'), 'no Arrow at all')
  await upload('table.arrow', 'video.arrow')
  await expect(page.getByRole('alert')).toContainText(
    /^video\.arrow can't be shown: .* expected an Arrow IPC/,
  )
})

test('a recording is opened in a notebook beside it', async ({ page, tmpPath }, testInfo) => {
  const support = await import(checkout('kernel-helpers/dist/readers/tiff.test.support.js'))
  const values = (frame: number) => Array.from({ length: 16 * 16 }, (_, i) => (i * 7 + frame * 13) % 251)
  const pages = Array.from({ length: 40 }, (_, frame) => ({ width: 16, height: 16, values: values(frame) }))
  writeFileSync(testInfo.outputPath('it.tif'), support.writeTiff(pages))
  await page.contents.uploadFile(testInfo.outputPath('it.tif'), `${tmpPath}/it's.ome.tif`)
  await page.filebrowser.refresh()
  await page.locator('.jp-DirListing-item', { hasText: 'ome.tif' }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Open in Scalescope' }).click()
  await expect(page.getByRole('tab', { name: "it's.ipynb" })).toBeVisible()
  await idle(page)
  await page.notebook.runCell(1, true)
  await expect(page.locator('[data-scalescope=preview]')).toHaveAttribute('data-frame', '0')
})

test('settings reach the kernel, also after a restart, and a wrong one is named', async ({
  page,
  tmpPath,
}) => {
  await openCells(page, `${tmpPath}/settings.ipynb`, ["import { settings } from 'scalescope'\nsettings()"])
  const output = page.locator('.jp-OutputArea-output')
  await page.notebook.runCell(0, true)
  await expect(output).toContainText("backend: 'auto'")

  await page.menu.clickMenuItem('Settings>Settings Editor')
  await page.getByRole('tab', { name: 'Scalescope' }).first().click()
  const backend = page.locator('[id$=_backend]')
  await backend.selectOption('wasm')
  await page.locator('[id$=_cacheFolder]').fill('here')
  const notice = page.getByText(/setting cacheFolder: "here", expected an absolute path/).first()
  await expect(notice).toBeVisible()
  await page.activity.activateTab('settings.ipynb')
  await page.notebook.runCell(0, true)
  await expect(output).toContainText("backend: 'wasm'")
  await page.menu.clickMenuItem('Kernel>Restart Kernel…')
  await page.getByRole('button', { name: 'Confirm Kernel Restart' }).click()
  await idle(page)
  await page.notebook.runCell(0, true)
  await expect(output).toContainText("backend: 'wasm'")
})

const RUN = `import { errorCurve, turbulence } from 'scalescope'
const runs = await turbulence({ resolution: '64' }).record({ frames: 120, seeds: [1, 2] })
const curve = await errorCurve(runs, { budget: 'large', folder: 'curve' })`

test('a run is told in the status bar, stopped in the Running panel, and resumed', async ({
  page,
  tmpPath,
}) => {
  await openCells(page, `${tmpPath}/run.ipynb`, [RUN])
  await page.menu.clickMenuItem('Run>Run All Cells')
  const status = page.getByRole('button', { name: 'Scalescope: one run' })
  const progress = page.locator('[data-scalescope=progress]').last()
  await expect(status).toBeVisible()
  await status.click()
  const entry = page.locator('.jp-RunningSessions-item', { hasText: '%' })
  await expect(entry).toBeVisible()
  await expect(progress).toContainText('Measuring')
  await expect(status).toContainText(/ s$/)
  await entry.hover()
  await entry.getByRole('button').last().click()
  await expect(progress).toHaveAttribute('data-status', 'stopped')
  await expect(status).toBeHidden()
  await progress.getByRole('button', { name: 'Resume' }).click()
  await expect(status).toBeVisible()
  await page.locator('[data-scalescope=progress]').last().getByRole('button', { name: 'Stop' }).click()
  await expect(status).toBeHidden()
})
