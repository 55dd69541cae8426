import { expect, test } from 'vitest'
import { coverage } from './curveRows.coverage.js'

test.each(coverage)(
  '$name: 95 % intervals hold the answer in 93 to 97 %',
  (one) => {
    const share = one.covered() / one.cases
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  },
  600_000,
)
