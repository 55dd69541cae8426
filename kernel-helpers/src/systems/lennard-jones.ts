import { Random } from '../run/random.js'
import { NeighbourList } from './neighbour-list.js'
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
/** Closest approach of the starting lattice, σ: closer, and the first steps would blow up. */
const CLOSEST_START = 0.9

const parameters = {
  particles: {
    symbol: 'N',
    unit: '',
    description: 'Number of particles',
    default: 1638,
    min: 64,
    max: 20_000,
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
  simulate: (values, seed) => new LennardJones(values, seed),
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

/** State of a run. Vectors are interleaved x0, y0, x1, y1, … in reduced units; masses are 1. */
export class LennardJones implements Simulation {
  readonly side: number
  /** Integration step in use, τ. */
  readonly step: number
  readonly positions: Float64Array
  readonly velocities: Float64Array
  readonly forces: Float64Array
  private readonly particles: number
  private readonly stepsPerFrame: number
  private readonly random: Random
  private readonly neighbours: NeighbourList
  private temperature: number
  private thermostatted = false
  private stepsDone = 0
  private kinetic: number

  /** @throws RangeError if the particles can't be placed without overlap or the box is smaller than the interaction. */
  constructor(values: Readonly<Record<string, number>>, seed: number) {
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
    this.positions = startingLattice(particles, width)
    this.velocities = maxwellian(particles, temperature, this.random)
    this.forces = new Float64Array(2 * particles)
    this.neighbours = new NeighbourList(particles, width, CUTOFF, SKIN)
    this.kinetic = this.velocities.reduce((sum, v) => sum + (v * v) / 2, 0)
    this.computeForces()
  }

  equilibrate(report: (fraction: number) => boolean): void {
    const steps = Math.ceil(EQUILIBRATION_TIME / this.step)
    for (let i = 0; i < steps; i++) {
      if (i % 100 === 0 && !report(i / steps)) return
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
    const { positions, side } = this
    for (let i = 0; i < positions.length; i++) {
      const wrapped = Math.fround(positions[i] - side * Math.floor(positions[i] / side))
      out[i] = wrapped < side ? wrapped : 0
    }
  }

  set(name: string, value: number): void {
    checkLiveChange(parameters, name, value)
    this.scaleVelocities(Math.sqrt(value / this.temperature))
    this.temperature = value
    this.thermostatted = true
  }

  /** Energies per particle (ε), temperature (ε/k) and pressure (ε/σ²). */
  measure(): Record<string, number> {
    const { kinetic, particles, freedoms, side } = this
    const { potential, virial } = this.computeForces(true)
    return {
      potentialEnergy: potential / particles,
      kineticEnergy: kinetic / particles,
      totalEnergy: (potential + kinetic) / particles,
      temperature: (2 * kinetic) / freedoms,
      pressure: (kinetic + virial / 2) / side ** 2,
    }
  }

  /** The total momentum is fixed at zero. */
  private get freedoms(): number {
    return 2 * this.particles - 2
  }

  /** One velocity Verlet step. */
  private integrate(): void {
    const { positions, velocities, forces, step } = this
    const halfStep = step / 2
    for (let i = 0; i < positions.length; i++) {
      velocities[i] += halfStep * forces[i]
      positions[i] += step * velocities[i]
    }
    this.computeForces()
    let squares = 0
    for (let i = 0; i < velocities.length; i++) {
      velocities[i] += halfStep * forces[i]
      squares += velocities[i] * velocities[i]
    }
    this.kinetic = squares / 2
    this.stepsDone++
    if (!Number.isFinite(squares)) {
      throw new Error(
        `lennard-jones stopped being finite at step ${this.stepsDone}; expected a timeStep smaller than ${step} τ`,
      )
    }
  }

  private applyThermostat(): void {
    const { kinetic, freedoms, temperature, random } = this
    const elapsed = this.step / THERMOSTAT_TIME
    this.scaleVelocities(rescalingFactor(kinetic, freedoms, temperature, elapsed, random))
  }

  private scaleVelocities(factor: number): void {
    const { velocities } = this
    for (let i = 0; i < velocities.length; i++) velocities[i] *= factor
    this.kinetic *= factor * factor
  }

  /** Fills `forces`; sums the potential energy and the virial only when asked. */
  private computeForces(withEnergies = false): { potential: number; virial: number } {
    const { positions, forces, neighbours, side, particles } = this
    neighbours.update(positions)
    const { order, first, partners } = neighbours
    const half = side / 2
    // Constants as locals: the optimising compiler reloads module variables for every pair.
    const [cutoff, cutoffEnergy, cutoffForce] = [CUTOFF, CUTOFF_ENERGY, CUTOFF_FORCE]
    const cutoffSquared = cutoff * cutoff
    let potential = 0
    let virial = 0
    forces.fill(0)
    for (let n = 0; n < particles; n++) {
      const i = 2 * order[n]
      const x = positions[i]
      const y = positions[i + 1]
      let forceX = 0
      let forceY = 0
      const end = first[n + 1]
      for (let k = first[n]; k < end; k++) {
        const j = 2 * partners[k]
        let dx = x - positions[j]
        let dy = y - positions[j + 1]
        if (dx > half) dx -= side
        else if (dx < -half) dx += side
        if (dy > half) dy -= side
        else if (dy < -half) dy += side
        const squared = dx * dx + dy * dy
        if (squared >= cutoffSquared) continue
        const inverse = 1 / Math.sqrt(squared)
        const inverse2 = inverse * inverse
        const inverse6 = inverse2 * inverse2 * inverse2
        const forceOverDistance = 24 * inverse6 * (2 * inverse6 - 1) * inverse2 - cutoffForce * inverse
        const pairX = forceOverDistance * dx
        const pairY = forceOverDistance * dy
        forceX += pairX
        forceY += pairY
        forces[j] -= pairX
        forces[j + 1] -= pairY
        if (withEnergies) {
          potential +=
            4 * inverse6 * (inverse6 - 1) - cutoffEnergy + (squared * inverse - cutoff) * cutoffForce
          virial += forceOverDistance * squared
        }
      }
      forces[i] += forceX
      forces[i + 1] += forceY
    }
    return { potential, virial }
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
