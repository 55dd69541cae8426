import * as vega from 'vega'
import * as vegaLite from 'vega-lite'
import { expect, test } from 'vitest'
import { tooltip } from './tooltip.js'

/** What Vega makes of the tooltip of a point that stands for this row. */
async function said(row: object, lines: Parameters<typeof tooltip>[0]): Promise<unknown> {
  const spec: vegaLite.TopLevelSpec = {
    data: { values: [row] },
    mark: { type: 'line', point: true, tooltip: tooltip(lines) },
    encoding: { x: { field: 'b', type: 'quantitative' } },
  }
  const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: 'none' })
  await view.runAsync()
  const found: unknown[] = []
  const walk = (mark: { marktype?: string; items: { items?: []; tooltip?: unknown }[] }) => {
    for (const item of mark.items) {
      if (mark.marktype === 'symbol') found.push(item.tooltip)
      for (const child of item.items ?? []) walk(child)
    }
  }
  walk((view.scenegraph() as unknown as { root: Parameters<typeof walk>[0] }).root)
  view.finalize()
  return found[0]
}

test('numbers have three digits, and their intervals where these are known', async () => {
  const lines = [
    { title: 'b (σ)', field: 'b' },
    { title: "FVU, the 'error'", field: 'fvu', as: 'interval' as const },
    { title: 'curve', field: 'name', as: 'words' as const },
  ]
  const row = { b: 0.25, fvu: 0.23456, fvuLow: 0.2, fvuHigh: 0.3, name: "cold 'fluid'" }
  expect(await said(row, lines)).toEqual({
    'b (σ)': '0.25',
    "FVU, the 'error'": '0.235 [0.2, 0.3]',
    curve: "cold 'fluid'",
  })
  expect(await said({ ...row, fvuLow: null, fvuHigh: null }, lines)).toMatchObject({
    "FVU, the 'error'": '0.235',
  })
  expect(await said({ ...row, fvu: null }, lines)).toMatchObject({ "FVU, the 'error'": '–' })
})
