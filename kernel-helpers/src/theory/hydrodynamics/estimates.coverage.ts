import type { CoverageCase } from '../coverage.js'
import type { Estimate } from '../replicates.js'
import { decays, propagated } from './decay.js'
import type { Coefficient, EquationName } from './equations.js'
import { adiabaticSound, fit } from './estimates.js'
import { type LinearFluid, linearFluctuations } from './linearFluid.js'
import { weakForm } from './weakForm.js'

const FLUID: LinearFluid = {
  stiffness: 4,
  longitudinal: 1.5,
  shear: 1,
  diffusivity: 0.5,
  side: 10,
  cellSize: 1.25,
  interval: 0.1,
  window: 8,
  samples: 160,
}
const ENERGY = { pressure: 2, enthalpy: 3, conduction: 2 }
const CASES = 1000

/** Estimates and p-values of one synthetic measurement, by name. */
interface Measured {
  readonly estimates: ReadonlyMap<string, Estimate>
  readonly pValues: ReadonlyMap<EquationName, number>
}

function measured(fluid: LinearFluid, runs: number, first: number): Measured {
  const series = Array.from({ length: runs }, (_, run) => linearFluctuations(fluid, first + run))
  const moments = series.map(weakForm)
  const fits = moments[0].map((_, equation) => fit(moments.map((run) => run[equation])))
  const estimates = new Map<string, Estimate>(
    fits.flatMap(({ coefficients }) => coefficients.map((found) => [found.coefficient, found] as const)),
  )
  const decaying = series.map(decays)
  for (const [i, { coefficient }] of decaying[0].entries())
    estimates.set(`propagator's ${coefficient}`, propagated(decaying.map((run) => run[i])))
  const of = (name: EquationName) => moments.map((run) => run.find(({ equation }) => equation === name)!)
  if (fluid.energy) estimates.set('c_s²', adiabaticSound(of('sound with energy'), of('energy')))
  return { estimates, pValues: new Map(fits.map(({ equation, pValue }) => [equation, pValue!])) }
}

function trials(fluid: LinearFluid, runs: number) {
  let made: Measured[] | undefined
  return () => {
    made ??= Array.from({ length: CASES }, (_, i) => measured(fluid, runs, 1 + i * runs))
    return made
  }
}

/** Intervals of coefficients, and the test of the form, whose p-value should exceed 0.05 in 95 % of cases. */
function cases(
  measurements: () => readonly Measured[],
  truth: Readonly<Record<string, number>>,
  forms: readonly EquationName[],
): CoverageCase[] {
  return [
    ...Object.entries(truth).map(([name, value]) => ({
      name: `hydrodynamics: ${name}`,
      cases: CASES,
      covered: () =>
        measurements().filter(({ estimates }) => {
          const { low, high } = estimates.get(name)!
          return low <= value && value <= high
        }).length,
    })),
    ...forms.map((form) => ({
      name: `hydrodynamics: no false alarm about the form of ${form}`,
      cases: CASES,
      covered: () => measurements().filter(({ pValues }) => pValues.get(form)! > 0.05).length,
    })),
  ]
}

export const coverage: CoverageCase[] = [
  ...cases(
    trials(FLUID, 6),
    {
      'c²': FLUID.stiffness,
      ν_l: FLUID.longitudinal,
      ν: FLUID.shear,
      D: FLUID.diffusivity,
      'c_T²': FLUID.stiffness,
      "propagator's ν": FLUID.shear,
      "propagator's D": FLUID.diffusivity,
    } satisfies Partial<Record<Coefficient | `propagator's ${Coefficient}`, number>>,
    ['continuity', 'sound', 'shear', 'self-diffusion', 'compressibility'],
  ),
  ...cases(
    trials({ ...FLUID, energy: ENERGY }, 10),
    {
      p_ρ: FLUID.stiffness - ENERGY.pressure,
      p_e: ENERGY.pressure,
      'ν_l,e': FLUID.longitudinal,
      h: ENERGY.enthalpy,
      κ_e: ENERGY.conduction,
      κ_ρ: -ENERGY.conduction,
      'c_s²': FLUID.stiffness - ENERGY.pressure + ENERGY.pressure * ENERGY.enthalpy,
    } satisfies Partial<Record<Coefficient, number>>,
    ['sound with energy', 'energy'],
  ),
]
