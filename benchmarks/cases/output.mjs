import { inLab, OURS, THEIRS } from '../peers/lab.mjs'

const LINES = 50_000
const UPDATES = 5000

/** @type {Record<string, string>} */
const lines = {
  [OURS]: `for (let i = 1; i <= ${LINES}; i++) console.log('line ' + i)`,
  [THEIRS]: `for i in range(1, ${LINES} + 1): print('line', i)`,
}

/** @type {Record<string, string>} */
const updates = {
  [OURS]: `import { widgets } from 'scalescope'
const progress = new widgets.IntProgress({ max: ${UPDATES} })
display(progress)
for (let i = 1; i <= ${UPDATES}; i++) progress.value = i`.replace('{ widgets }', '{ display, widgets }'),
  [THEIRS]: `import ipywidgets
progress = ipywidgets.IntProgress(max=${UPDATES})
display(progress)
for i in range(1, ${UPDATES} + 1): progress.value = i`,
}

/** @type {import('../case.mjs').Case[]} */
export default [
  output(
    'output-lines',
    `${LINES} printed lines, from the start of the cell to the last one in the page`,
    lines,
  ),
  output(
    'output-updates',
    `${UPDATES} changes of a progress bar in a loop, until the page shows the last`,
    updates,
  ),
]

/**
 * @param {string} name
 * @param {string} title
 * @param {Record<string, string>} cells
 * @returns {import('../case.mjs').Case}
 */
function output(name, title, cells) {
  return {
    name,
    title,
    peer: 'ipykernel and ipywidgets',
    unit: 's',
    better: 'lower',
    target: null,
    rounds: 3,
    prepare: inLab(async (lab) => {
      /** @type {Record<string, number[]>} */
      const counts = { [OURS]: [], [THEIRS]: [] }
      let runs = 0
      /** @param {string} side */
      const measure = async (side) => {
        await lab.run(`${name}-${side}-${runs++}`, side, ['1 + 1'])
        const { seconds, count } = await lab.page.evaluate(shown, cells[side])
        counts[side].push(count)
        return seconds
      }
      return {
        ours: () => measure(OURS),
        theirs: () => measure(THEIRS),
        check: async () => {
          const expected = name === 'output-lines' ? LINES : UPDATES
          const lost = counts[OURS].find((count) => count !== expected)
          if (lost !== undefined) throw new Error(`the page shows ${lost}, expected ${expected}`)
          return `the page shows ${counts[OURS].join(', ')}; theirs ${counts[THEIRS].join(', ')}`
        },
      }
    }),
  }
}

/**
 * In the page: runs a cell in the notebook in front until its last line or value stands still.
 * @param {string} source
 */
async function shown(source) {
  const { commands, shell } = Object(window).jupyterapp
  const panel = shell.currentWidget
  const { content: notebook } = panel
  notebook.model.sharedModel.insertCell(1, { cell_type: 'code', source })
  notebook.activeCellIndex = 1
  const { outputArea } = notebook.widgets[1]
  const count = () => {
    const bar = outputArea.node.querySelector(
      '.progress-bar, [role=progressbar] > *, .widget-hprogress .progress > *',
    )
    if (bar) return Math.round((Number.parseFloat(bar.style.width) / 100) * 5000)
    return [...outputArea.node.querySelectorAll('pre')].reduce(
      (sum, pre) => sum + (pre.textContent.match(/^line \d+$/gm)?.length ?? 0),
      0,
    )
  }
  const start = performance.now()
  await commands.execute('notebook:run-cell')
  let [seconds, last] = [(performance.now() - start) / 1000, count()]
  for (let still = 0; still < 10; still++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const now = count()
    if (now !== last) [still, last, seconds] = [0, now, (performance.now() - start) / 1000]
  }
  return { seconds, count: last }
}
