import { isDeepStrictEqual } from 'node:util'
import { refuse } from './kinds.js'
import type { Rule } from './standard.js'

/** What can be chosen: values, [label, value] pairs, or values by their labels. */
export type Options<T> =
  | readonly T[]
  | readonly (readonly [label: string, value: T])[]
  | ReadonlyMap<string, T>
  | Readonly<Record<string, T>>

/** One of the options, or none. */
export interface SelectionTraits<T> {
  options: Options<T>
  index: number | null
  value: T | null
  label: string | null
}

/** Any number of the options. */
export interface MultipleSelectionTraits<T> {
  options: Options<T>
  index: readonly number[]
  value: readonly T[]
  label: readonly string[]
}

/** The options from one to another. */
export interface RangeSelectionTraits<T> {
  options: Options<T>
  index: readonly [number, number]
  value: readonly [T, T]
  label: readonly [string, string]
}

/** What can't be drawn without options. */
const SLIDERS = ['SelectionSlider', 'SelectionRangeSlider']

type Choice = number | readonly number[] | null

/** `index`, `value` and `label` say the same; new options choose the first, or none of many. */
export const selection: Rule = (widget, state, patch) => {
  const { options: given, index: _i, value: _v, label: _l, ...rest } = patch
  const pairs = optionPairs((given ?? state.options) as Options<unknown>)
  if (pairs.length === 0 && SLIDERS.includes(widget)) refuse(`${widget}: options`, [], 'at least one')
  const index = chosen(widget, pairs, state, patch)
  if (index === undefined) return rest
  const named = <T>(of: (pair: readonly [string, unknown]) => T) =>
    typeof index === 'object' && index !== null
      ? index.map((i) => of(pairs[i]))
      : index === null
        ? null
        : of(pairs[index])
  return {
    ...rest,
    ...(given === undefined ? {} : { options: given, _options_labels: pairs.map(([label]) => label) }),
    index,
    value: named(([, value]) => value),
    label: named(([label]) => label),
  }
}

function optionPairs<T>(options: Options<T>): readonly (readonly [string, T])[] {
  if (options instanceof Map) return [...options]
  if (!Array.isArray(options)) return Object.entries(options)
  const pairs = options.length > 0 && options.every((item) => isPair(item))
  return pairs ? options : options.map((value) => [String(value), value])
}

function isPair(item: unknown): boolean {
  return Array.isArray(item) && item.length === 2 && typeof item[0] === 'string'
}

function chosen(
  widget: string,
  pairs: readonly (readonly [string, unknown])[],
  state: Readonly<Record<string, unknown>>,
  patch: Readonly<Record<string, unknown>>,
): Choice | undefined {
  if (patch.index !== undefined) return checked(widget, pairs.length, patch.index as Choice)
  for (const [trait, place] of [
    ['value', 1],
    ['label', 0],
  ] as const) {
    const wanted = patch[trait]
    if (wanted === undefined) continue
    if (wanted === null) return null
    const find = (item: unknown): number => {
      const index = pairs.findIndex((pair) => isDeepStrictEqual(pair[place], item))
      if (index < 0) refuse(`${widget}: ${trait}`, item, `one of ${pairs.map(([label]) => label).join(', ')}`)
      return index
    }
    return Array.isArray(state.index) ? (wanted as unknown[]).map(find) : find(wanted)
  }
  if (patch.options === undefined) return undefined
  if (!Array.isArray(state.index)) return pairs.length > 0 ? 0 : null
  return widget === 'SelectionRangeSlider' ? [0, 0] : []
}

function checked(widget: string, count: number, index: Choice): Choice {
  for (const i of typeof index === 'number' ? [index] : (index ?? [])) {
    if (!(Number.isInteger(i) && i >= 0 && i < count)) {
      refuse(`${widget}: index`, i, `a whole number below ${count}, the number of options`)
    }
  }
  return index
}
