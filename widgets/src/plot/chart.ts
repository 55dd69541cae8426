import type { TopLevelSpec } from 'scalescope/protocol'
import type { VisualizationSpec } from 'vega-embed'
import type { Row } from './rows.js'
import { lightTheme, type Theme, vegaConfig } from './theme.js'

/** Name that a specification gives to the data it plots. */
const DATA = 'curve'

/** Width of a plot in a file, in CSS pixels. */
const FILE_WIDTH = 520

/** A drawn plot, whose rows can be replaced while it stands. */
export interface Chart {
  setRows(rows: readonly Row[]): Promise<void>
  /** In CSS pixels, with axes and labels. */
  setWidth(width: number): Promise<void>
  dispose(): void
}

/** Draws into `el`, `width` CSS pixels wide with axes and labels. */
async function embed(el: HTMLElement, spec: TopLevelSpec, rows: readonly Row[], width: number, theme: Theme) {
  const [{ default: vegaEmbed }, { mergeConfig }] = await Promise.all([import('vega-embed'), import('vega')])
  const themed = {
    ...spec,
    width,
    autosize: { type: 'fit-x', contains: 'padding' },
    datasets: { [DATA]: rows },
    // The specification's own configuration is for pages without a theme.
    config: mergeConfig((spec.config as object | undefined) ?? {}, vegaConfig(theme)),
  }
  return vegaEmbed(el, themed as unknown as VisualizationSpec, {
    actions: false,
    defaultStyle: false,
    renderer: 'svg',
    tooltip: { theme: theme.dark ? 'dark' : 'light' },
  })
}

export async function drawChart(
  el: HTMLElement,
  spec: TopLevelSpec,
  rows: readonly Row[],
  width: number,
  theme: Theme,
): Promise<Chart> {
  const { view, finalize } = await embed(el, spec, rows, width, theme)
  return {
    async setRows(next) {
      await view.data(DATA, [...next]).runAsync()
    },
    async setWidth(width) {
      await view.width(width).runAsync()
    },
    dispose: finalize,
  }
}

/** The plot as a file for a page or a slide: dark on white, whatever the lab's theme. */
export async function chartFile(
  spec: TopLevelSpec,
  rows: readonly Row[],
  format: 'svg' | 'png',
): Promise<Blob> {
  const el = document.createElement('div')
  const { view, finalize } = await embed(el, spec, rows, FILE_WIDTH, lightTheme)
  try {
    if (format === 'svg') return new Blob([await view.toSVG()], { type: 'image/svg+xml' })
    const canvas = await view.toCanvas(3)
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG'))))
    })
  } finally {
    finalize()
  }
}
