import { describe, expect, test } from 'vitest'
import type { EquationName } from './equations.js'
import { coverage } from './estimates.coverage.js'
import { fit } from './estimates.js'
import { type LinearFluid, linearFluctuations } from './linearFluid.js'
import { weakForm } from './weakForm.js'

const fluid: LinearFluid = {
  stiffness: 4,
  longitudinal: 1.5,
  shear: 1,
  diffusivity: 0.5,
  side: 10,
  cellSize: 1.25,
  interval: 0.1,
  window: 8,
  samples: 2000,
}

const moments = (given: LinearFluid, equation: EquationName, runs: number) =>
  Array.from(
    { length: runs },
    (_, run) => weakForm(linearFluctuations(given, 900 + run)).find((one) => one.equation === equation)!,
  )

describe('the fit of linear fluctuating hydrodynamics', () => {
  test.each(coverage)(
    '$name: covered in 95 % of cases',
    ({ cases, covered }) => {
      const share = covered() / cases
      expect(share).toBeGreaterThan(0.93)
      expect(share).toBeLessThan(0.97)
    },
    300_000,
  )

  test('the next order of the gradient expansion is noticed', () => {
    const bent = { ...fluid, nextOrder: 0.3 }
    expect(fit(moments(bent, 'shear', 24)).pValue).toBeLessThan(0.01)
    expect(fit(moments(bent, 'self-diffusion', 24)).pValue).toBeLessThan(0.01)
  })

  test('a closure without energy is rejected where heat is conducted, one with energy is not', () => {
    const warm = { ...fluid, energy: { pressure: 2, enthalpy: 3, conduction: 2 } }
    expect(fit(moments(warm, 'sound', 16)).pValue).toBeLessThan(0.001)
    expect(fit(moments(warm, 'sound with energy', 16)).pValue).toBeGreaterThan(0.01)
    expect(fit(moments(warm, 'energy', 16)).pValue).toBeGreaterThan(0.01)
  })

  test('the next order of the gradient expansion is noticed in the conduction of heat', () => {
    const bent = { ...fluid, nextOrder: 0.3, energy: { pressure: 2, enthalpy: 3, conduction: 2 } }
    expect(fit(moments(bent, 'energy', 24)).pValue).toBeLessThan(0.01)
  })

  test('fewer than three runs and fields that do not fluctuate are refused', () => {
    const two = moments(fluid, 'shear', 2)
    expect(() => fit(two)).toThrow('runs: 2, expected at least 3')
    const still = { ...two[0], matrix: two[0].matrix.map((row) => row.map(() => 0)) }
    expect(() => fit([still, { ...still }, { ...still }])).toThrow(/shear equation: variance 0/)
  })

  test('too few runs for a test of the form give no p-value', () => {
    expect(fit(moments(fluid, 'sound', 4)).pValue).toBeNull()
    expect(fit(moments(fluid, 'shear', 4)).pValue).not.toBeNull()
  })
})
