import { expect, test } from 'vitest'
import { fileName } from './download.js'

test('file names are made of letters and digits', () => {
  expect(fileName('Prediction error by scale', 'FVU', 'svg')).toBe('prediction-error-by-scale-fvu.svg')
  expect(fileName('', '√(FVU) / σ', 'csv')).toBe('fvu-σ.csv')
  expect(fileName('', '', 'png')).toBe('plot.png')
})
