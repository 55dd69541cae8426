import { describe, expect, test } from 'vitest'
import { systems } from '../systems/index.js'
import { nearestStop, sliderStops, typedValue, valueText } from './parameters.js'

const parameters = systems.flatMap((system) =>
  Object.entries(system.parameters).map(([name, parameter]) => ({
    name: `${system.name}: ${name}`,
    parameter,
  })),
)

describe.each(parameters)('the slider of $name', ({ parameter }) => {
  const { min, max, default: initial, integer, choices } = parameter
  const stops = sliderStops(parameter)

  test('starts on the default exactly, wherever it lies', () => {
    expect(stops[nearestStop(stops, initial)]).toBe(initial)
  })

  test('goes from end to end by distinct values that the parameter takes, in few enough steps for a hand', () => {
    expect([stops[0], stops.at(-1)]).toEqual([min, max])
    for (const [i, stop] of stops.slice(1).entries()) expect(stop).toBeGreaterThan(stops[i])
    if (integer) expect(stops.every(Number.isInteger)).toBe(true)
    expect(stops.length).toBeLessThanOrEqual(260)
    const kinds = choices?.length ?? (integer ? max - min + 1 : 100)
    expect(stops.length).toBeGreaterThanOrEqual(Math.min(kinds, 60))
  })

  test('shows each stop so that typing what it shows gives it again', () => {
    for (const stop of stops) expect(typedValue(parameter, valueText(stop))).toBeCloseTo(stop, 5)
  })
})

test('stops are round numbers, on a logarithmic scale spread by ratio, whole ones distinct', () => {
  expect(sliderStops({ min: 0.1, max: 5, default: 0.45 }).slice(0, 4)).toEqual([0.1, 0.12, 0.14, 0.16])
  const log = sliderStops({ min: 0.01, max: 100, default: 1, scale: 'log' })
  expect(nearestStop(log, 1)).toBe((log.length - 1) / 2)
  const whole = sliderStops({ min: 1, max: 100_000, default: 4096, integer: true, scale: 'log' })
  expect(whole.slice(0, 5)).toEqual([1, 2, 3, 4, 5])
})

test('what is typed is refused by what was expected', () => {
  const density = { min: 0.01, max: 0.95, default: 0.4 }
  expect(typedValue(density, ' 0,123456 ')).toBe(0.123456)
  expect(typedValue(density, '3e-1')).toBe(0.3)
  expect(() => typedValue(density, '2')).toThrow(new RangeError('2: expected a number from 0.01 to 0.95'))
  expect(() => typedValue(density, '')).toThrow('nothing: expected a number from 0.01 to 0.95')
  expect(() => typedValue({ min: 1, max: 9, default: 1, integer: true }, '2.5')).toThrow('a whole number')
})
