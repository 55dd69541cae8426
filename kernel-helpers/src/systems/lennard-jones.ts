import { Random } from '../run/random.js'
import type { Crew } from '../run/team.js'
import { assistMolecularDynamics, MolecularDynamics } from './molecular-dynamics.js'
import { checkLiveChange } from './parameters.js'
import type { Observable, Parameter, Simulation, System } from './system.js'
import { maxwellian, rescalingFactor } from './thermostat.js'

/** Range of the interaction, σ. */
const CUTOFF = 2.5
/** How much further the neighbour list reaches, σ. */
const SKIN = 0.5
/** U and F = −dU/dr of the full potential at the cutoff. */
const CUTOFF_ENERGY = 4 * (CUTOFF ** -12 - CUTOFF ** -6)
const CUTOFF_FORCE = 24 * (2 * CUTOFF ** -13 - CUTOFF ** -7)
/** Distance travelled between frames at the characteristic speed, σ. */
const FRAME_TRAVEL = 0.0625
/** At T* = 0.45, ρ* = 0.4 the energy and the clustering are stationary after 100 τ. */
const EQUILIBRATION_TIME = 200
/** Relaxation time of the thermostat, τ. */
const THERMOSTAT_TIME = 0.5
/** Two threads on free cores are 1.4 times as fast as one at 1000 particles, 1.75 times at 16 000. */
const PARTICLES_PER_THREAD = 500
/** Particles times steps between two reports of the equilibration: some ten milliseconds. */
const PARTICLE_STEPS_PER_REPORT = 1_000_000
/** Closest approach of the starting lattice, σ: closer, and the first steps would blow up. */
const CLOSEST_START = 0.9

const parameters = {
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
    unit: 'σ⁻²',
    description: 'Particles per area; sets the side of the square box, √(N/ρ)',
    default: 0.4,
    min: 0.01,
    max: 0.95,
  },
  temperature: {
    symbol: 'T*',
    unit: 'ε/k',
    description: 'Temperature at equilibration; changed while running, the thermostat comes on and stays on',
    default: 0.45,
    min: 0.1,
    max: 5,
    live: true,
  },
  timeStep: {
    symbol: 'δt',
    unit: 'τ',
    description:
      'Upper bound of the integration step; the step is the longest that divides the frame interval',
    default: 0.01,
    min: 0.0005,
    max: 0.02,
    scale: 'log',
  },
} satisfies Record<string, Parameter>

/**
 * Two-dimensional Lennard-Jones fluid in reduced units, with the potential truncated at 2.5 σ and shifted
 * so that the force also vanishes there (shifted force). Constant energy after an equilibration of 200 τ under a
 * thermostat.
 */
export const lennardJones: System = {
  name: 'lennard-jones',
  title: 'Lennard-Jones fluid',
  description: 'Particles that attract at a distance and repel on contact: gas, liquid droplets or crystal',
  reference:
    'Verlet, Phys. Rev. 159, 98 (1967); shifted force: Toxvaerd & Dyre, J. Chem. Phys. 134, 081102 (2011); ' +
    'thermostat: Bussi, Donadio & Parrinello, J. Chem. Phys. 126, 014101 (2007)',
  parameters,
  defaults: { cellSizes: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8], frames: 18_000 },
  observable,
  simulate: (values, seed, crew) => new LennardJones(values, seed, crew),
  helpers: {
    threads: ({ particles }) => Math.max(1, Math.floor(particles / PARTICLES_PER_THREAD)),
    assist: assistMolecularDynamics,
  },
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

/** A run, in reduced units; masses are 1. */
export class LennardJones implements Simulation {
  readonly side: number
  /** Integration step in use, τ. */
  readonly step: number
  readonly dynamics: MolecularDynamics
  private readonly particles: number
  private readonly stepsPerFrame: number
  private readonly random: Random
  private temperature: number
  private thermostatted = false
  private stepsDone = 0

  /**
   * @throws RangeError if the particles can't be placed without overlap, the box is smaller than the interaction or there
   *   isn't enough memory
   */
  constructor(values: Readonly<Record<string, number>>, seed: number, crew?: Crew) {
    const { particles, density, temperature, timeStep } = values
    const { width, frameInterval } = observable(values)
    const smallest = 2 * (CUTOFF + SKIN)
    if (width < smallest) {
      throw new RangeError(
        `particles is ${particles} at density ${density}: a box of ${width.toFixed(2)} σ; ` +
          `expected at least ${smallest} σ, twice the range of the forces`,
      )
    }
    this.particles = particles
    this.side = width
    this.temperature = temperature
    this.stepsPerFrame = Math.ceil(frameInterval / timeStep)
    this.step = frameInterval / this.stepsPerFrame
    this.random = new Random(seed)
    this.dynamics = new MolecularDynamics({
      side: width,
      positions: startingLattice(particles, width),
      velocities: maxwellian(particles, temperature, this.random),
      potential: { cutoff: CUTOFF, energyShift: CUTOFF_ENERGY, forceShift: CUTOFF_FORCE },
      skin: SKIN,
      step: this.step,
      crew,
    })
  }

  equilibrate(report: (fraction: number) => boolean): void {
    const steps = Math.ceil(EQUILIBRATION_TIME / this.step)
    const stepsPerReport = Math.min(100, Math.ceil(PARTICLE_STEPS_PER_REPORT / this.particles))
    for (let i = 0; i < steps; i++) {
      if (i % stepsPerReport === 0 && !report(i / steps)) return
      this.integrate()
      this.applyThermostat()
    }
    report(1)
  }

  advance(): void {
    for (let i = 0; i < this.stepsPerFrame; i++) {
      this.integrate()
      if (this.thermostatted) this.applyThermostat()
    }
  }

  observe(out: Float32Array): void {
    this.dynamics.observe(out)
  }

  set(name: string, value: number): void {
    checkLiveChange(parameters, name, value)
    this.dynamics.scaleVelocities(Math.sqrt(value / this.temperature))
    this.temperature = value
    this.thermostatted = true
  }

  /** Energies per particle (ε), temperature (ε/k) and pressure (ε/σ²). */
  measure(): Record<string, number> {
    const { dynamics, particles, freedoms, side } = this
    const { kineticEnergy } = dynamics
    const { potential, virial } = dynamics.interactions()
    return {
      potentialEnergy: potential / particles,
      kineticEnergy: kineticEnergy / particles,
      totalEnergy: (potential + kineticEnergy) / particles,
      temperature: (2 * kineticEnergy) / freedoms,
      pressure: (kineticEnergy + virial / 2) / side ** 2,
    }
  }

  close(): void {
    this.dynamics.close()
  }

  /** The total momentum is fixed at zero. */
  private get freedoms(): number {
    return 2 * this.particles - 2
  }

  private integrate(): void {
    this.dynamics.advance()
    this.stepsDone++
    if (!Number.isFinite(this.dynamics.kineticEnergy)) {
      throw new Error(
        `lennard-jones stopped being finite at step ${this.stepsDone}; expected a timeStep smaller than ${this.step} τ`,
      )
    }
  }

  private applyThermostat(): void {
    const { dynamics, freedoms, temperature, random } = this
    const elapsed = this.step / THERMOSTAT_TIME
    dynamics.scaleVelocities(rescalingFactor(dynamics.kineticEnergy, freedoms, temperature, elapsed, random))
  }
}

/**
 * Staggered rows in a periodic square box, with the number of rows that keeps neighbours furthest apart; the sites
 * left over stay empty.
 * @throws RangeError if neighbours would be closer than 0.9 σ.
 */
function startingLattice(particles: number, side: number): Float64Array {
  let [rows, columns, spacing] = [0, 0, 0]
  // An even number of rows, so that the stagger also fits across the boundary.
  for (let tried = 2; tried <= 2 * Math.sqrt(particles); tried += 2) {
    const perRow = Math.ceil(particles / tried)
    const [across, down] = [side / perRow, side / tried]
    const closest = Math.min(across, Math.hypot(across / 2, down), 2 * down)
    if (closest > spacing) [rows, columns, spacing] = [tried, perRow, closest]
  }
  if (spacing < CLOSEST_START) {
    throw new RangeError(
      `density is ${particles / side ** 2}: ${particles} particles would start ${spacing.toFixed(2)} σ apart; ` +
        `expected a density that leaves ${CLOSEST_START} σ`,
    )
  }
  const positions = new Float64Array(2 * particles)
  for (let i = 0; i < particles; i++) {
    const row = Math.floor(i / columns)
    positions[2 * i] = ((((i % columns) + 0.5 * (row % 2)) / columns) % 1) * side
    positions[2 * i + 1] = (row / rows) * side
  }
  return positions
}
