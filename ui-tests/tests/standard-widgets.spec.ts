import { expect, type IJupyterLabPageFixture, test } from '@jupyterlab/galata'
import { openCells, saveAndReload } from './lab.js'

const INTERACT = `import { display, widgets } from 'scalescope'
await widgets.interact(({ n }) => \`twice is \${2 * n}\`, { n: 10 })`
const LINKED = `const [a, b] = [new widgets.IntSlider({ value: 3, description: 'first' }), new widgets.IntSlider({ description: 'second' })]
widgets.jslink(a, 'value', b, 'value')
display(a)
new widgets.VBox({ children: [a, b] })`
const OUTPUT = `const output = new widgets.Output()
display(output)
await output.capture(() => { console.log('captured'); throw new RangeError('and thrown') })
console.log('of the cell')`
const LOOP = `const bar = new widgets.IntProgress({ max: 5000 })
const label = new widgets.Label()
display(new widgets.HBox({ children: [bar, label] }))
for (let i = 1; i <= 5000; i++) { bar.value = i; label.value = \`at \${i}\`; if (i % 25 === 0) await new Promise((next) => setTimeout(next, 1)) }`

const outputOf = (page: IJupyterLabPageFixture, cell: number) =>
  page.locator('.jp-CodeCell').nth(cell).locator('.jp-Cell-outputArea')

test('interact is dragged, links, Output and a widget shown twice work, loops end at their last value, and a reload restores all', async ({
  page,
  tmpPath,
}) => {
  await openCells(page, `${tmpPath}/standard.ipynb`, [INTERACT, LINKED, OUTPUT, LOOP])
  for (const cell of [0, 1, 2, 3]) await page.notebook.runCell(cell, true)

  const interact = outputOf(page, 0)
  await expect(interact).toContainText('twice is 20')
  const handle = interact.locator('.noUi-handle')
  const box = (await handle.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + 40, box.y + box.height / 2, { steps: 8 })
  await page.mouse.up()
  await expect(interact).not.toContainText('twice is 20')
  const shown = Number(await interact.locator('.widget-readout').textContent())
  expect(shown).toBeGreaterThan(10)
  await expect(interact).toContainText(`twice is ${2 * shown}`)

  const readouts = outputOf(page, 1).locator('.widget-readout')
  await expect(readouts).toHaveText(['3', '3', '3'])
  await outputOf(page, 1).locator('.noUi-handle').first().press('ArrowRight')
  await expect(readouts).toHaveText(['4', '4', '4'])

  const captured = outputOf(page, 2).locator('.widget-output')
  await expect(captured).toContainText('captured')
  await expect(captured).toContainText('RangeError: and thrown')
  await expect(captured).not.toContainText('of the cell')
  await expect(outputOf(page, 2)).toContainText('of the cell')

  await expect(outputOf(page, 3)).toContainText('at 5000')

  await saveAndReload(page)
  await expect(interact).toContainText(`twice is ${2 * shown}`)
  await expect(readouts).toHaveText(['4', '4', '4'])
  await expect(captured).toContainText('captured')
  await expect(outputOf(page, 3)).toContainText('at 5000')
})

const ALL = `import { display, widgets } from 'scalescope'
const classes = Object.values(widgets as Record<string, any>).filter((Class) => Class.prototype?.definition?.parts.layout)
const children = classes.map((Class) => new Class(Class.name.startsWith('Selection') ? { options: ['a', 'b'] } : {}))
display(new widgets.Box({ children, layout: { flex_flow: 'row wrap' } }))
console.log(children.length, 'widgets')`

test('every visible widget is drawn from its defaults', async ({ page, tmpPath }) => {
  await openCells(page, `${tmpPath}/all.ipynb`, [ALL])
  await page.notebook.runCell(0, true)
  const output = outputOf(page, 0)
  await expect(output).toContainText('54 widgets')
  await expect(output.locator('.widget-box').first().locator(':scope > *')).toHaveCount(54)
  await expect(
    output.locator('.jupyter-widgets-error-widget, .jp-RenderedText[data-mime-type*=stderr]'),
  ).toHaveCount(0)
})
