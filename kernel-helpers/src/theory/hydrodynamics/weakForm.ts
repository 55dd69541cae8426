import { type Coefficient, EQUATIONS, type Equation, type EquationName, type Field } from './equations.js'
import { type Mode, typicalWavenumber } from './modes.js'
import { timeTestFunction } from './testFunction.js'

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

/**
 * Sums over one run: instrument × (left side − Σ coefficient × term) = 0 on average. The first instruments, as many as
 * there are terms, are those that fit the coefficients. The others test the form: if it holds, its
 * residual has nothing in common with them either.
 */
export interface Moments {
  readonly equation: EquationName
  readonly coefficients: readonly Coefficient[]
  /** Instruments × terms. */
  readonly matrix: readonly (readonly number[])[]
  /** Instruments × left side. */
  readonly right: readonly number[]
}

/**
 * Weak form of each equation whose fields were recorded: multiplied by test functions and integrated by parts, so that all
 * derivatives fall on these (Messenger & Bortz, Multiscale Model. Simul. 19, 1474 (2021)). Hydrodynamics is
 * stochastic: noise during a window moves the fields in it, so least squares is biased. The instruments are therefore
 * fields in the window before, which know nothing of later noise.
 *
 * @throws RangeError if there are fewer samples than three windows
 */
export function weakForm(series: Series): Moments[] {
  if (series.samples < 3 * series.window + 1)
    throw new RangeError(
      `frames: ${series.samples} samples, expected at least ${3 * series.window + 1}: three windows of the test function in time`,
    )
  const { fields } = series
  const momentum = fields.longitudinal !== undefined
  const equations = EQUATIONS.filter(
    ({ name, field, terms }) =>
      (name !== 'diffusion' || !momentum) &&
      [field, ...terms.map((term) => term.field)].every((f) => fields[f]),
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

/** Instruments of the test: the same with two more derivatives, and the same a window earlier, before any memory's end. */
function momentsOf(equation: Equation, { modes }: Series, integrals: Map<Field, Integrals>): Moments {
  const { terms, instruments } = equation
  const left = integrals.get(equation.field)!.rate
  const right = terms.map(({ field }) => integrals.get(field)!.value)
  const typical = typicalWavenumber(modes)
  const kinds = [
    { windows: 1, derivatives: 0 },
    { windows: 1, derivatives: 2 },
    { windows: 2, derivatives: 0 },
  ]
  const rows = kinds.flatMap(({ windows, derivatives }) =>
    instruments.map(({ field, of }) => {
      const instrument = integrals.get(field)![of]
      const weights = modes.map(({ k, weight }) => weight * (k / typical) ** derivatives)
      return (other: Float64Array, factor: (k: number) => number) =>
        modes.reduce(
          (sum, { k }, m) =>
            sum + weights[m] * factor(k) * product(instrument, other, windows, m, modes.length),
          0,
        )
    }),
  )
  return {
    equation: equation.name,
    coefficients: terms.map((term) => term.coefficient),
    matrix: rows.map((row) => terms.map(({ factor }, i) => row(right[i], factor))),
    right: rows.map((row) => row(left, () => 1)),
  }
}

/** Σ over windows of one mode: `earlier`, so many windows before, times `now`. */
function product(
  earlier: Float64Array,
  now: Float64Array,
  windows: number,
  mode: number,
  modes: number,
): number {
  const size = 2 * modes
  let sum = 0
  for (let i = 2 * mode, j = i + windows * PER_WINDOW * size; j < now.length; i += size, j += size)
    sum += earlier[i] * now[j] + earlier[i + 1] * now[j + 1]
  return sum
}

/** Equipartition: |m_k|² = c_T²|ρ_k|² at equal times for small k, with the transverse momentum, which is free of sound. */
function compressibility({ modes, fields }: Series): Moments {
  const typical = typicalWavenumber(modes)
  const power = (field: Float64Array, derivatives: number) =>
    modes.reduce(
      (sum, { k, weight }, m) =>
        sum + weight * k ** 2 * (k / typical) ** derivatives * product(field, field, 0, m, modes.length),
      0,
    )
  return {
    equation: 'compressibility',
    coefficients: ['c_T²'],
    matrix: [0, 2].map((derivatives) => [power(fields.density!, derivatives)]),
    right: [0, 2].map((derivatives) => power(fields.transverse!, derivatives)),
  }
}
