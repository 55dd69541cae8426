import { Random } from '../../run/random.js'
import { modesOf } from './modes.js'
import type { Series } from './weakForm.js'

/** A fluid that obeys linear fluctuating hydrodynamics exactly: what the fit must find. */
export interface LinearFluid {
  /** c² */
  readonly stiffness: number
  readonly longitudinal: number
  readonly shear: number
  readonly diffusivity: number
  readonly side: number
  readonly cellSize: number
  readonly interval: number
  readonly window: number
  readonly samples: number
  /** Added to each decay rate, as a fraction of it at wave number 1, times k²: the next term of the gradient expansion. */
  readonly nextOrder?: number
}

/**
 * Its stationary fluctuations: an Ornstein–Uhlenbeck process for each mode, stepped by its exact transition
 * probability, kT/m = 1. With s = cρ the generator is k(0, c; −c, −νk), whose exponential is known in closed form.
 */
export function linearFluctuations(fluid: LinearFluid, seed: number): Series {
  const { stiffness, samples, interval, nextOrder = 0 } = fluid
  const random = new Random(seed)
  const modes = modesOf(fluid.cellSize, fluid.side)
  const size = 2 * modes.length
  const [density, longitudinal, transverse, colour] = Array.from(
    { length: 4 },
    () => new Float64Array(samples * size),
  )
  const speed = Math.sqrt(stiffness)
  for (const [m, { k }] of modes.entries()) {
    const squared = k * k * (1 + nextOrder * k * k)
    const step = soundStep(speed * k, fluid.longitudinal * squared, interval)
    for (const part of [2 * m, 2 * m + 1]) {
      let [s, u] = [random.normal(), random.normal()]
      for (let t = 0; t < samples; t++) {
        density[t * size + part] = s / speed
        longitudinal[t * size + part] = u
        const [a, b] = [random.normal(), random.normal()]
        ;[s, u] = [
          step.ss * s + step.su * u + step.first * a,
          -step.su * s + step.uu * u + step.mixed * a + step.second * b,
        ]
      }
      relax(transverse, part, size, fluid.shear * squared, interval, random)
      relax(colour, part, size, fluid.diffusivity * squared, interval, random)
    }
  }
  return {
    modes,
    interval,
    window: fluid.window,
    samples,
    fields: { density, longitudinal, transverse, colour },
  }
}

function relax(
  out: Float64Array,
  part: number,
  size: number,
  rate: number,
  interval: number,
  random: Random,
): void {
  const kept = Math.exp(-rate * interval)
  const noise = Math.sqrt(1 - kept * kept)
  let value = random.normal()
  for (let i = part; i < out.length; i += size) {
    out[i] = value
    value = kept * value + noise * random.normal()
  }
}

/** exp of (0, ω; −ω, −γ)t, and the Cholesky factor of what makes unit variance stationary. */
function soundStep(omega: number, gamma: number, t: number) {
  const half = gamma / 2
  const discriminant = omega * omega - half * half
  const root = Math.sqrt(Math.abs(discriminant))
  const decay = Math.exp(-half * t)
  const cosine = decay * (discriminant >= 0 ? Math.cos(root * t) : Math.cosh(root * t))
  const sine = (decay * (discriminant >= 0 ? Math.sin(root * t) : Math.sinh(root * t))) / root
  const [ss, su, uu] = [cosine + half * sine, omega * sine, cosine - half * sine]
  const [vs, vsu, vu] = [1 - ss * ss - su * su, ss * su - su * uu, 1 - su * su - uu * uu]
  const first = Math.sqrt(Math.max(vs, 0))
  const mixed = first > 0 ? vsu / first : 0
  return { ss, su, uu, first, mixed, second: Math.sqrt(Math.max(vu - mixed * mixed, 0)) }
}
