import { expect, test } from 'vitest'
import { FrontEnd, sent } from '../front-end.test.support.js'
import { Dropdown, SelectionRangeSlider, SelectionSlider, SelectMultiple } from './models.js'

const page = new FrontEnd()

test('take lists, pairs, Maps and objects; index, value and label say the same', async () => {
  const chooser = new Dropdown({ options: ['a', 'b'] })
  expect([chooser.index, chooser.value, chooser.label]).toEqual([0, 'a', 'a'])
  expect(page.opened(chooser)).toMatchObject({ _options_labels: ['a', 'b'], index: 0 })
  expect(page.opened(chooser)).not.toHaveProperty('value')
  const pairs = new Dropdown({
    options: [
      ['one', 1],
      ['two', 2],
    ],
    value: 2,
  })
  expect([pairs.index, pairs.label]).toEqual([1, 'two'])
  const changes: unknown[] = []
  pairs.observe('value', (change) => changes.push(change.new))
  page.change(pairs, { index: 0 })
  expect([pairs.value, changes]).toEqual([1, [1]])
  pairs.label = 'two'
  await sent()
  expect(page.updates(pairs)).toEqual([{ index: 1 }])
  expect(() => pairs.set({ value: 3 })).toThrow(
    new RangeError('Dropdown: value is 3, expected one of one, two'),
  )
  expect(new Dropdown({ options: new Map([['x', { deep: 1 }]]), value: { deep: 1 } }).index).toBe(0)
  expect(new Dropdown<number>({ options: { x: 1, y: 2 }, label: 'y' }).value).toBe(2)
  expect(new Dropdown({ options: ['a'], index: null }).value).toBeNull()
  expect(new Dropdown({ options: [] }).index).toBeNull()
})

test('begin anew with new options', async () => {
  const chooser = new Dropdown({ options: ['a', 'b'], value: 'b' })
  chooser.options = ['c']
  await sent()
  expect(page.state(chooser)).toMatchObject({ _options_labels: ['c'], index: 0 })
  expect(chooser.value).toBe('c')
})

test('on a slider need an option', () => {
  const message = 'expected at least one'
  expect(() => new SelectionRangeSlider()).toThrow(
    new RangeError(`SelectionRangeSlider: options is [], ${message}`),
  )
  const slider = new SelectionSlider({ options: ['a'] })
  expect(() => slider.set({ options: [] })).toThrow(message)
  expect(slider.value).toBe('a')
})

test('of several options and of ranges', () => {
  const several = new SelectMultiple({ options: ['a', 'b', 'c'], value: ['c', 'a'] })
  expect([several.index, several.label]).toEqual([
    [2, 0],
    ['c', 'a'],
  ])
  several.options = ['d']
  expect([several.index, several.value]).toEqual([[], []])
  const range = new SelectionRangeSlider({ options: ['a', 'b', 'c'] })
  expect(range.index).toEqual([0, 0])
  range.value = ['b', 'c']
  expect(range.index).toEqual([1, 2])
  expect(() => range.set({ index: [0, 3] })).toThrow(
    'SelectionRangeSlider: index is 3, expected a whole number below 3, the number of options',
  )
})
