import { describe, expect, test } from 'vitest'
import type { CoverageCase } from '../coverage.js'
import { coverage as maps } from './measuredMap.coverage.js'
import { coverage as couplings } from './pseudoLikelihood.coverage.js'
import { coverage as matrices } from './renormalizationMatrix.coverage.js'

describe('intervals of 95 % hold what they should in 93 to 97 % of cases', () => {
  test.each([...couplings, ...matrices, ...maps])(
    '$name',
    ({ cases, covered }: CoverageCase) => {
      const share = covered() / cases
      expect(share).toBeGreaterThan(0.93)
      expect(share).toBeLessThan(0.97)
    },
    60_000,
  )
})
