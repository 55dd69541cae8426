import { describe, expect, test } from 'vitest'
import { findSystem, presetOf, resolveParameters, systems } from './index.js'
import type { System } from './system.js'
import { smallParameters } from './systems.test.support.js'

function frames(system: System, seed: number, count: number) {
  const parameters = smallParameters(system)
  const simulation = system.simulate(parameters, seed)
  const { size } = system.observable(parameters)
  return Array.from({ length: count }, () => {
    simulation.advance()
    const frame = new Float32Array(size)
    simulation.observe(frame)
    return frame
  })
}

describe.each(systems.map((system) => [system.name, system] as const))('%s', (_, system) => {
  test('describes itself and its parameters', () => {
    expect(system.name).toMatch(/^[a-z]+(-[a-z]+)*$/)
    for (const text of [system.title, system.description, system.reference]) expect(text).not.toBe('')
    for (const [name, parameter] of Object.entries(system.parameters)) {
      expect(parameter.symbol, name).not.toBe('')
      expect(parameter.description, name).not.toBe('')
      expect(parameter.default, name).toBeGreaterThanOrEqual(parameter.min)
      expect(parameter.default, name).toBeLessThanOrEqual(parameter.max)
      if (parameter.scale === 'log') expect(parameter.min, name).toBeGreaterThan(0)
    }
  })

  test('the default cell sizes ascend and fit into the field', () => {
    const { width } = system.observable(resolveParameters(system))
    expect(system.defaults.cellSizes).toEqual([...system.defaults.cellSizes].sort((a, b) => a - b))
    expect(system.defaults.cellSizes.at(-1)! * 2).toBeLessThan(width)
    expect(system.defaults.frames).toBeGreaterThan(2)
  })

  test('equal seeds give equal runs and different seeds different ones', () => {
    expect(frames(system, 5, 4)).toEqual(frames(system, 5, 4))
    expect(frames(system, 5, 4)).not.toEqual(frames(system, 6, 4))
  })

  test('every frame is finite, and positions lie in a periodic box', () => {
    const { kind, width, height, size, pixelSize, boundary } = system.observable(smallParameters(system))
    if (kind === 'field') expect(size).toBe((width / pixelSize!) * (height / pixelSize!))
    for (const frame of frames(system, 1, 30)) {
      frame.forEach((value, i) => {
        if (!Number.isFinite(value)) throw new Error(`value ${i} is ${value}`)
        const inside = value >= 0 && value < (i % 2 ? height : width)
        if (kind === 'particles' && boundary === 'periodic' && !inside) {
          throw new Error(`coordinate ${i} is ${value}`)
        }
      })
    }
  })

  test('presets are parameters that it takes', () => {
    for (const [name, preset] of Object.entries(system.presets ?? {})) {
      expect(presetOf(system, name)).toBe(preset)
      expect(resolveParameters(system, preset)).toMatchObject(preset)
    }
    expect(() => presetOf(system, 'nothing')).toThrow('preset: "nothing", expected')
  })

  test('choices have a name for each value, by which they can be called', () => {
    for (const [name, { choices, min, max }] of Object.entries(system.parameters)) {
      if (!choices) continue
      expect(choices.length, name).toBe(max - min + 1)
      for (const [i, choice] of choices.entries())
        expect(resolveParameters(system, { [name]: choice })[name]).toBe(min + i)
      expect(() => resolveParameters(system, { [name]: 'nothing' })).toThrow(`${name} is nothing; expected`)
    }
  })

  test('every channel can be seen, and they differ', () => {
    const parameters = smallParameters(system)
    const { channels = [], kind, size } = system.observable(parameters)
    const simulation = system.simulate(parameters, 3)
    simulation.advance()
    const seen = channels.map((channel, i) => {
      const field = new Float32Array(kind === 'field' ? size : size / 2).fill(1)
      if (kind === 'field') simulation.observe(field, channel)
      else if (i > 0) simulation.weigh?.(channel, field)
      expect(field.every(Number.isFinite), channel).toBe(true)
      return field.join()
    })
    expect(new Set(channels).size).toBe(channels.length)
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('equilibration reports its way to 1 and the state moves on from there', () => {
    const parameters = smallParameters(system)
    const simulation = system.simulate(parameters, 1)
    const fractions: number[] = []
    simulation.equilibrate((fraction) => fractions.push(fraction) > 0)
    expect(fractions.at(-1)).toBe(1)
    const [before, after] = [0, 0].map(() => {
      const frame = new Float32Array(system.observable(parameters).size)
      simulation.observe(frame)
      simulation.advance()
      return frame
    })
    expect(after).not.toEqual(before)
    for (const value of Object.values(simulation.measure())) expect(Number.isFinite(value)).toBe(true)
  })

  test('live parameters change while running; others and bad values are refused by name', () => {
    const simulation = system.simulate(smallParameters(system), 1)
    for (const [name, { live, min, max }] of Object.entries(system.parameters)) {
      if (live) {
        simulation.set(name, (min + max) / 2)
        simulation.advance()
        expect(() => simulation.set(name, max + 1)).toThrow(
          `${name} is ${max + 1}; expected a number from ${min}`,
        )
      } else {
        expect(() => simulation.set(name, min)).toThrow(`${name} can't change while the simulation runs`)
      }
    }
    expect(() => simulation.set('nothing', 1)).toThrow("nothing can't change")
  })

  test('parameters out of range, of the wrong kind or unknown are refused by name', () => {
    for (const [name, { min, max, integer, choices }] of Object.entries(system.parameters)) {
      for (const value of [min - 1, max + 1, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => resolveParameters(system, { [name]: value })).toThrow(`${name} is ${value}; expected`)
      }
      if (integer || choices) {
        expect(() => resolveParameters(system, { [name]: min + 0.5 })).toThrow(
          `expected ${choices?.join(' or ') ?? 'an integer from'}`,
        )
      }
    }
    expect(() => resolveParameters(system, { nothing: 1 })).toThrow(
      `${system.name} has no parameter nothing; its parameters are ${Object.keys(system.parameters)[0]}`,
    )
  })
})

test('an unknown system is answered with the known ones', () => {
  expect(() => findSystem('lenard-jones')).toThrow(
    `There is no system lenard-jones; expected one of ${systems.map((system) => system.name).join(', ')}`,
  )
  expect(findSystem('white-noise').name).toBe('white-noise')
})
