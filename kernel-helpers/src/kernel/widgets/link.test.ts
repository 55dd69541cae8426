import { expect, test } from 'vitest'
import { FrontEnd, sent } from '../front-end.test.support.js'
import { dlink, jsdlink, jslink, link } from './link.js'
import { FloatSlider, FloatText, IntRangeSlider, IntSlider, Label } from './models.js'

const page = new FrontEnd()

test('a link keeps two traits equal from either side until it is unlinked', () => {
  const [a, b] = [new FloatSlider({ value: 3 }), new FloatText()]
  const both = link(a, 'value', b, 'value')
  expect(b.value).toBe(3)
  page.change(b, { value: 7 })
  expect(a.value).toBe(7)
  a.value = 8
  expect(b.value).toBe(8)
  both.unlink()
  a.value = 1
  b.value = 2
  expect([a.value, b.value]).toEqual([1, 2])
})

test('a link whose ends have other bounds comes to rest', () => {
  const [a, b] = [new IntSlider({ value: 1 }), new IntSlider({ max: 10 })]
  link(a, 'value', b, 'value')
  a.value = 50
  expect([a.value, b.value]).toEqual([50, 10])
})

test('a ring of links of lists comes to rest', () => {
  const ranges = [0, 1, 2].map(() => new IntRangeSlider())
  ranges.forEach((range, i) => void link(range, 'value', ranges[(i + 1) % 3], 'value'))
  ranges[1].value = [3, 4]
  expect(ranges.map(({ value }) => value)).toEqual([
    [3, 4],
    [3, 4],
    [3, 4],
  ])
})

test('a directional link gives what a function makes of the value', () => {
  const [slider, label] = [new IntSlider({ value: 2 }), new Label()]
  const one = dlink(slider, 'value', label, 'value', (value) => `n = ${value}`)
  expect(label.value).toBe('n = 2')
  label.value = 'other'
  expect(slider.value).toBe(2)
  page.change(slider, { value: 9 })
  expect(label.value).toBe('n = 9')
  one.unlink()
  slider.value = 1
  expect(label.value).toBe('n = 9')
})

test('links of the browser are models that name both ends', async () => {
  const [a, b] = [new IntSlider(), new IntSlider()]
  const both = jslink(a, 'value', b, 'max')
  expect(page.opened(both)).toMatchObject({
    _model_name: 'LinkModel',
    _view_name: null,
    source: [`IPY_MODEL_${a.modelId}`, 'value'],
    target: [`IPY_MODEL_${b.modelId}`, 'max'],
  })
  expect(page.opened(jsdlink(a, 'value', b, 'value'))._model_name).toBe('DirectionalLinkModel')
  both.unlink()
  await sent()
  expect(page.told.at(-1)).toMatchObject({ type: 'comm_close', id: both.modelId })
})
