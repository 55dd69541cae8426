import { expect, test } from 'vitest'
import {
  cellLabel,
  cellSizeLabel,
  endWords,
  frameLabel,
  particlesLabel,
  predictorLabel,
  timeLabel,
} from './labels.js'

test('labels are as short as their numbers allow', () => {
  expect(cellSizeLabel(0.25, 'σ')).toBe('b = 0.25 σ')
  expect(cellSizeLabel(2 / 3, 'px')).toBe('b = 0.667 px')
  expect(cellSizeLabel(4, '')).toBe('b = 4')
  expect(particlesLabel(0.4 * 0.0625)).toBe('0.025 per cell')
  expect(particlesLabel(undefined)).toBe('')
})

test('frames count from 0 to the last one', () => {
  expect(frameLabel(0, 200)).toBe('frame 0 / 199')
  expect(frameLabel(9000, 18_000)).toBe('frame 9000 / 17\u202f999')
})

test('consecutive frames have different times', () => {
  const dt = 0.066
  expect(timeLabel(10 * dt, dt, 'τ')).toBe('t = 0.66 τ')
  for (let i = 0; i < 1000; i++) expect(timeLabel(i * dt, dt, '')).not.toBe(timeLabel((i + 1) * dt, dt, ''))
  expect(timeLabel(594, 2, 's')).toBe('t = 594 s')
})

test('the ends of a colour scale are as fine as a colour can be told', () => {
  expect(endWords(0.0000112, 1.41)).toBe('0')
  expect(endWords(1.4123, 1.41)).toBe('1.4')
  expect(endWords(-0.539, 1.078)).toBe('−0.5')
  expect(endWords(0.918, 0.9174)).toBe('0.92')
  expect(endWords(1234.5, 800)).toBe('1235')
})

test('a predictor is told by how far it looks and how well, a cell by its place', () => {
  expect(predictorLabel({ offset: 1, fvu: 0.23456 })).toBe('+1 frame, FVU 0.235')
  expect(predictorLabel({ offset: 12, fvu: 1 })).toBe('+12 frames, FVU 1')
  expect(cellLabel({ row: 3, column: 0 })).toBe('row 3, column 0')
  expect(cellLabel({ row: 3, column: 0 }, 0.12345)).toBe('row 3, column 0 = 0.123')
})
