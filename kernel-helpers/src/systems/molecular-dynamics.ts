import { type Crew, Team } from '../run/team.js'
import { KernelMemory, kernels } from '../run/webassembly.js'

/** Energy 4 (r⁻¹² − r⁻⁶) − energyShift + (r − cutoff) forceShift for r < cutoff, else 0; reduced units. */
export interface PairPotential {
  readonly cutoff: number
  readonly energyShift: number
  /** What is subtracted from the force −dU/dr; 0 spares a square root. */
  readonly forceShift: number
}

export interface MolecularDynamicsOptions {
  /** Side of the periodic square box, σ: at least `2 * (cutoff + skin)`. */
  readonly side: number
  /** x0, y0, x1, y1, …, σ. */
  readonly positions: Float64Array
  /** In the same order, σ/τ. Masses are 1. */
  readonly velocities: Float64Array
  readonly potential: PairPotential
  /** How much further than the potential the lists of partners reach, σ. */
  readonly skin: number
  /** Time step, τ. */
  readonly step: number
  /** Threads that share the work; without it, the calling one does all. */
  readonly crew?: Crew | undefined
}

interface Kernels {
  create(
    fluid: number,
    particles: number,
    side: number,
    cells: number,
    cutoff: number,
    skin: number,
    energyShift: number,
    forceShift: number,
    threads: number,
  ): number
  setStep(fluid: number, step: number): void
  setScale(fluid: number, scale: number): void
  positions(fluid: number): number
  velocities(fluid: number): number
  forces(fluid: number): number
  identities(fluid: number): number
  rowStart(fluid: number, row: number): number
  firstRow(fluid: number, share: number, shares: number): number
  outdated(fluid: number): number
  full(fluid: number): number
  drift(fluid: number, from: number, to: number): void
  kick(fluid: number, from: number, to: number): void
  count(fluid: number, from: number, to: number, thread: number): void
  place(fluid: number, threads: number): void
  sort(fluid: number, from: number, to: number, thread: number): void
  settle(fluid: number, from: number, to: number): void
  listPartners(fluid: number, from: number, to: number, thread: number): void
  energies(fluid: number, from: number, to: number): void
  kineticEnergy(fluid: number): number
  potentialEnergy(fluid: number): number
  virial(fluid: number): number
}

/** Address of the fluid: the whole memory is its own. */
const FLUID = KernelMemory.start

/**
 * Newton's equations for particles in a periodic square box that interact in pairs, integrated by velocity Verlet. The
 * trajectory is the same, bit for bit, for any number of threads.
 */
export class MolecularDynamics {
  readonly #particles: number
  readonly #side: number
  readonly #memory: WebAssembly.Memory
  readonly #team: Team
  readonly #kernels: Kernels
  #scale = 1

  /** @throws RangeError if the box is too small for the potential, or there isn't enough memory */
  constructor({ side, positions, velocities, potential, skin, step, crew }: MolecularDynamicsOptions) {
    const { cutoff, energyShift, forceShift } = potential
    const reach = cutoff + skin
    if (!(side >= 2 * reach)) throw new RangeError(`side is ${side}; expected at least ${2 * reach} σ`)
    this.#particles = positions.length / 2
    this.#side = side
    this.#team = crew?.team ?? new Team()
    this.#memory = crew?.memory ?? new KernelMemory(0).memory
    this.#kernels = kernels<Kernels>('lennard-jones', this.#memory)
    // Two cells within the reach, yet no more cells than particles.
    const cells = Math.max(4, Math.min(Math.floor((2 * side) / reach), Math.ceil(Math.sqrt(this.#particles))))
    const threads = crew?.threads ?? 1
    const { create } = this.#kernels
    if (!create(FLUID, this.#particles, side, cells, cutoff, skin, energyShift, forceShift, threads))
      throw this.#outOfMemory()
    this.#floats('positions').set(positions)
    this.#floats('velocities').set(velocities)
    // All alone, and with a step of zero: forces and energies of the start.
    renewLists(this.#kernels, new Team(), 0, ...this.#rows())
    this.#kernels.kick(FLUID, ...this.#rows())
    this.#kernels.setStep(FLUID, step)
  }

  /**
   * Advances by a time step.
   * @throws RangeError if there isn't enough memory for the lists of partners
   */
  advance(): void {
    this.#kernels.setScale(FLUID, this.#scale)
    this.#scale = 1
    this.#team.lead(() => takePart(this.#kernels, this.#team, 0))
    if (this.#kernels.full(FLUID)) throw this.#outOfMemory()
  }

  /** Threads that can share the work. */
  get threads(): number {
    return this.#team.members
  }

  /** Multiplies all velocities. */
  scaleVelocities(factor: number): void {
    this.#scale *= factor
  }

  /** ε; not a number once the state isn't finite. */
  get kineticEnergy(): number {
    return this.#kernels.kineticEnergy(FLUID) * this.#scale ** 2
  }

  /** Potential energy, ε, and virial Σ r·F over all pairs, ε. */
  interactions(): { potential: number; virial: number } {
    this.#kernels.energies(FLUID, ...this.#rows())
    return { potential: this.#kernels.potentialEnergy(FLUID), virial: this.#kernels.virial(FLUID) }
  }

  /** A copy: x0, y0, x1, y1, …, possibly outside the box by less than the reach of the lists. */
  get positions(): Float64Array {
    return this.#gather('positions', new Float64Array(2 * this.#particles))
  }

  /** A copy, as `positions`. */
  get velocities(): Float64Array {
    return this.#gather('velocities', new Float64Array(2 * this.#particles)).map((v) => v * this.#scale)
  }

  /** A copy, as `positions`. */
  get forces(): Float64Array {
    return this.#gather('forces', new Float64Array(2 * this.#particles))
  }

  /** Positions within the box, in single precision. */
  observe(out: Float32Array): void {
    const side = this.#side
    this.#gather('positions', out, (x) => {
      const wrapped = Math.fround(x - side * Math.floor(x / side))
      return wrapped < side ? wrapped : 0
    })
  }

  /** Ends the helpers' part. */
  close(): void {
    this.#team.disband()
  }

  #rows(): [from: number, to: number] {
    return [this.#kernels.firstRow(FLUID, 0, 1), this.#kernels.firstRow(FLUID, 1, 1)]
  }

  #floats(name: 'positions' | 'velocities' | 'forces'): Float64Array {
    return new Float64Array(this.#memory.buffer, this.#kernels[name](FLUID))
  }

  #gather<Numbers extends Float32Array | Float64Array>(
    name: 'positions' | 'velocities' | 'forces',
    out: Numbers,
    map: (x: number) => number = (x) => x,
  ): Numbers {
    const values = this.#floats(name)
    const identities = new Int32Array(this.#memory.buffer, this.#kernels.identities(FLUID))
    const [from, to] = this.#rows().map((row) => this.#kernels.rowStart(FLUID, row))
    for (let slot = from; slot < to; slot++) {
      const particle = identities[slot]
      if (particle < 0) continue
      out[2 * particle] = map(values[2 * slot])
      out[2 * particle + 1] = map(values[2 * slot + 1])
    }
    return out
  }

  #outOfMemory(): RangeError {
    const used = this.#memory.buffer.byteLength / 2 ** 30
    return new RangeError(
      `particles is ${this.#particles}: there is no memory for more than ${used.toFixed(1)} GiB of them and their partners`,
    )
  }
}

/** Takes part in the simulation that leads the team, until it ends. */
export function assistMolecularDynamics({ team, memory }: Crew): void {
  const functions = kernels<Kernels>('lennard-jones', memory)
  const member = team.join()
  while (team.next(member)) takePart(functions, team, member)
}

/** A time step of one member's share of the rows of cells. */
function takePart(functions: Kernels, team: Team, member: number): void {
  const from = functions.firstRow(FLUID, member, team.size)
  const to = functions.firstRow(FLUID, member + 1, team.size)
  functions.drift(FLUID, from, to)
  team.barrier()
  if (functions.outdated(FLUID)) renewLists(functions, team, member, from, to)
  functions.kick(FLUID, from, to)
  team.barrier()
}

function renewLists(functions: Kernels, team: Team, member: number, from: number, to: number): void {
  const [first, end] = [functions.rowStart(FLUID, from), functions.rowStart(FLUID, to)]
  functions.count(FLUID, first, end, member)
  team.barrier()
  if (member === 0) functions.place(FLUID, team.size)
  team.barrier()
  functions.sort(FLUID, first, end, member)
  team.barrier()
  functions.settle(FLUID, from, to)
  team.barrier()
  functions.listPartners(FLUID, from, to, member)
}
