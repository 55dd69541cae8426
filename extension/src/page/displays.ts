import type { PageManager } from './manager.js'
import { drawVegaLite } from './vega-lite.js'

/** What can stand in place of a display's picture. */
interface Live {
  readonly model?: string
  readonly spec?: object
}

/** Puts what responds in place of the pictures in `root`; where that fails, the picture stays and says why. */
export async function drawDisplays(root: ParentNode, manager: PageManager): Promise<void> {
  const scripts = [...root.querySelectorAll<HTMLScriptElement>('.display > script.live')]
  await Promise.all(scripts.map((script) => drawDisplay(script, manager)))
}

async function drawDisplay(script: HTMLScriptElement, manager: PageManager): Promise<void> {
  const display = script.parentElement!
  const { model, spec } = JSON.parse(script.textContent ?? '{}') as Live
  const view = document.createElement('div')
  view.className = 'live-view'
  display.append(view)
  display.classList.add('drawn')
  try {
    if (model !== undefined) await manager.show(model, view)
    else if (spec) await drawVegaLite(spec, view)
  } catch (error) {
    display.classList.remove('drawn')
    view.className = 'note'
    view.replaceChildren(`shown as it was saved: ${error instanceof Error ? error.message : error}`)
  }
}
