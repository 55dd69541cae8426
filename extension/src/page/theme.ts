/** Keeps what widgets know of the theme in step with what the reader prefers: JupyterLab tells it by an attribute. */
export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    document.body.dataset.jpThemeLight = String(!dark.matches)
  }
  dark.addEventListener('change', apply)
  apply()
}
