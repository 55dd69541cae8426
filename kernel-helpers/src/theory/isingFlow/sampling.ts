import type { TaskContext } from '../../run/task.js'
import { ising } from '../../systems/ising.js'
import { resolveParameters } from '../../systems/parameters.js'
import type { Spins } from './blockSpins.js'

/** Equilibrium states of the Ising model by Wolff's clusters, whatever dynamics the system has. */
export interface Sampling {
  /** Of the system `ising`, in one or two dimensions. */
  readonly parameters: Readonly<Record<string, number>>
  readonly seed: number
  readonly samples: number
  /** Sweeps between samples. */
  readonly interval: number
}

/** Integrated autocorrelation times, in samples: ½ where they are independent. */
export interface Memory {
  readonly energy: number
  readonly magnetisation: number
}

/** Calls `take` with each sample. @returns how long energy and |magnetisation| remember */
export function sample(
  { parameters, seed, samples, interval }: Sampling,
  { report, checkpoint }: TaskContext<number>,
  take: (spins: Spins) => void,
): Memory {
  const { size } = parameters
  const simulation = ising.simulate(resolveParameters(ising, { ...parameters, algorithm: 'wolff' }), seed)
  simulation.equilibrate(() => {
    checkpoint()
    return true
  })
  const field = new Float32Array(size * size)
  const energies: number[] = []
  const magnetisations: number[] = []
  for (let i = 0; i < samples; i++) {
    for (let sweep = 0; sweep < interval; sweep++) {
      simulation.advance()
      checkpoint()
    }
    simulation.observe(field)
    take({ width: size, height: size, up: Uint8Array.from(field, (value) => +(value > 0)) })
    const { energy, magnetisation } = simulation.measure()
    energies.push(energy)
    magnetisations.push(Math.abs(magnetisation))
    report((i + 1) / samples)
  }
  return { energy: autocorrelationTime(energies), magnetisation: autocorrelationTime(magnetisations) }
}

/** ½ + Σ ρ(t) up to six times itself: the window of Madras & Sokal, J. Stat. Phys. 50, 109 (1988). */
export function autocorrelationTime(series: readonly number[]): number {
  const centre = series.reduce((sum, value) => sum + value, 0) / series.length
  const rest = series.map((value) => value - centre)
  const variance = rest.reduce((sum, value) => sum + value * value, 0) / rest.length
  let time = 0.5
  if (variance === 0) return time
  for (let lag = 1; lag < 6 * time && lag < rest.length / 2; lag++) {
    let sum = 0
    for (let i = lag; i < rest.length; i++) sum += rest[i] * rest[i - lag]
    time += sum / (rest.length - lag) / variance
  }
  return time
}
