import { expect, test } from 'vitest'
import { progressOf, summaryOf } from './run-words.js'

const row = (status: 'done' | 'running') => ({ label: '', fraction: 0, text: '', status, loss: [] })
const first = { fraction: 0.5, seconds_left: 20, rows: [row('done'), row('running')] }
const second = { fraction: 0.369, seconds_left: 200, rows: [row('running')] }

test('a run tells parts, percent and time left', () => {
  expect(progressOf(first)).toBe('1 of 2, 50 %, about 20 s')
  expect(progressOf({ ...second, seconds_left: null })).toBe('36 %')
})

test('runs are summed up; of times, the longest counts', () => {
  expect(summaryOf([])).toBe('')
  expect(summaryOf([first])).toBe('Scalescope: one run, 50 %, about 20 s')
  expect(summaryOf([first, second])).toBe('Scalescope: 2 runs, 43 %, about 4 min')
  expect(summaryOf([first, { ...second, seconds_left: null }])).toBe('Scalescope: 2 runs, 43 %')
})
