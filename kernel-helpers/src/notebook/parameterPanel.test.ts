import { describe, expect, test, vi } from 'vitest'
import { FrontEnd, sent } from '../kernel/front-end.test.support.js'
import type { ParameterPanelState } from '../protocol/index.js'
import { systems } from '../systems/index.js'
import { parameterPanel } from './parameterPanel.js'
import { SimulatedSystem } from './simulated.js'

const page = new FrontEnd()
const [lennardJones, ising] = ['lennard-jones', 'ising'].map(
  (name) => systems.find((one) => one.name === name)!,
)

describe.each(systems.map((system) => [system.name, system] as const))('the panel of %s', (_, system) => {
  test('holds every parameter at its default, all presets, and headings where kinds are mixed', () => {
    const panel = parameterPanel(system)
    const { parameters, presets } = page.opened(panel) as unknown as ParameterPanelState
    const names = Object.keys(system.parameters)
    expect(parameters.map(({ name }) => name).sort()).toEqual([...names].sort())
    expect(presets.map(({ name }) => name)).toEqual(Object.keys(system.presets ?? {}))
    for (const { values } of presets) expect(Object.keys(values)).toEqual(names)
    for (const [name, { default: initial }] of Object.entries(system.parameters))
      expect(panel.values[name]).toBe(initial)
    const live = new Set(Object.values(system.parameters).map((parameter) => parameter.live === true))
    expect(new Set(parameters.map(({ group }) => group)).size).toBe(live.size)
  })

  test('takes any value within a range as it comes, and none beyond', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const heard: [number, readonly string[]][] = []
    for (const [name, { min, max }] of Object.entries(system.parameters)) {
      const panel = parameterPanel(system, {
        onChange: (values, changed) => heard.push([values[name], changed]),
      })
      page.change(panel, { values: { ...panel.values, [name]: max } })
      page.change(panel, { values: { ...panel.values, [name]: min } })
      page.change(panel, { values: { ...panel.values, [name]: max + 1 } })
      expect(panel.values[name]).toBe(min)
      expect(heard.at(-1)).toEqual([min, [name]])
      await sent()
      // What was refused is put right in the browser.
      expect((page.state(panel).values as Record<string, number>)[name]).toBe(min)
      expect(String(errors.mock.calls.at(-1)?.[0])).toMatch(`RangeError: ${name} is ${max + 1}`)
    }
    errors.mockRestore()
  })
})

test('a system with parameters chosen begins with them, and values given beside it win', () => {
  const cold = new SimulatedSystem(lennardJones, { temperature: 0.45, density: 0.3 })
  const panel = parameterPanel(cold, { values: { density: 0.2 } })
  expect(panel.values).toMatchObject({ temperature: 0.45, density: 0.2, cutoff: 2.5 })
  expect(panel.mimeBundle()['text/plain']).toContain('T* = 0.45 ε/k')
})

test('values are set and reset from the kernel, choices by name, and observers hear of what changed', async () => {
  const heard: (readonly string[])[] = []
  const panel = parameterPanel(ising, { onChange: (_values, changed) => heard.push(changed) })
  panel.setValues({ algorithm: 'wolff', temperature: 2 })
  panel.setValues({ temperature: 2 })
  expect(panel.values).toMatchObject({ algorithm: 3, temperature: 2 })
  expect(panel.mimeBundle()['text/plain']).toContain('A = wolff')
  panel.reset('algorithm')
  panel.reset()
  expect(heard).toEqual([['algorithm', 'temperature'], ['algorithm'], ['temperature']])
  await sent()
  expect((page.state(panel).values as Record<string, number>).temperature).toBe(2.269185314213022)
  expect(() => panel.setValues({ temperature: 99 })).toThrow(
    new RangeError('temperature is 99; expected a number from 0.1 to 10 J/k'),
  )
  expect(() => panel.setValues({ pressure: 1 })).toThrow('no parameter pressure; its parameters are')
})

test('parameters of one’s own need no system', () => {
  const panel = parameterPanel(
    { gain: { symbol: 'g', unit: '', description: 'Gain', default: 1, min: 0.1, max: 10, scale: 'log' } },
    { title: 'Amplifier', presets: { loud: { gain: 10 } }, report: 'on release' },
  )
  expect(page.opened(panel)).toMatchObject({
    title: 'Amplifier',
    values: { gain: 1 },
    continuous: false,
    presets: [{ name: 'loud', values: { gain: 10 } }],
  })
  expect(() => parameterPanel(lennardJones, { values: { density: -1 } })).toThrow('density is -1')
})
