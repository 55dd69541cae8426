import { existsSync, readFileSync } from 'node:fs'

const VIEW = 'application/vnd.jupyter.widget-view+json'
const STATE = 'application/vnd.jupyter.widget-state+json'
const VEGA_LITE = 'application/vnd.vegalite.v5+json'
const REFERENCE = /IPY_MODEL_([\w-]+)/g
/** Ours that are text, and are saved as text. */
const TEXT = ['RunProgressModel']

/**
 * Whether everything to look at in an executed notebook is there as a picture, too, for pages without kernel and widgets.
 * @param {string} path
 */
export function hasPictures(path) {
  if (!existsSync(path)) return false
  const { cells, metadata } = JSON.parse(readFileSync(path, 'utf8'))
  /** @type {Record<string, { model_name: string, model_module: string, state: object }>} */
  const models = metadata.widgets?.[STATE]?.state ?? {}
  let complete = true
  for (const [i, { outputs = [] }] of cells.entries()) {
    for (const { data } of outputs) {
      const drawn = data && (data[VEGA_LITE] || ours(models, data[VIEW]?.model_id))
      if (!drawn || data['image/svg+xml'] || data['image/png']) continue
      console.log(`${path}, cell ${i + 1}: a display without a picture: ${data['text/plain']}`)
      complete = false
    }
  }
  return complete
}

/**
 * Whether one of our widgets is in what the model shows.
 * @param {Record<string, { model_name: string, model_module: string, state: object }>} models
 * @param {string | undefined} id
 * @param {Set<string>} seen
 * @returns {boolean}
 */
function ours(models, id, seen = new Set()) {
  if (id === undefined || seen.has(id) || !models[id]) return false
  seen.add(id)
  const { model_name, model_module, state } = models[id]
  if (model_module === '@scalescope/widgets' && !TEXT.includes(model_name)) return true
  const within = [...JSON.stringify(state).matchAll(REFERENCE)].map(([, child]) => child)
  return within.some((child) => ours(models, child, seen))
}
