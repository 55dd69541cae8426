import { expect, test } from 'vitest'
import { coverage } from './transfer.coverage.js'

test.each(coverage.map((one) => [one.name, one] as const))(
  '%s: 95 % intervals hold the answer in 93 to 97 %%',
  (_, one) => {
    const share = one.covered() / one.cases
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  },
)
