import type { TopLevelSpec } from 'scalescope/protocol'
import type { VisualizationSpec } from 'vega-embed'
import { keepKeys } from '../dom.js'
import type { Pointable } from './point-cursor.js'
import { pointsOf, type SceneMark } from './points.js'
import type { Row } from './rows.js'
import { lightTheme, type Theme, vegaConfig } from './theme.js'

/** Name that a specification gives to the data it plots. */
const DATA = 'result'

/** Width of a plot in a file, in CSS pixels. */
const FILE_WIDTH = 520

export type Sliders = Readonly<Record<string, unknown>>

/** A drawn plot, whose rows can be replaced while it stands. */
export interface Chart {
  /** @param width in CSS pixels, with axes and labels */
  update(rows: readonly Row[], width: number): Promise<void>
  readonly pointable: Pointable
  /** Calls back when a slider has moved the points. */
  onSlider(callback: () => void): void
  /** Where the sliders that belong to the plot stand, by the names of their parameters. */
  readonly sliders: Sliders
  dispose(): void
}

/** Draws into `el`, `width` CSS pixels wide with axes and labels. */
async function embed(el: HTMLElement, spec: TopLevelSpec, rows: readonly Row[], width: number, theme: Theme) {
  const [{ default: vegaEmbed }, { mergeConfig }] = await Promise.all([import('vega-embed'), import('vega')])
  const themed = {
    ...spec,
    width,
    autosize: { type: 'fit-x', contains: 'padding' },
    datasets: { ...(spec.datasets as object | undefined), [DATA]: rows },
    // The specification's own configuration is for pages without a theme.
    config: mergeConfig((spec.config as object | undefined) ?? {}, vegaConfig(theme)),
  }
  return vegaEmbed(el, themed as unknown as VisualizationSpec, {
    actions: false,
    defaultStyle: false,
    renderer: 'svg',
    // The cursor shows what the points say.
    tooltip: () => {},
  })
}

export async function drawChart(
  el: HTMLElement,
  spec: TopLevelSpec,
  rows: readonly Row[],
  width: number,
  theme: Theme,
  sliders: Sliders = {},
): Promise<Chart> {
  const { view, finalize } = await embed(el, withSliders(spec, sliders), rows, width, theme)
  for (const control of el.querySelectorAll<HTMLElement>('.vega-bind :is(input, select)')) keepKeys(control)
  let shown = rows
  return {
    get sliders() {
      return Object.fromEntries(slidersOf(spec).map(({ name }) => [name, view.signal(name)]))
    },
    get pointable(): Pointable {
      const { left, top } = view.padding() as { left: number; top: number }
      const [x, y] = view.origin()
      const { root } = view.scenegraph() as unknown as { root: SceneMark }
      return {
        points: pointsOf(root, [x + left, y + top]),
        extent: [y + top, y + top + view.height()],
      }
    },
    async update(next, width) {
      if (next !== shown) view.data(DATA, [...next])
      shown = next
      await view.width(width).runAsync()
    },
    onSlider(callback) {
      for (const { name } of slidersOf(spec)) view.addSignalListener(name, () => void view.runAfter(callback))
    },
    dispose: finalize,
  }
}

interface Parameter {
  readonly name: string
  readonly bind?: unknown
}

function slidersOf({ params = [] }: TopLevelSpec): readonly Parameter[] {
  return (params as readonly Parameter[]).filter(({ bind }) => bind !== undefined)
}

/** The specification with its sliders where they stood. */
function withSliders(spec: TopLevelSpec, sliders: Sliders): TopLevelSpec {
  if (slidersOf(spec).length === 0) return spec
  const params = (spec.params as readonly Parameter[]).map((parameter) =>
    parameter.name in sliders ? { ...parameter, value: sliders[parameter.name] } : parameter,
  )
  return { ...spec, params }
}

/** The plot as a file for a page or a slide: dark on white, whatever the lab's theme. */
export async function chartFile(
  spec: TopLevelSpec,
  rows: readonly Row[],
  format: 'svg' | 'png',
  sliders: Sliders = {},
): Promise<Blob> {
  const el = document.createElement('div')
  const { view, finalize } = await embed(el, withSliders(spec, sliders), rows, FILE_WIDTH, lightTheme)
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
