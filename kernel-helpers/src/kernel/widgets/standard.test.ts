import { describe, expect, test, vi } from 'vitest'
import { FrontEnd, sent } from '../front-end.test.support.js'
import { Widget } from '../widget.js'
import {
  Accordion,
  BoundedFloatText,
  Button,
  Combobox,
  Controller,
  DatePicker,
  DatetimePicker,
  FileUpload,
  FloatLogSlider,
  FloatRangeSlider,
  FloatSlider,
  HBox,
  Image,
  IntSlider,
  Label,
  Layout,
  NaiveDatetimePicker,
  Tab,
  TagsInput,
  TimePicker,
  VBox,
} from './models.js'

// Where local time is not UTC.
process.env.TZ = 'Asia/Kolkata'
const page = new FrontEnd()

describe('traits', () => {
  test('are properties, sent together at the end of the turn, and only what changed', async () => {
    const slider = new FloatSlider({ value: 0.4, max: 1, description: 'T*' })
    slider.value = 0.5
    slider.set({ min: 0.1, max: 1 })
    await sent()
    expect(page.updates(slider)).toEqual([{ value: 0.5, min: 0.1 }])
    expect(slider.value).toBe(0.5)
    expect(slider.mimeBundle()['text/plain']).toBe('FloatSlider(value: 0.5)')
  })

  test('hold layout and style as widgets, given by their traits or whole', async () => {
    const layout = new Layout({ width: '20em', border: '1px solid' })
    const slider = new IntSlider({ layout, style: { handle_color: 'red' } })
    expect(page.opened(slider).layout).toBe(`IPY_MODEL_${layout.modelId}`)
    expect(page.opened(layout)).toMatchObject({
      width: '20em',
      border_top: '1px solid',
      border_left: '1px solid',
    })
    expect(page.opened(layout)).not.toHaveProperty('border')
    expect(page.opened(slider.style)).toMatchObject({
      _view_module: '@jupyter-widgets/base',
      handle_color: 'red',
    })
    slider.layout.height = '2em'
    slider.layout = { width: '5em' }
    await sent()
    expect(page.updates(layout)).toEqual([{ height: '2em' }])
    expect(page.updates(slider)).toEqual([{ layout: `IPY_MODEL_${slider.layout.modelId}` }])
    expect(page.opened(slider.layout).width).toBe('5em')
  })

  test('boxes hold widgets', () => {
    const label = new Label({ value: 'l' })
    const box = new VBox({ children: [new HBox({ children: [label] })] })
    expect(box.children[0]).toBeInstanceOf(HBox)
    expect(page.opened(box.children[0]).children).toEqual([`IPY_MODEL_${label.modelId}`])
  })

  test('CSS classes are added and removed', async () => {
    const label = new Label()
    label.addClass('a')
    label.addClass('b')
    label.removeClass('a')
    await sent()
    expect(page.state(label)._dom_classes).toEqual(['b'])
  })

  test('dates, times, bytes and files travel as ipywidgets sends them', async () => {
    const date = new DatePicker({ value: new Date('2026-03-01') })
    const instant = new DatetimePicker({ value: new Date('2026-03-01T10:20:30.400Z') })
    const naive = new NaiveDatetimePicker({ value: new Date(2026, 0, 2, 3, 4) })
    const time = new TimePicker({ value: { hours: 1, minutes: 2, seconds: 3, milliseconds: 4 } })
    expect(page.opened(date).value).toEqual({ year: 2026, month: 2, date: 1 })
    const clock = { hours: 10, minutes: 20, seconds: 30, milliseconds: 400 }
    expect(page.opened(instant).value).toEqual({ year: 2026, month: 2, date: 1, ...clock })
    expect(page.opened(naive).value).toMatchObject({ year: 2026, month: 0, date: 2, hours: 3 })
    expect(page.opened(time).value).toMatchObject({ hours: 1 })
    page.change(date, { value: { year: 2025, month: 11, date: 31 } })
    expect(date.value).toEqual(new Date('2025-12-31'))
    page.change(naive, { value: { year: 2025, month: 11, date: 31, ...clock } })
    expect(naive.value).toEqual(new Date(2025, 11, 31, 10, 20, 30, 400))
    page.change(date, { value: null })
    expect(date.value).toBeNull()

    const image = new Image({ value: new Uint8Array([1, 2]) })
    const open = page.told.find(({ id }) => id === image.modelId)!
    expect(open.data.buffer_paths).toEqual([['value']])
    expect(open.buffers).toEqual([new Uint8Array([1, 2])])

    const upload = new FileUpload()
    const file = { name: 'a.txt', type: 'text/plain', size: 2, last_modified: 0 }
    page.change(upload, { value: [file] }, [new Uint8Array([7, 8])], [['value', 0, 'content']])
    expect(upload.value[0].content.getUint8(1)).toBe(8)
    await sent()
    expect([...page.updates(date), ...page.updates(naive), ...page.updates(upload)]).toEqual([])
  })

  test('a gamepad’s buttons, which the browser makes, become widgets', () => {
    const controller = new Controller()
    const id = page.make({ _model_name: 'ControllerButtonModel', value: 0, pressed: false })
    page.change(controller, { buttons: [`IPY_MODEL_${id}`], connected: true })
    const pressed: boolean[] = []
    controller.buttons[0].observe('pressed', ({ new: now }) => pressed.push(now))
    page.change(controller.buttons[0], { pressed: true, value: 1 })
    expect(pressed).toEqual([true])
    const unknown = page.make({ _model_name: 'NoModel' })
    expect(page.told.at(-1)).toMatchObject({ type: 'comm_close', id: unknown })
  })
})

describe('observe', () => {
  test('tells name, old, new and owner, of changes by either side, until unobserved', () => {
    const slider = new IntSlider({ value: 1 })
    const changes: unknown[] = []
    const observer = (change: object) => changes.push(change)
    slider.observe('value', observer)
    slider.value = 1
    slider.value = 2
    page.change(slider, { value: 3 })
    expect(changes).toEqual([
      { name: 'value', old: 1, new: 2, owner: slider },
      { name: 'value', old: 2, new: 3, owner: slider },
    ])
    slider.unobserve('value', observer)
    slider.value = 4
    expect(changes).toHaveLength(2)
  })

  test('what an observer throws or rejects with is told, and stops nobody else', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const slider = new IntSlider()
    const heard: number[] = []
    slider.observe('value', () => {
      throw new Error('at once')
    })
    slider.observe('value', async () => {
      throw new Error('later')
    })
    slider.observe('value', ({ new: value }) => heard.push(value))
    slider.value = 5
    await sent()
    expect(heard).toEqual([5])
    expect(errors.mock.calls.map(([error]) => error.message)).toEqual(['at once', 'later'])
    errors.mockRestore()
  })

  test('a button that is clicked', () => {
    const button = new Button({ description: 'Go' })
    let clicks = 0
    button.onClick(() => clicks++)
    page.click(button)
    expect(clicks).toBe(1)
  })
})

describe('values', () => {
  test('outside the bounds become the nearer end; bounds that cross are refused', () => {
    expect(new FloatSlider({ value: 11, max: 10 }).value).toBe(10)
    const slider = new IntSlider({ value: 50, min: 0, max: 100 })
    slider.value = -3
    expect(slider.value).toBe(0)
    slider.min = 10
    expect(slider.value).toBe(10)
    expect(() => slider.set({ min: 101 })).toThrow(
      new RangeError('IntSlider: min is 101, expected at most max = 100'),
    )
    expect(() => slider.set({ max: 3 })).toThrow(
      new RangeError('IntSlider: max is 3, expected at least min = 10'),
    )
    expect([slider.min, slider.max]).toEqual([10, 100])
    expect(new FloatLogSlider({ value: 1e9, min: -1, max: 3 }).value).toBe(1000)
    const range = new FloatRangeSlider({ value: [0.1, 200], max: 1 })
    expect(range.value).toEqual([0.1, 1])
    expect(() => range.set({ value: [2, 1] })).toThrow(
      new RangeError('FloatRangeSlider: value is [2,1], expected [lower, upper]'),
    )
    const date = new DatePicker({ min: new Date('2026-01-01'), value: new Date('2025-01-01') })
    expect(date.value).toEqual(new Date('2026-01-01'))
  })

  test('that are no numbers, or not whole where they must be, are refused', () => {
    const slider = new IntSlider()
    expect(() => slider.set({ value: 2.5 })).toThrow(
      new RangeError('IntSlider: value is 2.5, expected an integer'),
    )
    expect(() => new FloatSlider({ value: Number.NaN })).toThrow('expected a finite number')
    expect(() => new DatePicker({ value: new Date(Number.NaN) })).toThrow(
      'value is an invalid date, expected a Date',
    )
  })

  test('that the browser gets wrong are corrected there', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const text = new BoundedFloatText({ value: 5, max: 10 })
    page.change(text, { value: 12 })
    expect(text.value).toBe(10)
    await sent()
    expect(page.updates(text)).toEqual([{ value: 10 }])
    page.change(text, { value: 'many', min: 11 })
    await sent()
    expect(text.value).toBe(10)
    expect(page.state(text)).toMatchObject({ value: 10, min: 0 })
    errors.mockRestore()
  })

  test('of a text with options and of tags can be confined to them', () => {
    const box = new Combobox({ options: ['a', 'b'], ensure_option: true })
    expect(() => box.set({ value: 'c' })).toThrow('Combobox: value is c, expected one of a, b')
    const tags = new TagsInput({ allowed_tags: ['x', 'y'] })
    expect(() => tags.set({ value: ['x', 'z'] })).toThrow('TagsInput: value is z, expected tags among x, y')
  })

  test('pages: one title each, and a page that there is', () => {
    const [a, b] = [new Label(), new Label()]
    const tab = new Tab({ children: [a, b], titles: ['first'] })
    expect([tab.titles, tab.selected_index]).toEqual([['first', ''], 0])
    tab.selected_index = 1
    tab.children = [a]
    expect([tab.titles, tab.selected_index]).toEqual([['first'], 0])
    expect(() => tab.set({ selected_index: 1 })).toThrow(
      'Tab: selected_index is 1, expected null or an index below the 1 children',
    )
    expect(new Accordion({ children: [a] }).selected_index).toBeNull()
  })
})

test('a widget closed by the browser or while it changes is quiet', async () => {
  const slider = new IntSlider()
  await sent()
  slider.value = 1
  slider.close()
  page.close(new IntSlider())
  await sent()
  expect(page.updates(slider)).toEqual([])
  expect(page.told.filter(({ type, id }) => type === 'comm_close' && id === slider.modelId)).toHaveLength(1)
  slider.close()
  expect(Object.keys(slider.mimeBundle())).toEqual(['text/plain'])
  expect(Widget.find(slider.toJSON())).toBeUndefined()
})
