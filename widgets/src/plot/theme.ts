import type { Config } from 'vega-embed'

/** The lab's colours and font, as far as a plot needs them. */
export interface Theme {
  readonly dark: boolean
  readonly background: string
  readonly text: string
  readonly quietText: string
  readonly grid: string
  readonly accent: string
  readonly font: string
}

/** The theme in force, from JupyterLab's CSS variables. */
export function currentTheme(): Theme {
  const style = getComputedStyle(document.body)
  const variable = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback
  return {
    dark: document.body.dataset.jpThemeLight === 'false',
    background: 'transparent',
    text: variable('--jp-ui-font-color1', lightTheme.text),
    quietText: variable('--jp-ui-font-color2', lightTheme.quietText),
    grid: variable('--jp-border-color2', lightTheme.grid),
    accent: variable('--jp-brand-color1', lightTheme.accent),
    font: variable('--jp-ui-font-family', lightTheme.font),
  }
}

/** For files that leave the lab: dark on white whatever the lab looks like. */
export const lightTheme: Theme = {
  dark: false,
  background: 'white',
  text: 'rgba(0, 0, 0, 0.87)',
  quietText: 'rgba(0, 0, 0, 0.6)',
  grid: '#e0e0e0',
  accent: '#1976d2',
  font: 'system-ui, sans-serif',
}

/** Vega-Lite configuration that gives a plot the theme's looks. */
export function vegaConfig({ background, text, quietText, grid, accent, font }: Theme): Config {
  return {
    background,
    font,
    view: { stroke: null },
    axis: {
      domainColor: quietText,
      gridColor: grid,
      labelColor: text,
      labelFontSize: 11,
      tickColor: quietText,
      titleColor: text,
      titleFontSize: 12,
    },
    header: { labelColor: text, titleColor: text },
    legend: { labelColor: text, titleColor: text },
    title: { color: text, subtitleColor: quietText },
    mark: { color: accent },
    // Lines that guide the eye have no name; the numbers of a point are told by its cursor.
    rule: { color: accent, aria: false },
    text: { color: quietText, fontSize: 11 },
    range: { category: [accent] },
  }
}

/** Calls back when the lab's theme has changed; the returned function ends that. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback)
  observer.observe(document.body, { attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light'] })
  return () => observer.disconnect()
}
