import { randomUUID } from 'node:crypto'
import { type Displayable, type MimeBundle, mimeBundle } from './displayable.js'
import { encodeBundle, represent } from './representations.js'
import { currentSession } from './session.js'

/** Something that was shown, and can be replaced where it stands. */
export class DisplayHandle implements Displayable {
  readonly id: string

  constructor(id: string) {
    this.id = id
  }

  /** Shows `value` in place of what was shown before. */
  update(value: unknown): void {
    updateDisplay(this.id, value)
  }

  /** A cell that ends by showing something has no further result. */
  [mimeBundle](): MimeBundle {
    return {}
  }
}

/**
 * Shows a value under the running cell: a widget, a table, a Vega-Lite specification, a bundle of representations by MIME
 * type, or anything else as text.
 *
 * @param fallbacks representations beside it, for pages without a kernel.
 * @returns a handle to replace it by.
 */
export const display = Object.assign(show, {
  html: (html: string) => show({ 'text/html': html, 'text/plain': html }),
  markdown: (markdown: string) => show({ 'text/markdown': markdown, 'text/plain': markdown }),
  /** With its dollar signs, as in a Markdown cell. */
  latex: (latex: string) => show({ 'text/latex': latex, 'text/plain': latex }),
  svg: (svg: string) => show({ 'image/svg+xml': svg, 'text/plain': 'SVG image' }),
  png: (bytes: Uint8Array) => show({ 'image/png': bytes, 'text/plain': 'PNG image' }),
  /** A tree that can be folded. */
  json: (value: object) =>
    show({ 'application/json': value, 'text/plain': JSON.stringify(value, undefined, 2) }),
})

function show(value: unknown, fallbacks: MimeBundle = {}): DisplayHandle {
  const bundle = { ...bundleOf(value), ...fallbacks }
  const handle = new DisplayHandle(randomUUID())
  const session = currentSession()
  if (session) session.display(bundle, { displayId: handle.id })
  else print(bundle)
  return handle
}

/** Replaces what was displayed under `id`, by whichever cell. */
export function updateDisplay(id: string, value: unknown): void {
  const bundle = bundleOf(value)
  const session = currentSession()
  if (session) session.display(bundle, { displayId: id, update: true })
  else print(bundle)
}

/**
 * Removes what the running cell has shown.
 *
 * @param wait only when it next shows something, so that nothing flickers.
 */
export function clearOutput({ wait = false }: { wait?: boolean } = {}): void {
  currentSession()?.clearOutput(wait)
}

function bundleOf(value: unknown): MimeBundle {
  return isBundle(value) ? value : represent(value)
}

function isBundle(value: unknown): value is MimeBundle {
  if (typeof value !== 'object' || value === null) return false
  const types = Object.keys(value)
  return types.length > 0 && types.every((type) => /^[a-z]+\/[\w.+-]+$/.test(type))
}

function print(bundle: MimeBundle): void {
  console.log(encodeBundle(bundle)['text/plain'] ?? Object.keys(bundle).join(', '))
}
