import type { WidgetMessage } from './widget.js'

/**
 * What all pages are told when one has changed a widget, as it came: the others follow, and that page knows by it which
 * updates are older than its change. Undefined where there is nothing to tell, or `JUPYTER_WIDGETS_ECHO=0` turns it off, as in
 * ipywidgets.
 *
 * @param echoed which traits the other pages are told of
 */
export function echoOf(
  { state = {}, buffer_paths: paths = [] }: WidgetMessage,
  buffers: readonly Uint8Array[],
  echoed: (name: string) => boolean,
): { readonly data: object; readonly buffers: Uint8Array[] } | undefined {
  if (/^(0|false|no|off)$/i.test(process.env.JUPYTER_WIDGETS_ECHO ?? '')) return undefined
  const told = Object.entries(state).filter(([name]) => echoed(name))
  const binary = paths
    .map((path, i) => ({ path, buffer: buffers[i] }))
    .filter(({ path }) => echoed(String(path[0])))
  if (told.length === 0 && binary.length === 0) return undefined
  return {
    data: {
      method: 'echo_update',
      state: Object.fromEntries(told),
      buffer_paths: binary.map(({ path }) => path),
    },
    buffers: binary.map(({ buffer }) => buffer),
  }
}
