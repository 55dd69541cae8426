import { jackknife } from '../jackknife.js'
import type { Estimate } from '../replicates.js'
import type { Field } from './equations.js'
import type { Series } from './weakForm.js'

/** The fields that relax without oscillating, and the coefficient that says how fast. */
const RELAXING = { transverse: 'ν', colour: 'D' } as const satisfies Partial<Record<Field, string>>

type Relaxing = keyof typeof RELAXING

/** Autocorrelations of one run's modes at a delay of one window and of two, each list of wave number by wave number. */
export interface DecayMoments {
  readonly coefficient: (typeof RELAXING)[Relaxing]
  readonly delay: number
  readonly k: readonly number[]
  readonly once: readonly number[]
  readonly twice: readonly number[]
}

export function decays({ modes, interval, window, samples, fields }: Series): DecayMoments[] {
  return (Object.keys(RELAXING) as Relaxing[]).flatMap((name) => {
    const field = fields[name]
    if (!field) return []
    const size = 2 * modes.length
    const correlation = (m: number, delay: number) => {
      let sum = 0
      for (let i = 2 * m, j = i + delay * size; j < field.length; i += size, j += size)
        sum += field[i] * field[j] + field[i + 1] * field[j + 1]
      return (modes[m].weight * modes[m].k ** 2 * sum) / (samples - delay)
    }
    return {
      coefficient: RELAXING[name],
      delay: window * interval,
      k: modes.map(({ k }) => k),
      once: modes.map((_, m) => correlation(m, window)),
      twice: modes.map((_, m) => correlation(m, 2 * window)),
    }
  })
}

/**
 * Independent check of the weak form: the coefficient ν for which exp(−νk²τ), the propagator of one window τ, takes the
 * correlations of momentum after τ to those after 2τ (linear inverse modelling: Penland, Mon. Weather Rev. 117, 2165
 * (1989)), with a jackknife over runs.
 *
 * @throws RangeError if nothing decays
 */
export function propagated(runs: readonly DecayMoments[]): Estimate {
  return jackknife(runs, rate)
}

const STEPS = 60

function rate(runs: readonly DecayMoments[]): number {
  const [{ k, delay, coefficient }] = runs
  const sum = (of: (run: DecayMoments) => readonly number[]) =>
    k.map((_, i) => runs.reduce((total, run) => total + of(run)[i], 0))
  const [once, twice] = [sum((run) => run.once), sum((run) => run.twice)]
  const excess = (value: number) =>
    k.reduce((total, wave, i) => total + twice[i] - Math.exp(-value * wave * wave * delay) * once[i], 0)
  let [low, high] = [0, 1 / (Math.min(...k) ** 2 * delay)]
  if (!(excess(low) < 0 && excess(high) > 0))
    throw new RangeError(`${coefficient}: no decay between a delay of ${delay} and twice that, expected one`)
  for (let i = 0; i < STEPS; i++) {
    const middle = (low + high) / 2
    if (excess(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
