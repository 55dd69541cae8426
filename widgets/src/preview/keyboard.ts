/** What a key asks of the preview. */
export type KeyAction =
  | { readonly type: 'toggle-play' }
  | { readonly type: 'step'; readonly frames: number }
  | { readonly type: 'seek'; readonly end: 'first' | 'last' }
  | { readonly type: 'step-scale'; readonly by: 1 | -1 }
  | { readonly type: 'choose-scale'; readonly index: number }
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'choose-cell' }
  | { readonly type: 'move-cell'; readonly rows: number; readonly columns: number }
  | { readonly type: 'leave' }

export interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** Of one key press. */
export const ZOOM = 1.5

/**
 * The keys of the preview; undefined for every other key, which is left alone.
 *
 * @param choosing whether a cell is being chosen: then the arrows move the mark
 */
export function keyAction(
  { key, shiftKey, ctrlKey, altKey, metaKey }: Key,
  choosing = false,
): KeyAction | undefined {
  if (ctrlKey || altKey || metaKey) return undefined
  const step = shiftKey ? 10 : 1
  switch (key) {
    case ' ':
      return { type: 'toggle-play' }
    case 'ArrowLeft':
    case 'ArrowRight': {
      const by = key === 'ArrowLeft' ? -step : step
      return choosing ? { type: 'move-cell', rows: 0, columns: by } : { type: 'step', frames: by }
    }
    case 'ArrowUp':
    case 'ArrowDown': {
      const by = key === 'ArrowUp' ? -1 : 1
      return choosing ? { type: 'move-cell', rows: by * step, columns: 0 } : { type: 'step-scale', by }
    }
    case 'Home':
      return { type: 'seek', end: 'first' }
    case 'End':
      return { type: 'seek', end: 'last' }
    case '+':
    case '=':
      return { type: 'zoom', factor: ZOOM }
    case '-':
      return { type: 'zoom', factor: 1 / ZOOM }
    case '0':
      return { type: 'zoom', factor: 0 }
    case 'Enter':
      return shiftKey ? undefined : { type: 'choose-cell' }
    case 'Escape':
      return { type: 'leave' }
  }
  return /^[1-9]$/.test(key) ? { type: 'choose-scale', index: Number(key) - 1 } : undefined
}
