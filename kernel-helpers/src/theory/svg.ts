import * as vega from 'vega'
import * as vegaLite from 'vega-lite'
import type { TopLevelSpec } from '../protocol/index.js'

/** Draws a Vega-Lite specification that carries its data. */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  const { spec: compiled } = vegaLite.compile(spec as unknown as vegaLite.TopLevelSpec)
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logLevel: vega.Error })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}
