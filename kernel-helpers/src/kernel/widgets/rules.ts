import { magnitude, refuse } from './kinds.js'
import type { Rule } from './standard.js'

/** As in ipywidgets: a value outside [min, max] becomes the nearer end; min above max is refused. */
export const withinBounds: Rule = (widget, state, patch) => {
  if (!('value' in patch || 'min' in patch || 'max' in patch)) return { ...patch }
  const { min, max, value, base } = { ...state, ...patch }
  const end = (bound: unknown) => (base === undefined ? bound : (base as number) ** (bound as number))
  if (exists(min) && exists(max) && magnitude(min) > magnitude(max)) {
    if ('min' in patch) refuse(`${widget}: min`, min, `at most max = ${JSON.stringify(max)}`)
    refuse(`${widget}: max`, max, `at least min = ${JSON.stringify(min)}`)
  }
  const clamp = (item: unknown): unknown => {
    if (!exists(item)) return item
    if (exists(min) && magnitude(item) < magnitude(end(min))) return end(min)
    if (exists(max) && magnitude(item) > magnitude(end(max))) return end(max)
    return item
  }
  if (!Array.isArray(value)) return { ...patch, value: clamp(value) }
  return { ...patch, value: value.map(clamp) }
}

/** The ends of a range in their order. */
export const ordered: Rule = (widget, _state, patch) => {
  const { value } = patch
  if (value === undefined) return { ...patch }
  if (!Array.isArray(value) || value.length !== 2 || value[0] > value[1]) {
    refuse(`${widget}: value`, value, '[lower, upper]')
  }
  return { ...patch }
}

/** One title for each child, and a page that there is. */
export const pages: Rule = (widget, state, patch) => {
  const {
    children,
    titles,
    selected_index: selected,
  } = { ...state, ...patch } as {
    children: unknown[]
    titles: string[]
    selected_index: number | null
  }
  const count = children.length
  if ('selected_index' in patch && selected !== null && !(selected >= 0 && selected < count)) {
    refuse(`${widget}: selected_index`, selected, `null or an index below the ${count} children`)
  }
  const shown = selected !== null && selected >= count ? count - 1 : selected
  return {
    ...patch,
    titles: children.map((_, i) => titles[i] ?? ''),
    selected_index: shown === -1 ? null : shown,
  }
}

/** A tab shows its first page if none is asked for. */
export const firstPage: Rule = (_widget, state, patch) => {
  const { children, selected_index: selected } = { ...state, ...patch } as Record<string, unknown>
  const first = !('selected_index' in patch) && selected === null && (children as unknown[]).length > 0
  return first ? { ...patch, selected_index: 0 } : { ...patch }
}

/** What is typed must be an option where `ensure_option` says so. */
export const ensuredOption: Rule = (widget, state, patch) => {
  const { ensure_option: ensured, options, value } = { ...state, ...patch } as Record<string, unknown>
  if ('value' in patch && ensured && value !== '' && !(options as unknown[]).includes(value)) {
    refuse(`${widget}: value`, value, `one of ${(options as string[]).join(', ')}`)
  }
  return { ...patch }
}

/** Only tags that are allowed, where some are named. */
export const allowedTags: Rule = (widget, state, patch) => {
  const { allowed_tags: allowed, value } = { ...state, ...patch } as Record<string, unknown[]>
  const foreign = allowed.length > 0 && value.find((tag) => !allowed.includes(tag))
  if (foreign !== false && foreign !== undefined) {
    refuse(`${widget}: value`, foreign, `tags among ${allowed.join(', ')}`)
  }
  return { ...patch }
}

/** `border` is short for the four sides. */
export const border: Rule = (_widget, _state, { border: sides, ...patch }) =>
  sides === undefined
    ? patch
    : {
        border_top: sides,
        border_right: sides,
        border_bottom: sides,
        border_left: sides,
        ...patch,
        border: sides,
      }

function exists(value: unknown): boolean {
  return value !== null && value !== undefined
}
