import { Widget } from '../widget.js'
import { refuse } from './kinds.js'
import { Checkbox, Dropdown, FloatSlider, IntSlider, Text } from './models.js'
import type { TraitsOf } from './standard.js'

/** A value that no control changes. */
export class Fixed<T> {
  constructor(readonly value: T) {}
}

export function fixed<T>(value: T): Fixed<T> {
  return new Fixed(value)
}

/**
 * What a control can be made of: a number (a slider around it), [min, max] or [min, max, step] (a slider; whole numbers
 * move by whole steps), a boolean (a checkbox), a string (a text), a list, object or Map of choices (a dropdown), a
 * widget with a value, or `fixed(value)`.
 */
export type Abbreviation =
  | number
  | boolean
  | string
  | readonly [min: number, max: number]
  | readonly [min: number, max: number, step: number]
  | readonly string[]
  | readonly number[]
  | ReadonlyMap<string, unknown>
  | Widget
  | Fixed<unknown>
  | { readonly [label: string]: unknown }

/** What a control made of an abbreviation gives. */
export type ValueOf<A> = A extends number
  ? number
  : A extends boolean
    ? boolean
    : A extends string
      ? string
      : A extends readonly (infer Item)[]
        ? Item extends number
          ? number
          : Item
        : A extends ReadonlyMap<string, infer Value>
          ? Value
          : A extends Fixed<infer Value>
            ? Value
            : A extends Widget
              ? TraitsOf<A> extends { value: infer Value }
                ? Value
                : never
              : A[keyof A]

/** A widget that an argument is read from. */
export type Control = Widget<{ value: unknown }>

/**
 * @param name of the argument, which the control shows
 * @throws RangeError naming the argument and what it can be
 */
export function controlOf(name: string, abbreviation: unknown): Control | Fixed<unknown> {
  const given = abbreviation
  if (given instanceof Fixed) return given
  if (given instanceof Widget) {
    if (!('value' in given)) refuse(name, given.constructor.name, 'a widget with a value')
    return given as Control
  }
  const description = name
  if (typeof given === 'boolean') return as(new Checkbox({ value: given, description }))
  if (typeof given === 'string') return as(new Text({ value: given, description }))
  if (typeof given === 'number') return slider(name, [...around(given), undefined, given])
  if (isRange(given)) return slider(name, given)
  if (typeof given === 'object' && given !== null) {
    const options = given as readonly unknown[]
    const count = options instanceof Map ? options.size : Object.keys(options).length
    if (count > 0) return as(new Dropdown<unknown>({ options, description }))
  }
  return refuse(
    name,
    given,
    'a number, [min, max], [min, max, step], a boolean, a string, choices or a widget',
  )
}

function as(widget: unknown): Control {
  return widget as Control
}

function isRange(given: unknown): given is readonly [number, number, number?] {
  return (
    Array.isArray(given) &&
    (given.length === 2 || given.length === 3) &&
    given.every((item) => typeof item === 'number')
  )
}

/** The range that ipywidgets gives a single number. */
function around(value: number): [number, number] {
  if (value === 0) return [0, 1]
  return value > 0 ? [-value, 3 * value] : [3 * value, -value]
}

function slider(
  name: string,
  [min, max, step, value]: readonly [number, number, (number | undefined)?, number?],
): Control {
  if (!(min < max)) refuse(name, [min, max], 'min below max')
  if (step !== undefined && !(step > 0)) refuse(name, step, 'a step above 0')
  const whole = [min, max, step ?? 1, value ?? 0].every(Number.isInteger)
  // ipywidgets' step of 0.1 would leave a range such as [0, 0.05] with nothing to choose.
  const fine = step ?? (whole ? 1 : 10 ** Math.floor(Math.log10((max - min) / 100)))
  const middle = min + fine * Math.floor((max - min) / 2 / fine)
  const state = { min, max, step: fine, value: value ?? middle, description: name }
  if (whole) return as(new IntSlider(state))
  const digits = Math.max(0, Math.ceil(-Math.log10(fine) - 1e-9))
  return as(new FloatSlider({ ...state, readout_format: `.${digits}f` }))
}
