import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { FrontEnd, sent } from '../front-end.test.support.js'
import { controlOf, fixed } from './abbreviation.js'
import { interact, interactive, interactiveOutput, interactManual } from './interact.js'
import { Button, Checkbox, type Dropdown, type FloatSlider, IntSlider, Output, Text } from './models.js'
import type { CellOutput } from './output.js'

const page = new FrontEnd()

const texts = (output: Output): unknown[] =>
  output.outputs.map((item: CellOutput) =>
    item.output_type === 'display_data'
      ? item.data['text/plain']
      : item.output_type === 'stream'
        ? item.text
        : item.evalue,
  )

describe('abbreviations', () => {
  const slider = (given: unknown) => {
    const control = controlOf('x', given) as IntSlider | FloatSlider
    const { min, max, step, value, description } = control
    return [control.constructor.name, min, max, step, value, description]
  }

  test('of numbers are sliders with the ranges of ipywidgets', () => {
    expect(slider(10)).toEqual(['IntSlider', -10, 30, 1, 10, 'x'])
    expect(slider(-10)).toEqual(['IntSlider', -30, 10, 1, -10, 'x'])
    expect(slider(0)).toEqual(['IntSlider', 0, 1, 1, 0, 'x'])
    expect(slider([0, 10])).toEqual(['IntSlider', 0, 10, 1, 5, 'x'])
    expect(slider([0, 10, 4])).toEqual(['IntSlider', 0, 10, 4, 4, 'x'])
    expect(slider([0, 1, 0.25])).toEqual(['FloatSlider', 0, 1, 0.25, 0.5, 'x'])
    const [name, min, max, step, value] = slider([0.2, 2])
    expect([name, min, max, step]).toEqual(['FloatSlider', 0.2, 2, 0.01])
    expect(value).toBeCloseTo(1.1, 10)
    expect((controlOf('x', [0, 0.05]) as FloatSlider).readout_format).toBe('.4f')
  })

  test('of the rest are what one expects', () => {
    expect(controlOf('x', true)).toBeInstanceOf(Checkbox)
    expect(controlOf('x', 'text')).toBeInstanceOf(Text)
    expect((controlOf('x', ['a', 'b']) as Dropdown).value).toBe('a')
    expect((controlOf('x', [1, 2, 3, 4]) as Dropdown<unknown>).value).toBe(1)
    expect((controlOf('x', { one: 1 }) as Dropdown<unknown>).value).toBe(1)
    expect((controlOf('x', new Map([['one', 1]])) as Dropdown<unknown>).value).toBe(1)
    const own = new IntSlider()
    expect(controlOf('x', own)).toBe(own)
    expect(fixed(3).value).toBe(3)
  })

  test('that make no control are refused by name', () => {
    const expected = 'a number, [min, max], [min, max, step], a boolean, a string, choices or a widget'
    expect(() => controlOf('x', null)).toThrow(new RangeError(`x is null, expected ${expected}`))
    expect(() => controlOf('x', [])).toThrow(`x is [], expected ${expected}`)
    expect(() => controlOf('x', [2, 1])).toThrow('x is [2,1], expected min below max')
    expect(() => controlOf('x', [0, 1, 0])).toThrow('x is 0, expected a step above 0')
    expect(() => controlOf('x', new Button())).toThrow('x is Button, expected a widget with a value')
  })
})

describe('interact', () => {
  test('shows controls and what the function prints and returns, replaced at each change', async () => {
    await interact(({ n, word, k }) => `${word} ${n * k}`, { n: 10, word: 'is', k: fixed(2) })
    const view = page.displayed.at(-1)!['application/vnd.jupyter.widget-view+json'] as { model_id: string }
    expect(view.model_id).toBeTypeOf('string')

    const shown = interactive(({ n }) => n * 2, { n: 10 })
    await shown.update()
    expect([shown.result, texts(shown.output)]).toEqual([20, ['20']])
    const [slider] = shown.children as readonly [IntSlider]
    page.change(slider, { value: 11 })
    await sent()
    expect([shown.result, texts(shown.output), shown.values]).toEqual([22, ['22'], { n: 11 }])
    // What was there stays until it is replaced: no update is empty.
    expect(page.updates(shown.output).map(({ outputs }) => (outputs as unknown[]).length)).not.toContain(0)
    shown.close()
    expect([slider.closed, shown.output.closed]).toEqual([true, true])
  })

  test('takes the newest value when the function is slow, and never runs it twice at once', async () => {
    let running = 0
    let most = 0
    const seen: number[] = []
    const slow = interactive(
      async ({ n }) => {
        most = Math.max(most, ++running)
        await sleep(30)
        seen.push(n)
        running--
      },
      { n: 0 },
    )
    const [slider] = slow.children as readonly [IntSlider]
    slider.max = 100
    for (let value = 1; value <= 50; value++) page.change(slider, { value })
    await slow.update()
    expect([most, seen]).toEqual([1, [1, 50]])
  })

  test('shows errors, and a result again after one', async () => {
    const shaky = interactive(
      ({ n }) => {
        if (n === 0) throw new RangeError('not 0')
        return n
      },
      { n: new IntSlider() },
    )
    await shaky.update()
    expect(shaky.output.outputs).toMatchObject([
      { output_type: 'error', ename: 'RangeError', evalue: 'not 0' },
    ])
    page.change(shaky.children[0], { value: 3 })
    await sent()
    expect(texts(shaky.output)).toEqual(['3'])
  })

  test('a function that shows nothing leaves nothing', async () => {
    const silent = interactive(({ n }) => (n > 5 ? n : undefined), { n: 10 })
    await silent.update()
    expect(texts(silent.output)).toEqual(['10'])
    page.change(silent.children[0], { value: 0 })
    await sent()
    expect(silent.output.outputs).toEqual([])
  })

  test('runs by its button if that is wanted, or shows only its output', async () => {
    const values: number[] = []
    interactManual(({ n }) => void values.push(n), { n: 10 })
    const [slider, button] = [
      page.told.findLast(
        ({ data }) => (data.state as { _model_name?: string })?._model_name === 'IntSliderModel',
      )!,
      page.told.findLast(
        ({ data }) => (data.state as { description?: string })?.description === 'Run Interact',
      )!,
    ]
    page.change({ modelId: slider.id } as IntSlider, { value: 20 })
    await sent()
    expect(values).toEqual([])
    page.click({ modelId: button.id } as Button)
    await sent()
    expect(values).toEqual([20])

    const x = new IntSlider({ value: 2 })
    const output = interactiveOutput(({ x: value }) => value ** 2, { x })
    expect(output).toBeInstanceOf(Output)
    x.value = 3
    await sent()
    expect(texts(output)).toEqual(['9'])
  })
})
