// Writes the standard widgets from ipywidgets' machine-readable schema of its models.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './setup/process.mjs'
import { DOCS } from './widgets/docs.mjs'

const require = createRequire(import.meta.url)
const target = join(root, 'kernel-helpers/src/kernel/widgets/models.ts')

/**
 * @typedef {{ name: string, type: string | string[], default: unknown, allow_none?: boolean,
 *   enum?: string[], items?: { type: string, widget?: string }, widget?: string,
 *   union_attributes?: { type: string, enum?: string[] }[] }} Attribute
 * @typedef {{ name: string, module: string, version: string }} Names
 * @typedef {{ model: Names, view: Names & { name: string | null }, attributes: Attribute[] }} WidgetSchema
 */

/** Classes that ipywidgets names otherwise than their models. @type {Record<string, string>} */
const CLASS_NAMES = { Time: 'TimePicker', Datetime: 'DatetimePicker', NaiveDatetime: 'NaiveDatetimePicker' }

/** What the schema lists but ipywidgets has no class for. */
const ABSTRACT = ['DOMWidgetModel']

/** Traits that the schema leaves vague. @type {Record<string, string>} */
const TYPES = {
  'FloatRangeSlider.value': 'readonly [number, number]',
  'IntRangeSlider.value': 'readonly [number, number]',
  'TagsInput.value': 'readonly string[]',
  'TagsInput.allowed_tags': 'readonly string[]',
  'ColorsInput.value': 'readonly string[]',
  'ColorsInput.allowed_tags': 'readonly string[]',
  'FloatsInput.value': 'readonly number[]',
  'FloatsInput.allowed_tags': 'readonly number[]',
  'IntsInput.value': 'readonly number[]',
  'IntsInput.allowed_tags': 'readonly number[]',
  'FileUpload.value': 'readonly UploadedFile[]',
  'Output.outputs': 'readonly CellOutput[]',
  'Link.source': 'readonly [Widget, string] | readonly []',
  'Link.target': 'readonly [Widget, string] | readonly []',
  'DirectionalLink.source': 'readonly [Widget, string] | readonly []',
  'DirectionalLink.target': 'readonly [Widget, string] | readonly []',
  'Controller.axes': 'readonly ControllerAxis[]',
  'Controller.buttons': 'readonly ControllerButton[]',
}

/** @type {Record<string, string>} */
const BASES = {
  Output: 'OutputArea',
  Button: 'Clickable',
  Link: 'BrowserLink',
  DirectionalLink: 'BrowserLink',
}

/** Which traits ipywidgets doesn't echo. @type {Record<string, string[]>} */
const UNECHOED = { FileUpload: ['value'] }

const DOM_TRAITS = ['_dom_classes', 'layout', 'tooltip', 'tabbable']
const DESCRIPTION_TRAITS = ['description', 'description_allow_html']

const HEADER = `// Written by \`npm run widgets\` from ipywidgets' schema of its models: don't edit.
import type { Widget } from '../widget.js'
import { BrowserLink } from './browser-link.js'
import { Clickable } from './clickable.js'
import type { TimeOfDay } from './kinds.js'
import { type CellOutput, OutputArea } from './output.js'
import { allowedTags, border, ensuredOption, firstPage, ordered, pages, withinBounds } from './rules.js'
import { type MultipleSelectionTraits, type RangeSelectionTraits, type SelectionTraits, selection } from './selection.js'
import { define, type Init, type StandardWidget } from './standard.js'
import type { UploadedFile } from './upload.js'

/** What all visible widgets have. */
export interface DOMTraits {
  /** CSS of the widget's box. */
  get layout(): Layout
  set layout(layout: Layout | Init<LayoutTraits>)
  /** Shown while the pointer rests on the widget. */
  tooltip: string | null
  /** Whether the keyboard's Tab reaches the widget. */
  tabbable: boolean | null
}

/** What controls have. */
export interface DescriptionTraits extends DOMTraits {
  /** Shown beside the control. */
  description: string
  /** Takes \`description\` as HTML: escape what comes from elsewhere. */
  description_allow_html: boolean
}
`

/** @param {WidgetSchema[]} schema @returns {string} TypeScript, not yet formatted */
function widgetModels(schema) {
  const widgets = schema.filter(({ model }) => !ABSTRACT.includes(model.name))
  return [HEADER, ...widgets.map(widgetModel)].join('\n')
}

/** @param {WidgetSchema} widget */
function widgetModel({ model, view, attributes: all }) {
  const stem = model.name.replace(/Model$/, '')
  const name = CLASS_NAMES[stem] ?? stem
  const attributes = all.filter((attribute) => !/^_(model|view)_/.test(attribute.name))
  const has = (/** @type {string} */ trait) => attributes.some((attribute) => attribute.name === trait)
  const chosen = has('_options_labels') ? selectionOf(attributes) : undefined
  const parameter = chosen ? '<T = string>' : ''
  const argument = chosen ? '<T>' : ''
  const parents = [
    has('description_allow_html') ? 'DescriptionTraits' : has('layout') ? 'DOMTraits' : undefined,
    chosen && `${chosen}Traits<T>`,
  ].filter(Boolean)
  const inherited = [
    ...(has('layout') ? DOM_TRAITS : []),
    ...(has('description_allow_html') ? DESCRIPTION_TRAITS : []),
    ...(chosen ? ['_options_labels', 'index'] : []),
  ]
  const own = attributes.filter((attribute) => !inherited.includes(attribute.name))
  const traits = own.map((attribute) => property(name, attribute))
  if (name === 'Layout') traits.unshift('/** Short for the four sides. */\nborder: string | null')
  const traitsName = `${name}Traits`
  const constructors = chosen
    ? `{ new <T>(init: Init<${traitsName}<T>> & { options: readonly (readonly [string, T])[] }): ${name}<T>
         new <T = string>(init?: Init<${traitsName}<T>>): ${name}<T> }`
    : `new (init?: Init<${traitsName}>) => ${name}`
  return `
export interface ${traitsName}${parameter}${parents.length > 0 ? ` extends ${parents.join(', ')}` : ''} {
  ${traits.join('\n')}
}
export interface ${name}${parameter} extends ${BASES[name] ?? 'StandardWidget'}<${traitsName}${argument}>, ${traitsName}${argument} {}
export const ${name} = define<${constructors}>(
  {
    name: '${name}',
    names: ${JSON.stringify({
      model: model.name,
      view: view.name,
      module: model.module,
      moduleVersion: model.version,
      ...(view.module === model.module ? {} : { viewModule: view.module }),
    })},
    defaults: { ${attributes
      .filter((attribute) => attribute.type !== 'reference')
      .map((attribute) => `${attribute.name}: ${defaultOf(attribute)}`)
      .join(', ')} },
    kinds: ${JSON.stringify(kindsOf(name, attributes))},
    parts: ${JSON.stringify(
      Object.fromEntries(
        attributes.filter(({ type }) => type === 'reference').map((part) => [part.name, part.widget]),
      ),
    )},
  },
  ${behaviour(name, chosen, has)}
)`
}

/** @param {Attribute[]} attributes */
function selectionOf(attributes) {
  const index = attributes.find((attribute) => attribute.name === 'index')?.default
  if (!Array.isArray(index)) return 'Selection'
  return index.length === 2 ? 'RangeSelection' : 'MultipleSelection'
}

/** @param {string} widget @param {string | undefined} chosen @param {(trait: string) => boolean} has */
function behaviour(widget, chosen, has) {
  const bounded = has('min') && has('max') && has('value')
  const rules = [
    widget === 'Tab' && 'firstPage',
    has('selected_index') && 'pages',
    widget.endsWith('RangeSlider') && !chosen && 'ordered',
    bounded && 'withinBounds',
    has('ensure_option') && 'ensuredOption',
    has('allowed_tags') && 'allowedTags',
    chosen && 'selection',
    widget === 'Layout' && 'border',
  ].filter(Boolean)
  const none = chosen === 'Selection' ? 'null' : '[]'
  const local = chosen
    ? `local: { options: [], value: ${none}, label: ${none} }`
    : widget === 'Layout' && 'local: { border: null }'
  const parts = [
    BASES[widget] && `base: ${BASES[widget]} as never`,
    rules.length > 0 && `rules: [${rules.join(', ')}]`,
    local,
    UNECHOED[widget] && `unechoed: ${JSON.stringify(UNECHOED[widget])}`,
  ].filter(Boolean)
  return parts.length > 0 ? `{ ${parts.join(', ')} },` : ''
}

/** @param {string} widget @param {Attribute} attribute */
function property(widget, attribute) {
  const { name, type } = attribute
  const text = DOCS[`${widget}.${name}`] ?? DOCS[name]
  const comment = text ? `/** ${text} */\n` : ''
  if (type === 'reference') {
    const part = attribute.widget
    return `${comment}get ${name}(): ${part}\nset ${name}(${name}: ${part} | Init<${part}Traits>)`
  }
  const value = TYPES[`${widget}.${name}`] ?? typeOf(attribute)
  return `${comment}${name}: ${value}${attribute.allow_none ? ' | null' : ''}`
}

/** @param {{ type: string | string[], enum?: string[], items?: { type: string, widget?: string },
 *   union_attributes?: { type: string, enum?: string[] }[] }} attribute @returns {string} */
function typeOf({ type, enum: choices, items, union_attributes: union }) {
  if (union) return union.map(typeOf).join(' | ')
  switch (type) {
    case 'bool':
      return 'boolean'
    case 'int':
    case 'float':
      return 'number'
    case 'string':
      return choices ? choices.map((choice) => `'${choice}'`).join(' | ') : 'string'
    case 'bytes':
      return 'ArrayBufferView'
    case 'Date':
    case 'Datetime':
      return 'Date'
    case 'Time':
      return 'TimeOfDay'
    case 'array':
      if (items?.type === 'reference') return `readonly ${items.widget}[]`
      if (items) return `readonly ${typeOf({ type: items.type })}[]`
      return 'readonly unknown[]'
    default:
      throw new Error(`unknown type of a trait: ${JSON.stringify(type)}`)
  }
}

/** @param {string} widget @param {Attribute[]} attributes @returns {Record<string, string>} */
function kindsOf(widget, attributes) {
  const kinds = attributes.map((attribute) => [attribute.name, kindOf(widget, attribute)])
  return Object.fromEntries(kinds.filter(([, kind]) => kind !== undefined))
}

/** @param {string} widget @param {Attribute} attribute */
function kindOf(widget, { name, type, items, union_attributes: union }) {
  const types = union?.map((part) => part.type) ?? [type]
  if (types.includes('int')) return 'int'
  if (types.includes('float')) return 'float'
  if (type === 'Date') return 'date'
  if (type === 'Datetime') return widget.startsWith('Naive') ? 'naive' : 'datetime'
  if (type === 'Time') return 'time'
  if (items?.type === 'reference') return 'widgets'
  if (TYPES[`${widget}.${name}`]?.includes('number')) return widget.startsWith('Int') ? 'ints' : 'floats'
  return undefined
}

/** @param {Attribute} attribute */
function defaultOf({ type, default: value }) {
  return type === 'bytes' ? 'new Uint8Array()' : JSON.stringify(value).replaceAll('\u200b', '\\u200b')
}

/** Where the schema is: the package, or SCALESCOPE_WIDGET_SCHEMA. */
export function schemaFile() {
  const { SCALESCOPE_WIDGET_SCHEMA: path } = process.env
  return path ?? require.resolve('@jupyter-widgets/schema/jupyterwidgetmodels.latest.json')
}

/** The generated file as it should be. */
export function generated() {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const input = widgetModels(JSON.parse(readFileSync(schemaFile(), 'utf8')))
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${target}`], {
    cwd: root,
    input,
    encoding: 'utf8',
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, generated())
