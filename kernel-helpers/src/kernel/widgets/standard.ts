import type { Comm } from '../session.js'
import { Widget, type WidgetNames } from '../widget.js'
import { adoptModels } from '../widget-requests.js'
import { codecs, type Kind } from './kinds.js'

type Values = Record<string, unknown>

/** Completes a patch of the state, brings it within bounds, or throws a RangeError. */
export type Rule = (widget: string, state: Readonly<Values>, patch: Readonly<Values>) => Values

/** What is known of a standard widget, from the schema of ipywidgets. */
export interface Model {
  /** As ipywidgets calls the class. */
  readonly name: string
  readonly names: WidgetNames
  readonly defaults: Readonly<Values>
  /** Of the traits that are more than JSON. */
  readonly kinds: Readonly<Record<string, Kind>>
  /** Traits that are widgets of their own, made with this one: their classes by the trait's name. */
  readonly parts: Readonly<Record<string, string>>
}

/** How a class goes beyond its model. */
export interface Behaviour {
  readonly base?: new (init?: object, comm?: Comm) => StandardWidget<object>
  readonly rules?: readonly Rule[]
  /** Traits that the browser doesn't know, with their defaults. */
  readonly local?: Readonly<Values>
  /** Traits that are too large to be echoed to every page. */
  readonly unechoed?: readonly string[]
}

/** The traits of a widget. */
export type TraitsOf<W> = W extends Widget<infer Traits> ? Traits : never

/** Traits to begin with. A widget that is part of this one, such as `layout`, may be given by its traits. */
export type Init<Traits> = {
  [Name in keyof Traits]?: Traits[Name] extends StandardWidget<infer Part>
    ? Traits[Name] | Init<Part>
    : Traits[Name]
}

interface Class<W> {
  new (init?: object, comm?: Comm): W
}

const classes = new Map<string, Class<Widget>>()
/** Made with the widget that they are part of, and closed with it. */
const parts = new WeakSet<Widget>()

/** A widget of the ecosystem: its traits are properties, by the names of ipywidgets. */
export class StandardWidget<Traits extends object> extends Widget<Traits> {
  /** Held by the prototype. */
  declare protected readonly definition: Model & Required<Behaviour>

  /** @throws RangeError naming a trait, its value and what was expected */
  constructor(init: Init<Traits> = {}, comm?: Comm) {
    const { definition } = new.target.prototype as unknown as { definition: Model & Required<Behaviour> }
    const initial = { ...definition.local, ...definition.defaults }
    const missing = Object.fromEntries(Object.keys(definition.parts).map((name) => [name, {}]))
    const given = complete(definition, initial, { ...missing, ...init })
    super(definition.names, { ...initial, ...given } as Traits, comm)
  }

  override set(patch: Init<Traits> | Partial<Traits>): void {
    super.set(patch as Partial<Traits>)
  }

  override close(): void {
    for (const name of Object.keys(this.definition.parts)) {
      const part = this.state[name]
      if (part instanceof Widget && parts.has(part)) part.close()
    }
    super.close()
  }

  override toString(): string {
    const { value } = this.state
    const shown = typeof value === 'object' || value === undefined ? '' : `value: ${JSON.stringify(value)}`
    return `${this.definition.name}(${shown})`
  }

  /** Adds a CSS class to the element that the browser makes. */
  addClass(name: string): void {
    this.#setClasses([...this.#classes.filter((other) => other !== name), name])
  }

  removeClass(name: string): void {
    this.#setClasses(this.#classes.filter((other) => other !== name))
  }

  protected override echoed(name: string): boolean {
    return !this.definition.unechoed.includes(name)
  }

  protected override validated(patch: Values): Values {
    return complete(this.definition, this.state, patch)
  }

  protected override encoded(state: Values): Values {
    const { local, kinds } = this.definition
    return Object.fromEntries(
      Object.entries(state)
        .filter(([name]) => !(name in local))
        .map(([name, value]) => [
          name,
          value === null ? null : (codecs[kinds[name]]?.encode(value) ?? value),
        ]),
    )
  }

  protected override decoded(state: Values): Values {
    const { kinds } = this.definition
    return Object.fromEntries(
      Object.entries(state).map(([name, value]) => [
        name,
        value === null ? null : (codecs[kinds[name]]?.decode(value) ?? value),
      ]),
    )
  }

  get #classes(): readonly string[] {
    return this.state._dom_classes as readonly string[]
  }

  #setClasses(names: readonly string[]): void {
    super.set({ _dom_classes: names } as unknown as Partial<Traits>)
  }
}

/** The class of a model, with a property for each trait. */
export function define<C>(
  model: Model,
  { base = StandardWidget, rules = [], local = {}, unechoed = [] }: Behaviour = {},
): C {
  const made = { [model.name]: class extends base {} }[model.name] as Class<Widget>
  const definition = { ...model, base, rules, local, unechoed }
  Object.defineProperty(made.prototype, 'definition', { value: definition })
  for (const name of Object.keys({ ...model.defaults, ...model.parts, ...local })) {
    if (name.startsWith('_')) continue
    Object.defineProperty(made.prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Widget<Values>) {
        return this.get(name)
      },
      set(this: Widget<Values>, value: unknown) {
        this.set({ [name]: value })
      },
    })
  }
  classes.set(model.name, made)
  adoptModels(model.names.model, (comm, state) => new made(known(definition, state), comm))
  return made as C
}

/** The traits among what the browser tells of a model it has made. */
function known({ defaults, parts: own }: Model, state: Values): Values {
  return Object.fromEntries(
    Object.entries(state)
      .filter(([name]) => name in defaults)
      .map(([name, value]) => [name, name in own && typeof value === 'string' ? Widget.find(value) : value])
      .filter(([, value]) => value !== undefined),
  )
}

function complete(
  { name, kinds, rules, parts: own }: Model & Required<Behaviour>,
  state: Values,
  patch: Values,
): Values {
  let completed: Values = { ...patch }
  for (const [trait, value] of Object.entries(patch)) {
    if (value !== null) codecs[kinds[trait]]?.check?.(`${name}: ${trait}`, value)
    const Part = classes.get(own[trait])
    if (!Part || value instanceof Widget) continue
    const part = new Part(value as object)
    parts.add(part)
    completed[trait] = part
  }
  for (const rule of rules) completed = rule(name, state, completed)
  return completed
}
