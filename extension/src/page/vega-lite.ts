import { currentTheme, onThemeChange, vegaConfig } from '@scalescope/widgets/dist/plot/theme.js'
import { mergeConfig } from 'vega'
import vegaEmbed, { type VisualizationSpec } from 'vega-embed'

/** Draws a specification in the page's theme, and again when that changes. */
export async function drawVegaLite(spec: object, el: HTMLElement): Promise<void> {
  const plot = document.createElement('div')
  plot.className = 'scalescope scalescope-chart'
  el.append(plot)
  const draw = () => {
    const theme = currentTheme()
    const config = mergeConfig((spec as { config?: object }).config ?? {}, vegaConfig(theme))
    return vegaEmbed(plot, { ...spec, config } as unknown as VisualizationSpec, {
      actions: false,
      defaultStyle: false,
      renderer: 'svg',
      tooltip: { theme: theme.dark ? 'dark' : 'light' },
    })
  }
  let drawn = await draw()
  onThemeChange(async () => {
    drawn.finalize()
    drawn = await draw()
  })
}
