import { type Mode, typicalWavenumber } from './modes.js'
import { timeTestFunction } from './testFunction.js'

/**
 * What flows: density (its amplitudes times i, which makes all coefficients real), momentum along and across the wave
 * vector, and the density of particles coloured at random, +1 or −1.
 */
export type Field = 'density' | 'longitudinal' | 'transverse' | 'colour'

/** Amplitudes of modes over time. */
export interface Series {
  readonly modes: readonly Mode[]
  /** Time between samples. */
  readonly interval: number
  /** Sample intervals in the support of the test function in time; a multiple of 4. */
  readonly window: number
  readonly samples: number
  /** `samples × modes × 2`, real and imaginary part. */
  readonly fields: Readonly<Partial<Record<Field, Float64Array>>>
}

interface Term {
  readonly coefficient: Coefficient
  readonly field: Field
  /** What the derivatives make of a plane wave. */
  readonly factor: (k: number) => number
}

interface Instrument {
  readonly field: Field
  readonly of: 'value' | 'rate'
}

/** ∂t `field` = Σ coefficient × factor(k) × term's field. */
interface Equation {
  readonly name: EquationName
  readonly field: Field
  readonly terms: readonly Term[]
  readonly instruments: readonly Instrument[]
}

export type Coefficient = 'continuity' | 'c²' | 'ν_l' | 'ν' | 'D' | 'D_n' | 'c_T²'
export type EquationName =
  | 'continuity'
  | 'sound'
  | 'shear'
  | 'self-diffusion'
  | 'diffusion'
  | 'compressibility'

/**
 * The equations of linearised hydrodynamics. Sound is seen through instruments made of momentum alone: a fluctuation of
 * momentum starts sound waves only, while one of density partly is a difference of temperature at equal pressure, which
 * this closure without an energy doesn't describe.
 */
const EQUATIONS: readonly Equation[] = [
  {
    name: 'continuity',
    field: 'density',
    terms: [{ coefficient: 'continuity', field: 'longitudinal', factor: (k) => k }],
    instruments: [{ field: 'longitudinal', of: 'value' }],
  },
  {
    name: 'sound',
    field: 'longitudinal',
    terms: [
      { coefficient: 'c²', field: 'density', factor: (k) => -k },
      { coefficient: 'ν_l', field: 'longitudinal', factor: (k) => -k * k },
    ],
    instruments: [
      { field: 'longitudinal', of: 'rate' },
      { field: 'longitudinal', of: 'value' },
    ],
  },
  {
    name: 'shear',
    field: 'transverse',
    terms: [{ coefficient: 'ν', field: 'transverse', factor: (k) => -k * k }],
    instruments: [{ field: 'transverse', of: 'value' }],
  },
  {
    name: 'self-diffusion',
    field: 'colour',
    terms: [{ coefficient: 'D', field: 'colour', factor: (k) => -k * k }],
    instruments: [{ field: 'colour', of: 'value' }],
  },
  {
    name: 'diffusion',
    field: 'density',
    terms: [{ coefficient: 'D_n', field: 'density', factor: (k) => -k * k }],
    instruments: [{ field: 'density', of: 'value' }],
  },
]

/**
 * Normal equations of one run: Σ instrument × (left side − Σ coefficient × term) = 0. Behind the equation's own terms
 * and instruments stand as many more: the same with two more derivatives, in units of the typical wave number.
 */
export interface Moments {
  readonly equation: EquationName
  readonly coefficients: readonly Coefficient[]
  /** Instruments × terms. */
  readonly matrix: readonly (readonly number[])[]
  readonly right: readonly number[]
}

/**
 * Weak form of each equation whose fields were recorded: multiplied by test functions and integrated by parts, so that all
 * derivatives fall on these (Messenger & Bortz, Multiscale Model. Simul. 19, 1474 (2021)). Hydrodynamics is
 * stochastic: noise during a window moves the fields in it, so least squares is biased. The instruments are therefore
 * fields in the window before, which know nothing of later noise.
 *
 * @throws RangeError if there are fewer samples than two windows
 */
export function weakForm(series: Series): Moments[] {
  if (series.samples < 2 * series.window + 1)
    throw new RangeError(
      `frames: ${series.samples} samples, expected at least ${2 * series.window + 1}: two windows of the test function in time`,
    )
  const { fields } = series
  const momentum = fields.longitudinal !== undefined
  const equations = EQUATIONS.filter(
    ({ name, field, terms }) =>
      (name !== 'diffusion' || !momentum) && [field, ...terms.map((term) => term.field)].every((f) => fields[f]),
  )
  const integrals = new Map(
    (Object.keys(fields) as Field[]).map((field) => [field, weakIntegrals(series, fields[field]!)]),
  )
  const moments = equations.map((equation) => momentsOf(equation, series, integrals))
  return momentum ? [...moments, compressibility(series)] : moments
}

/** ∫φ f dt and −∫φ′ f dt for windows that start every quarter of a window: `windows × modes × 2`. */
interface Integrals {
  readonly value: Float64Array
  readonly rate: Float64Array
}

const PER_WINDOW = 4

function weakIntegrals({ modes, interval, window, samples }: Series, field: Float64Array): Integrals {
  const phi = timeTestFunction(window, interval)
  const size = 2 * modes.length
  const step = window / PER_WINDOW
  const windows = Math.floor((samples - 1 - window) / step) + 1
  const value = new Float64Array(windows * size)
  const rate = new Float64Array(windows * size)
  for (let w = 0; w < windows; w++)
    for (let j = 0; j <= window; j++) {
      const at = (w * step + j) * size
      for (let i = 0; i < size; i++) {
        value[w * size + i] += phi.value[j] * field[at + i]
        rate[w * size + i] -= phi.rate[j] * field[at + i]
      }
    }
  return { value, rate }
}

function momentsOf(equation: Equation, { modes }: Series, integrals: Map<Field, Integrals>): Moments {
  const { terms, instruments } = equation
  const left = integrals.get(equation.field)!.rate
  const right = terms.map(({ field }) => integrals.get(field)!.value)
  const before = instruments.map(({ field, of }) => integrals.get(field)![of])
  const typical = typicalWavenumber(modes)
  const sums = new Sums(terms.length)
  const size = 2 * modes.length
  for (const [m, { k, weight }] of modes.entries()) {
    const products = (a: Float64Array, b: Float64Array) => {
      let sum = 0
      for (let past = 2 * m, now = past + PER_WINDOW * size; now < b.length; past += size, now += size)
        sum += a[past] * b[now] + a[past + 1] * b[now + 1]
      return sum * weight
    }
    sums.add(
      before.map((z) => terms.map(({ factor }, i) => factor(k) * products(z, right[i]))),
      before.map((z) => products(z, left)),
      (k / typical) ** 2,
    )
  }
  return { equation: equation.name, coefficients: terms.map((term) => term.coefficient), ...sums }
}

/** Equipartition: |m_k|² = c_T²|ρ_k|² at equal times for small k, with the transverse momentum, which is free of sound. */
function compressibility({ modes, samples, fields }: Series): Moments {
  const typical = typicalWavenumber(modes)
  const sums = new Sums(1)
  const size = 2 * modes.length
  for (const [m, { k, weight }] of modes.entries()) {
    const power = (field: Float64Array) => {
      let sum = 0
      for (let t = 0; t < samples; t++) sum += field[t * size + 2 * m] ** 2 + field[t * size + 2 * m + 1] ** 2
      return sum * weight * k * k
    }
    sums.add([[power(fields.density!)]], [power(fields.transverse!)], (k / typical) ** 2)
  }
  return { equation: 'compressibility', coefficients: ['c_T²'], ...sums }
}

class Sums {
  readonly matrix: number[][]
  readonly right: number[]

  constructor(private readonly terms: number) {
    this.matrix = Array.from({ length: 2 * terms }, () => new Array<number>(2 * terms).fill(0))
    this.right = new Array<number>(2 * terms).fill(0)
  }

  /** @param more the factor of two more derivatives */
  add(matrix: readonly (readonly number[])[], right: readonly number[], more: number): void {
    const { terms } = this
    for (let i = 0; i < 2 * terms; i++) {
      const instrument = i < terms ? 1 : more
      this.right[i] += instrument * right[i % terms]
      for (let j = 0; j < 2 * terms; j++)
        this.matrix[i][j] += instrument * (j < terms ? 1 : more) * matrix[i % terms][j % terms]
    }
  }
}
