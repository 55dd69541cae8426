import { z } from 'zod'
import type { WorkerPool } from '../../run/pool.js'
import { resolveParameters, type System } from '../../systems/index.js'
import type { Parting, TwinsTask } from '../../systems/twins.js'
import { type Estimate, geometricMean } from '../replicates.js'

/** What may be asked of {@link measurePredictability}. Lengths and times are in the system's units. */
export interface PredictabilityOptions {
  /** Numbers of particles. */
  readonly particles?: readonly number[] | undefined
  /** Rms displacements between twins at the start. */
  readonly displacements?: readonly number[] | undefined
  readonly cellSizes?: readonly number[] | undefined
  /** The coarse field is lost when twins differ by this part of it, rms over rms. */
  readonly threshold?: number | undefined
  /** How long twins are watched. */
  readonly duration?: number | undefined
  readonly seeds?: readonly number[] | undefined
}

/** The mean over seeds with its 95 % interval; twins that stayed together count with the whole duration. */
export interface Horizon extends Estimate {
  /** Pairs of twins that stayed together: if there are any, the mean is a lower bound. */
  readonly never: number
}

export interface PredictabilityRow {
  readonly particles: number
  readonly displacement: number
  readonly cellSize: number
  /**
   * Time in which the distance of a particle from its twin grows by e: from the displacement at the start to
   * a thousandth of the box, the median over particles.
   */
  readonly lyapunovTime: Horizon
  /** Time until a particle and its twin are half a cell apart, the median over particles. */
  readonly body: Horizon
  /** Time until the coarse density differs by the threshold. */
  readonly field: Horizon
  /** Time until the difference of the coarse densities is 1/√2 of what it ends at: departures from the mean are lost. */
  readonly fluctuation: Horizon
  /** The difference of the coarse densities, rms over rms, that it ends at: its mean over the last quarter. */
  readonly plateau: Estimate
}

/** Up to here, as a part of the box, separations are taken to grow exponentially. */
const CHAOS_END = 1e-3

type Series = readonly number[]

const positive = z.number().positive().finite()
const schema = z.strictObject({
  particles: z.array(z.int().min(2)).min(1).default([3, 10, 30, 100, 300]),
  displacements: z.array(positive).min(1).default([1e-8]),
  cellSizes: z.array(positive).min(1).default([1]),
  threshold: z.number().positive().max(1).default(0.5),
  duration: positive.default(30),
  seeds: z.array(z.int().min(0)).min(2).default([1, 2, 3, 4]),
})

/**
 * How far ahead one particle, and how far ahead the coarse field, can be predicted, for any numbers of particles: twins
 * that start a little apart run side by side until they have nothing in common but what all such systems have.
 *
 * @returns a row for each number of particles, displacement and cell size
 * @throws RangeError naming an option, its value and what was expected
 * @throws Error if the system has no particles that can be displaced, or it is stopped
 */
export async function measurePredictability(
  pool: WorkerPool,
  system: System,
  given: Readonly<Record<string, number>>,
  options: PredictabilityOptions = {},
  {
    signal,
    onProgress,
  }: { signal?: AbortSignal; onProgress?: (particles: number, fraction: number) => void } = {},
): Promise<PredictabilityRow[]> {
  const checked = schema.safeParse(options)
  if (!checked.success) {
    const { path, message } = checked.error.issues[0]
    throw new RangeError(`predictability: ${path.join('.')}: ${message}`)
  }
  const { particles, displacements, cellSizes, threshold, duration, seeds } = checked.data
  const stop = new AbortController()
  const either = AbortSignal.any(signal ? [signal, stop.signal] : [stop.signal])
  const measure = async (count: number, displacement: number) => {
    const parameters = resolveParameters(system, { ...given, particles: count })
    const { frameInterval, width } = system.observable(parameters)
    const frames = 1 + Math.ceil(duration / frameInterval)
    const done = seeds.map(() => 0)
    const partings = await Promise.all(
      seeds.map((seed, i) => {
        const task: TwinsTask = {
          kind: 'twins',
          ...{ system: system.name, parameters, seed, displacement, frames, cellSizes },
        }
        return pool.run<Parting, number>(task, {
          signal: either,
          onProgress: (fraction) => {
            done[i] = fraction
            onProgress?.(count, done.reduce((sum, part) => sum + part, 0) / seeds.length)
          },
        })
      }),
    )
    onProgress?.(count, 1)
    const chaosEnd = CHAOS_END * width
    const separations = partings.map((parting) => parting.separations)
    return cellSizes.map((cellSize, cell): PredictabilityRow => {
      const differences = partings.map((parting) => parting.differences[cell])
      const plateaus = differences.map(lastQuarter)
      const over = (series: Series[], level: (run: number) => number, per = 1) => {
        const whole = (frames - 1) * frameInterval
        const times = series.map((values, run) => crossing(values, level(run), frameInterval))
        const never = times.filter((time) => time === undefined).length
        return { ...mean(times.map((time) => (time ?? whole) / per)), never }
      }
      return {
        particles: count,
        displacement,
        cellSize,
        lyapunovTime: over(separations, () => chaosEnd, Math.log(chaosEnd / displacement)),
        body: over(separations, () => cellSize / 2),
        field: over(differences, () => threshold),
        fluctuation: over(differences, (i) => plateaus[i] * Math.SQRT1_2),
        plateau: mean(plateaus),
      }
    })
  }
  // The most expensive first, so that no thread is left waiting for it.
  const order = particles
    .flatMap((count) => displacements.map((displacement) => ({ count, displacement })))
    .sort((a, b) => b.count - a.count)
  try {
    const rows = await Promise.all(order.map(({ count, displacement }) => measure(count, displacement)))
    return rows.flat().sort((a, b) => a.cellSize - b.cellSize || a.particles - b.particles)
  } finally {
    stop.abort(new Error('another pair of twins failed'))
  }
}

/** When a series first exceeds a level, between frames by a straight line. */
function crossing(values: Series, level: number, frameInterval: number): number | undefined {
  const after = values.findIndex((value) => value > level)
  if (after < 0) return undefined
  if (after === 0) return 0
  const part = (level - values[after - 1]) / (values[after] - values[after - 1])
  return (after - 1 + part) * frameInterval
}

function mean(values: readonly number[]): Estimate {
  if (!values.every((value) => value > 0 && Number.isFinite(value))) {
    const value = values.reduce((sum, one) => sum + one, 0) / values.length
    return { value, low: Number.NaN, high: Number.NaN }
  }
  return geometricMean(values)
}

function lastQuarter(values: Series): number {
  const last = values.slice(Math.floor((3 * values.length) / 4))
  return last.reduce((sum, value) => sum + value, 0) / last.length
}
