import { Random } from '../run/random.js'
import type { Crew } from '../run/team.js'
import { fluidObservable } from './fluid-observable.js'
import { widestLattice } from './lattice.js'
import { assistMolecularDynamics, MolecularDynamics } from './molecular-dynamics.js'
import type { PairPotential } from './pair-potential.js'
import { checkLiveChange } from './parameters.js'
import type { Observable, Parameter, Simulation, System } from './system.js'
import { maxwellian, rescalingFactor } from './thermostat.js'

/** Relaxation time of the thermostat, τ. */
const THERMOSTAT_TIME = 0.5
/** With fewer, a step is too short to be shared; with more, the team finds out whether it pays. */
const PARTICLES_PER_THREAD = 500
/** Particles times steps between two reports of the equilibration: some ten milliseconds. */
const PARTICLE_STEPS_PER_REPORT = 1_000_000
/** Closest approach of the starting lattice, σ: closer, and the first steps would blow up. */
const CLOSEST_START = 0.9

type Values = Readonly<Record<string, number>>

/** Parameters that all systems of soft particles have, with the ranges that suit most. */
export const softParameters = {
  particles: {
    symbol: 'N',
    unit: '',
    description: 'Number of particles',
    default: 1638,
    min: 64,
    max: 1_000_000,
    integer: true,
    scale: 'log',
  },
  density: {
    symbol: 'ρ*',
    unit: 'σ⁻ᵈ',
    description: 'Particles per area (d = 2) or volume (d = 3); sets the side of the box, (N/ρ)^(1/d)',
    default: 0.4,
    min: 0.01,
    max: 0.95,
  },
  temperature: {
    symbol: 'T*',
    unit: 'ε/k',
    description: 'Temperature at equilibration; changed while running, the thermostat comes on and stays on',
    default: 1,
    min: 0.1,
    max: 5,
    live: true,
  },
  timeStep: {
    symbol: 'δt',
    unit: 'τ',
    description:
      'Upper bound of the integration step; the step is the longest that divides the frame interval',
    default: 0.005,
    min: 0.0005,
    max: 0.02,
    scale: 'log',
  },
  dimensions: {
    symbol: 'd',
    unit: '',
    description: 'Dimensions of space; in three, the view is along z',
    default: 2,
    min: 2,
    max: 3,
    integer: true,
    choices: ['2-D', '3-D'],
  },
  ensemble: {
    symbol: 'E',
    unit: '',
    description: 'After equilibration, constant energy (NVE), or the thermostat stays on (NVT)',
    default: 0,
    min: 0,
    max: 1,
    integer: true,
    choices: ['NVE', 'NVT'],
  },
  thickness: {
    symbol: 'w',
    unit: 'σ',
    description: 'Thickness of the slice through the middle of a three-dimensional box that can be recorded',
    default: 1,
    min: 0.25,
    max: 10,
  },
} satisfies Record<string, Parameter>

/** What tells one system of soft particles from another. */
export interface SoftParticleSystem
  extends Pick<
    System,
    'name' | 'title' | 'description' | 'reference' | 'parameters' | 'defaults' | 'presets'
  > {
  /** Names of the species, if there are several; each is a channel. */
  readonly species?: readonly string[]
  /** How many particles are of each species. */
  readonly counts?: (values: Values) => readonly number[]
  readonly potential: (values: Values) => PairPotential | readonly (readonly PairPotential[])[]
  /** How much further than the potential the lists of partners reach, σ. */
  readonly skin: number
  /** Time under the thermostat before recording, τ. */
  readonly equilibration: number
}

/** A system of particles of mass 1 that interact in pairs, in reduced units. */
export function softParticleSystem(given: SoftParticleSystem): System {
  const { species, counts, potential, skin, equilibration, ...described } = given
  return {
    ...described,
    observable: (values) => observable(values, species),
    simulate: (values, seed, crew) => new SoftParticles(given, values, seed, crew),
    helpers: {
      threads: ({ particles }) => Math.max(1, Math.floor(particles / PARTICLES_PER_THREAD)),
      assist: assistMolecularDynamics,
    },
  }
}

function observable(values: Values, species: readonly string[] = []): Observable {
  const { particles, density, temperature, dimensions } = values
  const slice = dimensions === 3 ? ['slice'] : []
  const channels = ['density', 'momentum x', 'momentum y', ...slice, ...species]
  return fluidObservable({ dimensions, particles, density, speed: Math.sqrt(2 * temperature), channels })
}

/** A run, in reduced units; masses are 1. */
export class SoftParticles implements Simulation {
  readonly side: number
  /** Integration step in use, τ. */
  readonly step: number
  readonly dynamics: MolecularDynamics
  readonly #system: SoftParticleSystem
  readonly #values: Values
  readonly #counts: readonly number[]
  readonly #stepsPerFrame: number
  readonly #random: Random
  #temperature: number
  #thermostatted: boolean
  #stepsDone = 0

  /**
   * @throws RangeError if the particles can't be placed without overlap, the box is smaller than the interaction or there
   *   isn't enough memory
   */
  constructor(system: SoftParticleSystem, values: Values, seed: number, crew?: Crew) {
    const { particles, density, temperature, timeStep, ensemble } = values
    const { width, frameInterval } = observable(values)
    const dimensions = values.dimensions === 3 ? 3 : 2
    const potential = system.potential(values)
    const pairs = 'cutoff' in potential ? [potential] : potential.flat()
    const smallest = 2 * (Math.max(...pairs.map(({ cutoff }) => cutoff)) + system.skin)
    if (width < smallest) {
      throw new RangeError(
        `particles is ${particles} at density ${density}: a box of ${width.toFixed(2)} σ; ` +
          `expected at least ${smallest} σ, twice the range of the forces`,
      )
    }
    this.#system = system
    this.#values = values
    this.#counts = system.counts?.(values) ?? [particles]
    this.side = width
    this.#temperature = temperature
    this.#thermostatted = ensemble === 1
    this.#stepsPerFrame = Math.ceil(frameInterval / timeStep)
    this.step = frameInterval / this.#stepsPerFrame
    this.#random = new Random(seed)
    const { positions, spacing } = widestLattice(particles, width, dimensions)
    if (spacing < CLOSEST_START) {
      throw new RangeError(
        `density is ${density}: ${particles} particles would start ${spacing.toFixed(2)} σ apart; ` +
          `expected a density that leaves ${CLOSEST_START} σ`,
      )
    }
    const velocities = maxwellian(particles, temperature, this.#random, dimensions)
    this.dynamics = new MolecularDynamics({
      dimensions,
      side: width,
      positions: this.#counts.length > 1 ? shuffled(positions, dimensions, this.#random) : positions,
      velocities,
      potential,
      species: this.#counts,
      skin: system.skin,
      step: this.step,
      crew,
    })
  }

  equilibrate(report: (fraction: number) => boolean): void {
    const steps = Math.ceil(this.#system.equilibration / this.step)
    const stepsPerReport = Math.min(100, Math.ceil(PARTICLE_STEPS_PER_REPORT / this.#values.particles))
    for (let i = 0; i < steps; i++) {
      if (i % stepsPerReport === 0 && !report(i / steps)) return
      this.#integrate()
      this.#applyThermostat()
    }
    report(1)
  }

  advance(): void {
    for (let i = 0; i < this.#stepsPerFrame; i++) {
      this.#integrate()
      if (this.#thermostatted) this.#applyThermostat()
    }
  }

  observe(out: Float32Array): void {
    this.dynamics.observe(out)
  }

  /** @throws RangeError that lists the channels, if it isn't one of them */
  weigh(channel: string, out: Float32Array): void {
    const { species = [] } = this.#system
    const { channels = [] } = observable(this.#values, species)
    if (!channels.includes(channel))
      throw new RangeError(`channel is ${channel}; expected one of ${channels.join(', ')}`)
    if (channel === 'density') out.fill(1)
    else if (channel === 'momentum x' || channel === 'momentum y') {
      this.dynamics.read('velocities', channel === 'momentum x' ? 0 : 1, (i, velocity) => {
        out[i] = velocity
      })
    } else if (channel === 'slice') {
      const { side } = this
      this.dynamics.read('positions', 2, (i, z) => {
        const fromMiddle = Math.abs(z - side * Math.floor(z / side) - side / 2)
        out[i] = fromMiddle < this.#values.thickness / 2 ? 1 : 0
      })
    } else {
      const chosen = species.indexOf(channel)
      const first = this.#counts.slice(0, chosen).reduce((sum, count) => sum + count, 0)
      out.fill(0)
      out.fill(1, first, first + this.#counts[chosen])
    }
  }

  perturb(displacement: number, seed: number): void {
    const random = new Random(seed)
    const perAxis = displacement / Math.sqrt(this.#values.dimensions)
    this.dynamics.displace(() => perAxis * random.normal())
  }

  set(name: string, value: number): void {
    checkLiveChange(this.#system.parameters, name, value)
    this.dynamics.scaleVelocities(Math.sqrt(value / this.#temperature))
    this.#temperature = value
    this.#thermostatted = true
  }

  /** Energies per particle (ε), temperature (ε/k) and pressure (ε/σᵈ). */
  measure(): Record<string, number> {
    const { particles, dimensions } = this.#values
    const { kineticEnergy } = this.dynamics
    const { potential, virial } = this.dynamics.interactions()
    return {
      potentialEnergy: potential / particles,
      kineticEnergy: kineticEnergy / particles,
      totalEnergy: (potential + kineticEnergy) / particles,
      temperature: (2 * kineticEnergy) / this.#freedoms,
      pressure: (2 * kineticEnergy + virial) / dimensions / this.side ** dimensions,
    }
  }

  close(): void {
    this.dynamics.close()
  }

  /** The total momentum is fixed at zero. */
  get #freedoms(): number {
    return this.#values.dimensions * (this.#values.particles - 1)
  }

  #integrate(): void {
    this.dynamics.advance()
    this.#stepsDone++
    if (!Number.isFinite(this.dynamics.kineticEnergy)) {
      throw new Error(
        `${this.#system.name} stopped being finite at step ${this.#stepsDone}; expected a timeStep smaller than ${this.step} τ`,
      )
    }
  }

  #applyThermostat(): void {
    const elapsed = this.step / THERMOSTAT_TIME
    const { kineticEnergy } = this.dynamics
    this.dynamics.scaleVelocities(
      rescalingFactor(kineticEnergy, this.#freedoms, this.#temperature, elapsed, this.#random),
    )
  }
}

/** The sites in another order, so that species mix. */
function shuffled(sites: Float64Array, dimensions: number, random: Random): Float64Array {
  const order = random.shuffle(Array.from({ length: sites.length / dimensions }, (_, i) => i))
  return sites.map((_, k) => sites[dimensions * order[Math.floor(k / dimensions)] + (k % dimensions)])
}
