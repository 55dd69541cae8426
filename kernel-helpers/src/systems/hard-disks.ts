import { Random } from '../run/random.js'
import { HardSpheres } from './hard-spheres.js'
import { checkLiveChange } from './parameters.js'
import type { Observable, Parameter, Simulation, System } from './system.js'
import { maxwellian } from './thermostat.js'

/** Distance travelled between frames at the characteristic speed, σ. */
const FRAME_TRAVEL = 0.0625
/** Collisions of each particle after which nothing is left of the starting lattice. */
const EQUILIBRATION_COLLISIONS = 200
const REPORTS = 100

const parameters = {
  particles: {
    symbol: 'N',
    unit: '',
    description: 'Number of disks',
    default: 1638,
    min: 64,
    max: 100_000,
    integer: true,
    scale: 'log',
  },
  density: {
    symbol: 'ρ*',
    unit: 'σ⁻²',
    description:
      'Disks per area; sets the side of the square box, √(N/ρ). They cover πρ*/4 of it, and freeze near 0.89',
    default: 0.4,
    min: 0.01,
    max: 0.75,
  },
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
} satisfies Record<string, Parameter>

/** Hard disks of diameter σ and mass 1, event-driven: no forces, no time step, constant energy. τ = σ√(m/ε). */
export const hardDisks: System = {
  name: 'hard-disks',
  title: 'Hard disks',
  description: 'Disks that move straight until they collide: a fluid of nothing but excluded area',
  reference:
    'Alder & Wainwright, J. Chem. Phys. 31, 459 (1959); ' +
    'events: Rapaport, J. Comput. Phys. 34, 184 (1980), Lubachevsky, J. Comput. Phys. 94, 255 (1991)',
  parameters,
  defaults: { cellSizes: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8], frames: 18_000 },
  observable,
  simulate: (values, seed) => new HardDisks(values, seed),
}

function observable({ particles, density, temperature }: Readonly<Record<string, number>>): Observable {
  const side = Math.sqrt(particles / density)
  const speed = Math.sqrt(2 * temperature)
  return {
    kind: 'particles',
    size: 2 * particles,
    width: side,
    height: side,
    boundary: 'periodic',
    lengthUnit: 'σ',
    timeUnit: 'τ',
    frameInterval: FRAME_TRAVEL / speed,
    speed,
    renderWidth: 0.3,
  }
}

class HardDisks implements Simulation {
  readonly #disks: HardSpheres
  readonly #particles: number
  readonly #side: number
  readonly #frameInterval: number
  #temperature: number
  /** What is averaged since the last change of the state: time, and the collisions and virial at its start. */
  #since = { elapsed: 0, collisions: 0, virial: 0 }

  constructor(values: Readonly<Record<string, number>>, seed: number) {
    const { particles, temperature } = values
    const { width, frameInterval } = observable(values)
    const velocities = maxwellian(particles, temperature, new Random(seed))
    const squares = velocities.reduce((sum, v) => sum + v * v, 0)
    const factor = Math.sqrt((2 * (particles - 1) * temperature) / squares)
    this.#particles = particles
    this.#side = width
    this.#frameInterval = frameInterval
    this.#temperature = temperature
    this.#disks = new HardSpheres({
      box: [width, width],
      positions: squareLattice(particles, width),
      velocities: velocities.map((v) => v * factor),
      radii: new Float64Array(particles).fill(0.5),
      masses: new Float64Array(particles).fill(1),
    })
  }

  equilibrate(report: (fraction: number) => boolean): void {
    const collisions = Math.ceil((EQUILIBRATION_COLLISIONS * this.#particles) / 2 / REPORTS)
    for (let i = 0; i < REPORTS; i++) {
      if (!report(i / REPORTS)) break
      this.#disks.advance(Number.POSITIVE_INFINITY, collisions)
    }
    this.#restartAverages()
    report(1)
  }

  advance(): void {
    this.#since.elapsed += this.#disks.advance(this.#frameInterval)
  }

  observe(out: Float32Array): void {
    const { positions } = this.#disks
    for (let i = 0; i < positions.length; i++) {
      const x = Math.fround(positions[i])
      out[i] = x < this.#side ? x : 0
    }
  }

  set(name: string, value: number): void {
    checkLiveChange(parameters, name, value)
    this.#disks.accelerate(Math.sqrt(value / this.#temperature))
    this.#temperature = value
    this.#restartAverages()
  }

  /**
   * Temperature (ε/k), and averages since equilibration or the last change of temperature: pressure (ε/σ²) and
   * collisions of a particle per τ; NaN as long as no time has passed.
   */
  measure(): Record<string, number> {
    const kinetic = this.#disks.velocities.reduce((sum, v) => sum + (v * v) / 2, 0)
    const { elapsed, collisions, virial } = this.#since
    const force = (this.#disks.virial - virial) / elapsed
    return {
      temperature: kinetic / (this.#particles - 1),
      pressure: (kinetic + force / 2) / this.#side ** 2,
      collisionRate: (2 * (this.#disks.collisions - collisions)) / this.#particles / elapsed,
    }
  }

  #restartAverages(): void {
    const { collisions, virial } = this.#disks
    this.#since = { elapsed: 0, collisions, virial }
  }
}

/** From 64 particles on and up to a density of 0.75 σ⁻² the sites are more than σ apart. */
function squareLattice(particles: number, side: number): Float64Array {
  const columns = Math.ceil(Math.sqrt(particles))
  const rows = Math.ceil(particles / columns)
  return Float64Array.from({ length: 2 * particles }, (_, k) => {
    const i = k >> 1
    return k % 2 ? (Math.floor(i / columns) / rows) * side : ((i % columns) / columns) * side
  })
}
