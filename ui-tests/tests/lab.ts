import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { expect, type IJupyterLabPageFixture } from '@jupyterlab/galata'
import type { Locator } from '@playwright/test'

const KERNEL = { name: 'scalescope', display_name: 'TypeScript (Scalescope)', language: 'typescript' }

/** Path of a file of the checkout, given from its root. */
export function checkout(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}

/** Opens a new notebook of these cells and waits for its kernel. */
export async function openCells(
  page: IJupyterLabPageFixture,
  path: string,
  cells: readonly string[],
): Promise<void> {
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: KERNEL },
    cells: cells.map((source, index) => ({
      cell_type: 'code',
      id: `cell-${index}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    })),
  }
  await page.contents.uploadContent(JSON.stringify(notebook), 'text', path)
  await openNotebook(page, path)
}

/** Opens a notebook that the server has and waits for its kernel. */
export async function openNotebook(page: IJupyterLabPageFixture, path: string): Promise<void> {
  await page.notebook.openByPath(path)
  await page.notebook.activate(path.split('/').at(-1)!)
  await page.sidebar.close('left')
  await idle(page)
}

export async function idle(page: IJupyterLabPageFixture, timeout = 60_000): Promise<void> {
  await expect(page.getByText(/TypeScript \(Scalescope\) \| Idle/).first()).toBeVisible({ timeout })
}

/** Saves the notebook and loads the page again, as its reader would. */
export async function saveAndReload(page: IJupyterLabPageFixture): Promise<void> {
  await page.notebook.save()
  // Galata would wait for the launcher, but the lab comes back with the notebook; its types leave the option out.
  const reload = { waitUntil: 'domcontentloaded' as const, waitForIsReady: false }
  await page.reload(reload)
  await idle(page)
}

/** Pictures of the page with `what` in sight, in both themes, to be looked at; only where SCALESCOPE_PHOTOGRAPHS is set. */
export async function photograph(page: IJupyterLabPageFixture, what: Locator, name: string): Promise<void> {
  if (!process.env.SCALESCOPE_PHOTOGRAPHS) return
  for (const theme of ['light', 'dark'] as const) {
    await (theme === 'light' ? page.theme.setLightTheme() : page.theme.setDarkTheme())
    await what.scrollIntoViewIfNeeded()
    await page.waitForTimeout(1000) // the plot is drawn anew
    await page.screenshot({ path: checkout(`ui-tests/test-results/${name}-${theme}.png`) })
  }
  await page.theme.setLightTheme()
}

/** That axe finds nothing wrong with these parts of the page, in a light theme, a dark one and one of high contrast. */
export async function expectAccessible(page: IJupyterLabPageFixture, ...parts: Locator[]): Promise<void> {
  for (const part of parts)
    await part.evaluateAll((elements) => {
      for (const element of elements) element.setAttribute('data-axe', '')
    })
  // The lab's body has no height, which axe takes for hidden: it would check no contrast.
  const height = await page.addStyleTag({ content: 'html, body { height: 100% }' })
  const found: string[] = []
  for (const theme of ['JupyterLab Dark High Contrast', 'JupyterLab Dark', 'JupyterLab Light']) {
    await page.theme.setTheme(theme)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('[data-axe]').analyze()
    for (const { id, nodes } of violations)
      for (const { html, failureSummary } of nodes) found.push(`${theme}, ${id}: ${html}\n${failureSummary}`)
  }
  await height.evaluate((style) => (style as HTMLElement).remove())
  expect(found.join('\n\n')).toBe('')
}
