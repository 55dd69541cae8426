import { expect, test } from 'vitest'
import { coverage } from './transfer.coverage.js'

test.each(coverage)('95 % intervals hold the answer in 93 to 97 % of cases: $name', ({ covered, cases }) => {
  const share = covered() / cases
  expect(share).toBeGreaterThan(0.93)
  expect(share).toBeLessThan(0.97)
})
