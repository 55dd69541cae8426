import type { Change, Widget } from '../widget.js'
import { DirectionalLink, Link } from './models.js'
import type { TraitsOf } from './standard.js'

type Name<T> = keyof T & string

/** The traits of `T` that take what a trait of type `V` holds. */
type Taking<T, V> = { [K in Name<T>]: V extends T[K] ? K : never }[Name<T>]

/** What holds two traits together until it is unlinked. */
export interface TraitLink {
  unlink(): void
}

/** Keeps two traits equal, from either side; the second takes the first's value now. */
export function link<A extends Widget, K extends Name<TraitsOf<A>>, B extends Widget>(
  source: A,
  name: K,
  target: B,
  targetName: Taking<TraitsOf<B>, TraitsOf<A>[K]>,
): TraitLink {
  const there = follow(source, name, target, targetName, (value) => value)
  const back = follow(target, targetName, source, name, (value) => value)
  return {
    unlink() {
      there.unlink()
      back.unlink()
    },
  }
}

/** Gives a trait's value, or what `transform` makes of it, to another widget's trait, now and at each change. */
export function dlink<A extends Widget, K extends Name<TraitsOf<A>>, B extends Widget>(
  source: A,
  name: K,
  target: B,
  targetName: Taking<TraitsOf<B>, TraitsOf<A>[K]>,
): TraitLink
export function dlink<
  A extends Widget,
  K extends Name<TraitsOf<A>>,
  B extends Widget,
  L extends Name<TraitsOf<B>>,
>(
  source: A,
  name: K,
  target: B,
  targetName: L,
  transform: (value: TraitsOf<A>[K]) => TraitsOf<B>[L],
): TraitLink
export function dlink(
  source: Widget,
  name: string,
  target: Widget,
  targetName: string,
  transform: (value: never) => unknown = (value) => value,
): TraitLink {
  return follow(source, name, target, targetName, transform)
}

/** As {@link link}, but by the browser alone, also without a kernel. */
export function jslink<A extends Widget, K extends Name<TraitsOf<A>>, B extends Widget>(
  source: A,
  name: K,
  target: B,
  targetName: Taking<TraitsOf<B>, TraitsOf<A>[K]>,
): Link {
  return new Link({ source: [source, name], target: [target, targetName] })
}

/** As {@link dlink}, but by the browser alone, also without a kernel. */
export function jsdlink<A extends Widget, K extends Name<TraitsOf<A>>, B extends Widget>(
  source: A,
  name: K,
  target: B,
  targetName: Taking<TraitsOf<B>, TraitsOf<A>[K]>,
): DirectionalLink {
  return new DirectionalLink({ source: [source, name], target: [target, targetName] })
}

type AnyState = Record<string, unknown>

/** Where the target's bounds make something else of a value, the ends of a link may differ: it isn't sent back. */
function follow(
  source: Widget,
  name: string,
  target: Widget,
  targetName: string,
  transform: (value: never) => unknown,
): TraitLink {
  const from = source as Widget<AnyState>
  const pass = (value: unknown): void => {
    if (passing.has(target)) return
    passing.add(source)
    try {
      ;(target as Widget<AnyState>).set({ [targetName]: transform(value as never) })
    } finally {
      passing.delete(source)
    }
  }
  const observer = (change: Change<AnyState, string>): void => pass(change.new)
  pass(from.get(name))
  from.observe(name, observer)
  return { unlink: () => from.unobserve(name, observer) }
}

/** Widgets whose change is being passed on. */
const passing = new Set<Widget>()
