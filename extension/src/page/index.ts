import { drawDisplays } from './displays.js'
import { PageManager } from './manager.js'
import { followTheme } from './theme.js'

const STATE = 'script[type="application/vnd.jupyter.widget-state+json"]'

followTheme()
void PageManager.open(document.querySelector(STATE)?.textContent ?? undefined).then((manager) =>
  drawDisplays(document.body, manager),
)
