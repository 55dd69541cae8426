import { expect, test } from 'vitest'
import { keyAction } from './keyboard.js'

const press = (key: string, modifiers = {}) =>
  keyAction({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...modifiers })

test('arrows step by one frame, with shift by ten', () => {
  expect(press('ArrowLeft')).toEqual({ type: 'step', frames: -1 })
  expect(press('ArrowRight', { shiftKey: true })).toEqual({ type: 'step', frames: 10 })
})

test('digits choose the scale at that place', () => {
  expect(press('1')).toEqual({ type: 'choose-scale', index: 0 })
  expect(press('0')).toBeUndefined()
})

test("the lab's own shortcuts and typing are left alone", () => {
  expect(press('ArrowRight', { ctrlKey: true })).toBeUndefined()
  expect(press('Enter', { shiftKey: true })).toBeUndefined()
  expect(press('a')).toBeUndefined()
})
