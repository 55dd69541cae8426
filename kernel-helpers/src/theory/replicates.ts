import jStat from 'jstat'

/** A number with its 95 % interval. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

const studentPoints = new Map<string, number>()

/** The point below which Student's t lies with the probability. */
function student(degreesOfFreedom: number, probability: number): number {
  const key = `${degreesOfFreedom} ${probability}`
  const known = studentPoints.get(key)
  if (known !== undefined) return known
  const point = jStat.studentt.inv(probability, degreesOfFreedom)
  studentPoints.set(key, point)
  return point
}

/** Whether the mean of independent replicates is above zero, by Student's t at that confidence on one side. */
export function isPositive(values: readonly number[], confidence: number): boolean {
  const { value, low } = mean(values)
  const n = values.length
  return n > 1 && value > ((value - low) / student(n - 1, 0.975)) * student(n - 1, confidence)
}

/**
 * The mean of independent replicates, with its 95 % interval: Student's t on n − 1 degrees of freedom.
 * The interval of a single replicate is not known (NaN).
 */
export function mean(values: readonly number[]): Estimate {
  const n = values.length
  const value = values.reduce((sum, one) => sum + one, 0) / n
  if (n < 2) return { value, low: Number.NaN, high: Number.NaN }
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1)
  const half = student(n - 1, 0.975) * Math.sqrt(variance / n)
  return { value, low: value - half, high: value + half }
}

/** The geometric mean of positive replicates: {@link mean} of their logarithms. For ratios and errors. */
export function geometricMean(values: readonly number[]): Estimate {
  return exponential(mean(values.map(Math.log)))
}

export function exponential({ value, low, high }: Estimate): Estimate {
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) }
}
