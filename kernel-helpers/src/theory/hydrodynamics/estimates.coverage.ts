import { fit } from './estimates.js'
import { type LinearFluid, linearFluctuations } from './linearFluid.js'
import { type Coefficient, weakForm } from './weakForm.js'

interface CoverageCase {
  readonly name: string
  readonly cases: number
  covered(): number
}

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
const TRUE: Readonly<Partial<Record<Coefficient, number>>> = {
  'c²': FLUID.stiffness,
  ν_l: FLUID.longitudinal,
  ν: FLUID.shear,
  D: FLUID.diffusivity,
  'c_T²': FLUID.stiffness,
}
const CASES = 2000

/** p-values and covered coefficients of synthetic measurements, each of some runs of the linear fluid. */
function trials(runs: number, cases: number) {
  return Array.from({ length: cases }, (_, i) => {
    const moments = Array.from({ length: runs }, (_, run) =>
      weakForm(linearFluctuations(FLUID, 1 + i * runs + run)),
    )
    return moments[0].map((_, equation) => fit(moments.map((run) => run[equation])))
  })
}

let measured: ReturnType<typeof trials> | undefined
const fits = () => {
  measured ??= trials(6, CASES)
  return measured
}

/** Intervals of coefficients, and the test of the form, whose p-value should exceed 0.05 in 95 % of cases. */
export const coverage: CoverageCase[] = [
  ...(Object.keys(TRUE) as Coefficient[]).map((coefficient) => ({
    name: `hydrodynamics: ${coefficient}`,
    cases: CASES,
    covered: () =>
      fits().filter((equations) => {
        const { low, high } = equations
          .flatMap((equation) => equation.coefficients)
          .find((found) => found.coefficient === coefficient)!
        return low <= TRUE[coefficient]! && TRUE[coefficient]! <= high
      }).length,
  })),
  ...(['continuity', 'sound', 'shear', 'self-diffusion', 'compressibility'] as const).map((name) => ({
    name: `hydrodynamics: no false alarm about the form of ${name}`,
    cases: CASES,
    covered: () =>
      fits().filter((equations) => equations.find(({ equation }) => equation === name)!.pValue! > 0.05)
        .length,
  })),
]
