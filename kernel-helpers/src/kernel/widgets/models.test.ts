import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { FrontEnd } from '../front-end.test.support.js'
import { Widget } from '../widget.js'
import * as models from './models.js'

const root = new URL('../../../../', import.meta.url)
const generator = (await import(new URL('scripts/generate-widgets.mjs', root).href)) as {
  schemaFile(): string
  generated(): string
}

interface Schema {
  readonly model: { readonly name: string; readonly module: string; readonly version: string }
  readonly view: { readonly name: string | null; readonly module: string }
  readonly attributes: { readonly name: string; readonly type: string; readonly default: unknown }[]
}

function schema(): Schema[] | undefined {
  try {
    const path = generator.schemaFile()
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  } catch {
    return undefined
  }
}

const needsOptions = (Model: unknown): boolean =>
  Model === models.SelectionSlider || Model === models.SelectionRangeSlider

const published = schema()
const page = new FrontEnd()

test.skipIf(!published)('are what the generator makes of the schema', () => {
  const path = fileURLToPath(new URL('kernel-helpers/src/kernel/widgets/models.ts', root))
  expect(readFileSync(path, 'utf8')).toBe(generator.generated())
})

test.skipIf(!published)('open with the names and defaults of the schema, every one of them', () => {
  const opened = Object.values(models as unknown as Record<string, new (init?: object) => Widget>).map(
    (Model) => page.opened(needsOptions(Model) ? new Model({ options: ['a'] }) : new Model()),
  )
  expect(opened).toHaveLength(68)
  for (const { model, view, attributes } of published!) {
    if (model.name === 'DOMWidgetModel') continue
    const state = opened.find((candidate) => candidate._model_name === model.name)!
    expect(state, model.name).toMatchObject({
      _model_module: model.module,
      _model_module_version: model.version,
      _view_name: view.name,
      _view_module: view.module,
    })
    for (const { name, type, default: value } of attributes) {
      if (type === 'reference') expect(state[name], `${model.name}.${name}`).toMatch(/^IPY_MODEL_/)
      else if (type !== 'bytes' && name !== '_options_labels')
        expect(state[name], `${model.name}.${name}`).toEqual(value)
    }
    const { _view_count, ...rest } = state
    const foreign = Object.keys(rest).filter((key) => !attributes.some(({ name }) => name === key))
    expect(foreign, model.name).toEqual([])
  }
})

test('close with what was made for them, and only that', () => {
  Widget.closeAll()
  const layout = new models.Layout({ width: '3em' })
  const slider = new models.IntSlider({ layout })
  const { style } = slider
  slider.close()
  expect([slider.closed, style.closed, layout.closed]).toEqual([true, true, false])
  slider.value = 4
  expect(slider.value).toBe(4)
  expect(page.updates(slider)).toEqual([])
  Widget.closeAll()
  expect(layout.closed).toBe(true)
  expect(Widget.describeAll()).toEqual({})
})
