import type { CommutingPair } from 'scalescope/protocol'
import { expect, test } from 'vitest'
import { formulaParts, intervalWords, pairWords, shownWords } from './words.js'

const figure = { value: 0.2701, low: 0.2166, high: 0.334 }
const pair: CommutingPair = {
  cell_size: 0.99987,
  coarse_cell_size: 1.99974,
  offset: 8,
  times: [1, 2],
  shown: [32, 32],
  whole: [32, 32],
  gap: figure,
  evolved_fvu: figure,
  coarsened_fvu: figure,
  error_correlation: figure,
}

test('figures have their intervals where they are known', () => {
  expect(intervalWords(figure)).toBe('0.27 [0.217, 0.334]')
  expect(intervalWords({ ...figure, low: null, high: null })).toBe('0.27')
})

test('the pair is named in the unit of length', () => {
  expect(pairWords(pair, 'σ')).toBe('b = 1 σ, 2b = 2 σ')
  expect(pairWords(pair, '')).toBe('b = 1, 2b = 2')
})

test('what is left out of the pictures is said', () => {
  expect(shownWords(pair)).toMatch(/^All 64 × 64 cells at b\. S = 8 frames/)
  expect(shownWords({ ...pair, whole: [64, 32], offset: 1 })).toMatch(
    /^A corner of 64 × 64 cells at b, of 128 × 64\. S = 1 frame\./,
  )
})

test('formulas have symbols and what stands below them', () => {
  expect(formulaParts('C f_2b x')).toEqual([
    { text: 'C', below: '' },
    { text: 'f', below: '2b' },
    { text: 'x', below: '' },
  ])
})
