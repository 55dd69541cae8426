import { inspect } from 'node:util'
import { isTable, tableBundle } from './arrow-table.js'
import { isDisplayable, type MimeBundle, mimeBundle } from './displayable.js'

/** A method of this name also gives representations in Deno's kernel, and libraries have it. */
const jupyterDisplay = Symbol.for('Jupyter.display')
const VEGA_LITE = /\/vega-lite\/v(\d+)/

/** The representations of any value, as of one that ends a cell. */
export function represent(value: unknown): MimeBundle {
  if (isDisplayable(value)) return value[mimeBundle]()
  if (typeof value !== 'object' || value === null) return { 'text/plain': inspect(value) }
  const { [jupyterDisplay]: display, $schema: schema } = value as Record<PropertyKey, unknown>
  if (typeof display === 'function') return display.call(value) as MimeBundle
  const version = typeof schema === 'string' ? VEGA_LITE.exec(schema)?.[1] : undefined
  if (version) return { [`application/vnd.vegalite.v${version}+json`]: value, 'text/plain': inspect(value) }
  if (isTable(value)) return tableBundle(value)
  return { 'text/plain': inspect(value) }
}

/** JSON-ready: bytes become base64. */
export function encodeBundle(bundle: MimeBundle): MimeBundle {
  const entries = Object.entries(bundle).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([type, value]) => [
      type,
      ArrayBuffer.isView(value)
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
        : value,
    ]),
  )
}
