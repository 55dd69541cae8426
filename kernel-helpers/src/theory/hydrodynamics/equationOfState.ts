import type { TaskContext } from '../../run/task.js'
import { findSystem } from '../../systems/index.js'
import type { Estimate } from '../replicates.js'
import { mean } from '../replicates.js'

/** A job for a worker: the mean pressure and energy of a run. */
export interface ThermodynamicsTask {
  readonly kind: 'thermodynamics'
  readonly system: string
  readonly parameters: Readonly<Record<string, number>>
  readonly seed: number
  readonly frames: number
}

export interface Thermodynamics {
  /** ε/σᵈ */
  readonly pressure: number
  /** Per particle, ε. */
  readonly energy: number
}

const FRAMES_BETWEEN = 4
/** How far the neighbouring states are, as a part of density and temperature. */
const APART = 0.1

/** Runs in a worker. */
export function measureThermodynamics(
  { system, parameters, seed, frames }: ThermodynamicsTask,
  context: TaskContext<number>,
): Thermodynamics {
  const simulation = findSystem(system).simulate(parameters, seed)
  try {
    simulation.equilibrate(() => {
      context.checkpoint()
      return true
    })
    let [pressure, energy, samples] = [0, 0, 0]
    for (let frame = 0; frame < frames; frame++) {
      context.checkpoint()
      simulation.advance()
      if (frame % FRAMES_BETWEEN !== 0) continue
      context.report(frame / frames)
      const now = simulation.measure()
      pressure += now.pressure
      energy += now.totalEnergy
      samples++
    }
    return { pressure: pressure / samples, energy: energy / samples }
  } finally {
    simulation.close?.()
  }
}

/** The states around one, at constant temperature: lower and higher density, lower and higher temperature. */
export function neighbours(parameters: Readonly<Record<string, number>>): Record<string, number>[] {
  return (['density', 'temperature'] as const).flatMap((name) =>
    [1 - APART, 1 + APART].map((factor) => ({
      ...parameters,
      ensemble: 1,
      [name]: parameters[name] * factor,
    })),
  )
}

/**
 * Squares of the speeds of sound, by differences between the neighbours, mass 1:
 * c_T² = (∂p/∂ρ)_T and c_s² = c_T² + T (∂p/∂T)²_ρ / (ρ² c_v), c_v = ∂e/∂T.
 *
 * @param runs of each replicate, the four {@link neighbours} in their order
 */
export function soundSpeeds(
  { density, temperature }: Readonly<Record<string, number>>,
  runs: readonly (readonly Thermodynamics[])[],
): { readonly isothermal: Estimate; readonly adiabatic: Estimate } {
  const each = runs.map(([thin, dense, cold, hot]) => {
    const isothermal = (dense.pressure - thin.pressure) / (2 * APART * density)
    const [pressure, energy] = (['pressure', 'energy'] as const).map(
      (name) => (hot[name] - cold[name]) / (2 * APART * temperature),
    )
    return { isothermal, adiabatic: isothermal + (temperature * pressure ** 2) / (density ** 2 * energy) }
  })
  return {
    isothermal: mean(each.map((one) => one.isothermal)),
    adiabatic: mean(each.map((one) => one.adiabatic)),
  }
}
