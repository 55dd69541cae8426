import { expect, test } from 'vitest'
import { cellSizeLabel, frameLabel, particlesLabel, timeLabel } from './labels.js'

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
