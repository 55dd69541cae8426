import { Random } from '../run/random.js'
import { EventDrivenDynamics } from './event-driven-dynamics.js'
import { fluidObservable } from './fluid-observable.js'
import { widestLattice } from './lattice.js'
import { checkLiveChange } from './parameters.js'
import type { Observable, Parameter, Simulation } from './system.js'
import { maxwellian } from './thermostat.js'

/** Collisions of each particle after which nothing is left of the starting lattice. */
const EQUILIBRATION_COLLISIONS = 200
/** The same in a dense fluid: just below freezing the lattice takes 200 to melt. */
const DENSE_EQUILIBRATION_COLLISIONS = 1000
/** Packing from which on a fluid is dense, by dimensions; it freezes at 0.70 and 0.49. */
const DENSE = { 2: 0.6, 3: 0.42 }
const REPORTS = 100
/** Of a seed: what decides which particles are of species B. Stream 0 makes the velocities. */
const SPECIES_STREAM = 1

export type Dimensions = 2 | 3
type Values = Readonly<Record<string, number>>

/** What hard disks and hard spheres have in common. */
export const fluidParameters = {
  temperature: {
    symbol: 'T*',
    unit: 'ε/k',
    description:
      'Only the pace depends on it; changed while running, all speeds change in proportion to its root',
    default: 1,
    min: 0.1,
    max: 5,
    live: true,
  },
  share: {
    symbol: 'x_B',
    unit: '',
    description:
      'Share of the particles that are of species B; 0 is one species, A, of diameter σ and mass m',
    default: 0,
    min: 0,
    max: 0.95,
  },
  sizeRatio: {
    symbol: 'q',
    unit: '',
    description: 'Diameter of species B by that of species A',
    default: 1,
    min: 0.1,
    max: 1,
  },
  massRatio: {
    symbol: 'μ',
    unit: '',
    description: 'Mass of species B by that of species A',
    default: 1,
    min: 0.01,
    max: 100,
    scale: 'log',
  },
} satisfies Record<string, Parameter>

function channelsOf(dimensions: Dimensions, share: number): readonly string[] {
  const slice = dimensions === 3 ? ['slice'] : []
  const species = share > 0 ? ['species A', 'species B'] : []
  return ['density', ...slice, 'momentum x', 'momentum y', 'energy', ...species]
}

/** Spheres are seen along z. The characteristic speed is the rms of what can be seen: of both components in the plane. */
export function observable(dimensions: Dimensions, values: Values): Observable {
  const { particles, density, temperature, share, massRatio } = values
  const speed = Math.sqrt(2 * temperature * (1 - share + share / massRatio))
  return fluidObservable({ dimensions, particles, density, speed, channels: channelsOf(dimensions, share) })
}

/** A run of hard disks or spheres of one or two species. τ = σ√(m/ε). */
export class HardFluid implements Simulation {
  readonly dynamics: EventDrivenDynamics
  readonly side: number
  /** Fraction of the box that the particles fill. */
  readonly packing: number
  /** One for each particle, σ and m. */
  readonly diameters: Float64Array
  readonly masses: Float64Array
  readonly #dimensions: Dimensions
  readonly #parameters: Readonly<Record<string, Parameter>>
  readonly #values: Record<string, number>
  readonly #speciesB: Uint8Array
  readonly #frameInterval: number
  /** What is averaged since the last change of the state: time, and the collisions and virial at its start. */
  #since = { elapsed: 0, collisions: 0, virial: 0 }

  /** @throws RangeError if no lattice keeps so many particles apart at this density, or there isn't enough memory */
  constructor(
    dimensions: Dimensions,
    parameters: Readonly<Record<string, Parameter>>,
    values: Values,
    seed: number,
  ) {
    const { particles, density, temperature, share, sizeRatio, massRatio } = values
    const { width, frameInterval } = observable(dimensions, values)
    const lattice = widestLattice(particles, width, dimensions)
    if (lattice.spacing < 1) {
      const most = Math.floor(1000 * density * lattice.spacing ** dimensions) / 1000
      throw new RangeError(
        `density is ${density}; expected at most ${most}, at which ${particles} particles of diameter σ touch on their lattice`,
      )
    }
    this.#dimensions = dimensions
    this.#parameters = parameters
    this.#values = { ...values }
    this.#frameInterval = frameInterval
    this.side = width
    this.#speciesB = new Uint8Array(particles).fill(1, 0, Math.round(share * particles))
    new Random(seed, SPECIES_STREAM).shuffle(this.#speciesB)
    this.diameters = Float64Array.from(this.#speciesB, (b) => (b ? sizeRatio : 1))
    this.masses = Float64Array.from(this.#speciesB, (b) => (b ? massRatio : 1))
    const volume = this.diameters.reduce((sum, diameter) => sum + diameter ** dimensions, 0)
    this.packing = ((Math.PI / (2 * dimensions)) * volume) / width ** dimensions
    this.dynamics = new EventDrivenDynamics({
      box: new Array<number>(dimensions).fill(width),
      positions: lattice.positions,
      velocities: maxwellian(this.masses, temperature, new Random(seed), dimensions),
      radii: this.diameters.map((diameter) => diameter / 2),
      masses: this.masses,
    })
    this.dynamics.accelerate(Math.sqrt(temperature / this.measure().temperature))
  }

  equilibrate(report: (fraction: number) => boolean): void {
    const dense = this.packing > DENSE[this.#dimensions]
    const each = dense ? DENSE_EQUILIBRATION_COLLISIONS : EQUILIBRATION_COLLISIONS
    const collisions = Math.ceil((each * this.masses.length) / 2 / REPORTS)
    for (let i = 0; i < REPORTS; i++) {
      if (!report(i / REPORTS)) break
      this.dynamics.advance(Number.POSITIVE_INFINITY, collisions)
    }
    this.#restartAverages()
    report(1)
  }

  advance(): void {
    this.#since.elapsed += this.dynamics.advance(this.#frameInterval)
  }

  observe(out: Float32Array): void {
    for (let k = 0; k < out.length; k++) {
      const x = Math.fround(this.#inPlane(this.dynamics.positions, k))
      out[k] = x < this.side ? x : 0
    }
  }

  /** Momenta in √(mε), energies in ε. @throws RangeError naming the channels that there are */
  weigh(channel: string, out: Float32Array): void {
    const weight = this.#weightIn(channel)
    for (let i = 0; i < out.length; i++) out[i] = weight(i)
  }

  set(name: string, value: number): void {
    checkLiveChange(this.#parameters, name, value)
    if (name === 'temperature') {
      this.dynamics.accelerate(Math.sqrt(value / this.#values.temperature))
      this.#restartAverages()
    }
    this.#values[name] = value
  }

  /**
   * Temperature (ε/k), fraction of the box that is filled, and averages since equilibration or the last change of
   * temperature: pressure (ε/σ² or ε/σ³) and collisions of a particle per τ; NaN as long as no time has passed.
   */
  measure(): Record<string, number> {
    const { dynamics, masses, side } = this
    const d = this.#dimensions
    const kinetic = masses.reduce((sum, _, i) => sum + this.#kineticEnergy(i), 0)
    const { elapsed, collisions, virial } = this.#since
    const force = (dynamics.virial - virial) / elapsed
    return {
      // The total momentum is fixed at zero.
      temperature: (2 * kinetic) / (d * (masses.length - 1)),
      packing: this.packing,
      pressure: (2 * kinetic + force) / (d * side ** d),
      collisionRate: (2 * (dynamics.collisions - collisions)) / masses.length / elapsed,
    }
  }

  #weightIn(channel: string): (i: number) => number {
    const { masses, side, dynamics } = this
    const [species, half] = [this.#speciesB, this.#values.thickness / 2]
    switch (channel) {
      case 'density':
        return () => 1
      case 'momentum x':
        return (i) => masses[i] * this.#inPlane(dynamics.velocities, 2 * i)
      case 'momentum y':
        return (i) => masses[i] * this.#inPlane(dynamics.velocities, 2 * i + 1)
      case 'energy':
        return (i) => this.#kineticEnergy(i)
      case 'species A':
        return (i) => 1 - species[i]
      case 'species B':
        return (i) => species[i]
      case 'slice':
        if (this.#dimensions === 3)
          return (i) => (Math.abs(dynamics.positions[3 * i + 2] - side / 2) < half ? 1 : 0)
    }
    const known = channelsOf(this.#dimensions, this.#values.share)
    throw new RangeError(`channel: ${channel}, expected one of ${known.join(', ')}`)
  }

  #kineticEnergy(i: number): number {
    const d = this.#dimensions
    let squares = 0
    for (let k = d * i; k < d * (i + 1); k++) squares += this.dynamics.velocities[k] ** 2
    return (this.masses[i] * squares) / 2
  }

  /** Of what is interleaved: number k of its components in the plane. */
  #inPlane(vectors: Float64Array, k: number): number {
    return vectors[this.#dimensions === 2 ? k : 3 * (k >> 1) + (k & 1)]
  }

  #restartAverages(): void {
    const { collisions, virial } = this.dynamics
    this.#since = { elapsed: 0, collisions, virial }
  }
}
