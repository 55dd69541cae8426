/** What a control is made of. */
export interface ControlledParameter {
  readonly symbol: string
  readonly unit: string
  readonly description: string
  readonly default: number
  readonly min: number
  readonly max: number
  readonly integer?: boolean
  readonly scale?: 'linear' | 'log'
  /** Names of the values min, min + 1, …, where they are kinds rather than amounts. */
  readonly choices?: readonly string[]
}

type Range = Pick<ControlledParameter, 'default' | 'min' | 'max' | 'integer' | 'scale'>

const LEAST_STEPS = 100
const LOG_STEPS = 200

/**
 * The values that a slider visits, ascending: round ones, both ends and the default. A value between them can still be
 * held and shown, for the slider only ever gives one of these when it is moved.
 */
export function sliderStops({ min, max, default: initial, integer = false, scale }: Range): number[] {
  const round = scale === 'log' ? roundRatios(min, max) : roundSteps(min, max, integer)
  const inside = round
    .map((value) => (integer ? Math.round(value) : value))
    .filter((value) => value > min && value < max)
  return [...new Set([min, ...inside, initial, max])].sort((a, b) => a - b)
}

/** Index of the stop nearest to a value. */
export function nearestStop(stops: readonly number[], value: number): number {
  return stops.reduce(
    (best, stop, i) => (Math.abs(stop - value) < Math.abs(stops[best] - value) ? i : best),
    0,
  )
}

/** As short as tells the value apart from others that people would type. */
export function valueText(value: number): string {
  return String(Number(value.toPrecision(6)))
}

/**
 * What is typed as a value of a parameter.
 * @throws RangeError saying what was expected
 */
export function typedValue({ min, max, integer = false }: Range, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.').replace('−', '-'))
  if (value >= min && value <= max && (!integer || Number.isInteger(value))) return value
  const kind = integer ? 'a whole number' : 'a number'
  throw new RangeError(
    `${text.trim() || 'nothing'}: expected ${kind} from ${valueText(min)} to ${valueText(max)}`,
  )
}

function roundSteps(min: number, max: number, integer: boolean): number[] {
  const finest = (max - min) / LEAST_STEPS
  const power = 10 ** Math.floor(Math.log10(finest))
  const nice = power * ([5, 2, 1].find((factor) => factor * power <= finest) ?? 1)
  const step = integer ? Math.max(1, Math.round(nice)) : nice
  const first = Math.ceil(min / step)
  const count = Math.floor(max / step) - first + 1
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

function roundRatios(min: number, max: number): number[] {
  const ratio = (max / min) ** (1 / LOG_STEPS)
  const digits = 1 + Math.max(1, Math.ceil(-Math.log10(ratio - 1)))
  return Array.from({ length: LOG_STEPS + 1 }, (_, i) => Number((min * ratio ** i).toPrecision(digits)))
}
