/** What a key asks of the preview. */
export type KeyAction =
  | { readonly type: 'toggle-play' }
  | { readonly type: 'step'; readonly frames: number }
  | { readonly type: 'seek'; readonly end: 'first' | 'last' }
  | { readonly type: 'step-scale'; readonly by: 1 | -1 }
  | { readonly type: 'choose-scale'; readonly index: number }

export interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** The keys of the preview; undefined for every other key, which is left alone. */
export function keyAction({ key, shiftKey, ctrlKey, altKey, metaKey }: Key): KeyAction | undefined {
  if (ctrlKey || altKey || metaKey) return undefined
  switch (key) {
    case ' ':
      return { type: 'toggle-play' }
    case 'ArrowLeft':
      return { type: 'step', frames: shiftKey ? -10 : -1 }
    case 'ArrowRight':
      return { type: 'step', frames: shiftKey ? 10 : 1 }
    case 'Home':
      return { type: 'seek', end: 'first' }
    case 'End':
      return { type: 'seek', end: 'last' }
    case 'ArrowUp':
      return { type: 'step-scale', by: -1 }
    case 'ArrowDown':
      return { type: 'step-scale', by: 1 }
  }
  return /^[1-9]$/.test(key) ? { type: 'choose-scale', index: Number(key) - 1 } : undefined
}
