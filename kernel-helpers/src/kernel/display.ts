import { inspect } from 'node:util'
import { isDisplayable, type MimeBundle, mimeBundle } from './displayable.js'
import { currentSession } from './session.js'

/**
 * Shows a widget or a bundle of representations under the running cell.
 *
 * @param fallbacks representations beside it, for pages without a kernel.
 */
export function display(
  value: MimeBundle | { [mimeBundle](): MimeBundle },
  fallbacks: MimeBundle = {},
): void {
  const bundle = { ...(isDisplayable(value) ? value[mimeBundle]() : value), ...fallbacks }
  const session = currentSession()
  if (session) session.display(bundle)
  else console.log(bundle['text/plain'] ?? Object.keys(bundle).join(', '))
}

/** The representations that end a cell with `value`. */
export function resultBundle(value: unknown): MimeBundle {
  return isDisplayable(value) ? value[mimeBundle]() : { 'text/plain': inspect(value) }
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
