import { expect, test } from 'vitest'
import { keyAction } from './keyboard.js'

const press = (key: string, modifiers = {}, choosing = false) =>
  keyAction({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...modifiers }, choosing)

test('arrows step by one frame, with shift by ten', () => {
  expect(press('ArrowLeft')).toEqual({ type: 'step', frames: -1 })
  expect(press('ArrowRight', { shiftKey: true })).toEqual({ type: 'step', frames: 10 })
})

test('digits choose the scale at that place', () => {
  expect(press('1')).toEqual({ type: 'choose-scale', index: 0 })
})

test("the lab's own shortcuts and typing are left alone", () => {
  expect(press('ArrowRight', { ctrlKey: true })).toBeUndefined()
  expect(press('Enter', { shiftKey: true })).toBeUndefined()
  expect(press('a')).toBeUndefined()
})

test('while a cell is being chosen, arrows move the mark; other keys stay what they are', () => {
  expect(press('ArrowUp', {}, true)).toEqual({ type: 'move-cell', rows: -1, columns: 0 })
  expect(press('ArrowRight', { shiftKey: true }, true)).toEqual({ type: 'move-cell', rows: 0, columns: 10 })
  expect(press('Home', {}, true)).toEqual(press('Home'))
})

test('plus and minus undo each other, 0 shows all', () => {
  const factor = (key: string) => (press(key) as { factor: number }).factor
  expect(factor('+') * factor('-')).toBeCloseTo(1)
  expect(factor('0')).toBe(0)
})
