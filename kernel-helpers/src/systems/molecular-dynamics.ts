import { type Crew, Team } from '../run/team.js'
import { KernelMemory, kernels } from '../run/webassembly.js'
import type { PairPotential } from './pair-potential.js'

export interface MolecularDynamicsOptions {
  /** 2, the default, or 3. */
  readonly dimensions?: 2 | 3
  /** Side of the periodic square or cubic box, σ: at least `2 * (cutoff + skin)`. */
  readonly side: number
  /** Interleaved: x0, y0, (z0,) x1, y1, …, σ. */
  readonly positions: Float64Array
  /** In the same order, σ/τ. Masses are 1. */
  readonly velocities: Float64Array
  /** Of particles that are all alike, or `[i][j]` of species i with species j; the same exponent for all. */
  readonly potential: PairPotential | readonly (readonly PairPotential[])[]
  /** How many particles are of each species, in the order of the positions; without it, there is one. */
  readonly species?: readonly number[]
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
    reach: number,
    slack: number,
    species: number,
    exponent: number,
    threads: number,
  ): number
  setSpecies(fluid: number, species: number, first: number, end: number): void
  setPair(
    fluid: number,
    one: number,
    other: number,
    cutoff: number,
    repulsion: number,
    attraction: number,
    energyShift: number,
    forceShift: number,
  ): void
  setStep(fluid: number, step: number): void
  setScale(fluid: number, scale: number): void
  dimensions(fluid: number): number
  positions(fluid: number): number
  velocities(fluid: number): number
  forces(fluid: number): number
  identities(fluid: number): number
  layerStart(fluid: number, layer: number): number
  firstLayer(fluid: number, share: number, shares: number): number
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

const kernelsIn = (dimensions: number, memory: WebAssembly.Memory) =>
  kernels<Kernels>(`molecular-dynamics-${dimensions}d`, memory)

/** Address of the fluid: the whole memory is its own. */
const FLUID = KernelMemory.start

/**
 * Newton's equations for particles in a periodic square or cubic box that interact in pairs, integrated by velocity
 * Verlet. The trajectory is the same, bit for bit, for any number of threads.
 */
export class MolecularDynamics {
  readonly #dimensions: number
  readonly #particles: number
  readonly #side: number
  readonly #memory: WebAssembly.Memory
  readonly #team: Team
  readonly #kernels: Kernels
  readonly #step: number
  #scale = 1

  /**
   * @throws RangeError if the box is too small for the potential, a position or velocity isn't finite, the species don't
   *   fit the particles or the potentials, or there isn't enough memory
   */
  constructor(options: MolecularDynamicsOptions) {
    const { dimensions = 2, side, positions, velocities, skin, step, crew } = options
    const particles = positions.length / dimensions
    const species = options.species ?? [particles]
    const pairs = pairTable(options.potential, species.length)
    if (species.reduce((sum, count) => sum + count) !== particles)
      throw new RangeError(`species are ${species.join(' + ')} particles; expected ${particles} in all`)
    for (const [name, values] of Object.entries({ positions, velocities })) {
      if (values.length !== dimensions * particles || !Number.isInteger(particles))
        throw new RangeError(`${name} has ${values.length} numbers; expected ${dimensions} × particles`)
      const bad = values.findIndex((value) => !Number.isFinite(value))
      if (bad >= 0) throw new RangeError(`${name}[${bad}] is ${values[bad]}; expected a finite number`)
    }
    const reach = Math.max(...pairs.flat().map(({ cutoff }) => cutoff)) + skin
    if (!(side >= 2 * reach)) throw new RangeError(`side is ${side}; expected at least ${2 * reach} σ`)
    this.#dimensions = dimensions
    this.#particles = particles
    this.#side = side
    this.#step = step
    this.#team = crew?.team ?? new Team()
    this.#memory = crew?.memory ?? new KernelMemory(0).memory
    this.#kernels = kernelsIn(dimensions, this.#memory)
    // Two cells within the reach, yet no more cells than particles.
    const mostCells = Math.ceil(particles ** (1 / dimensions))
    const cells = Math.max(4, Math.min(Math.floor((2 * side) / reach), mostCells))
    const threads = crew?.threads ?? 1
    const { create, setPair, setSpecies } = this.#kernels
    const { exponent } = pairs[0][0]
    if (!create(FLUID, particles, side, cells, reach, skin / 2, species.length, exponent, threads))
      throw this.#outOfMemory()
    let first = 0
    for (const [i, count] of species.entries()) {
      setSpecies(FLUID, i, first, first + count)
      first += count
      for (const [j, { cutoff, repulsion, attraction, energyShift, forceShift }] of pairs[i].entries())
        setPair(FLUID, i, j, cutoff, repulsion, attraction, energyShift, forceShift)
    }
    this.#scatter('positions', positions)
    this.#scatter('velocities', velocities)
    this.#startAfresh()
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

  /** Memory in use. */
  get bytes(): number {
    return this.#memory.buffer.byteLength
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
    this.#kernels.energies(FLUID, ...this.#layers())
    return { potential: this.#kernels.potentialEnergy(FLUID), virial: this.#kernels.virial(FLUID) }
  }

  /** Adds to every coordinate of every particle, in the order of the particles. */
  displace(by: () => number): void {
    const { positions } = this
    const shifted = positions.map((x) => x + by())
    const dimensions = this.#dimensions
    this.#visit('positions', (particle, vector, values) => {
      for (let axis = 0; axis < dimensions; axis++)
        values[vector + axis] = shifted[dimensions * particle + axis]
    })
    this.#startAfresh()
  }

  /** A copy: x0, y0, (z0,) x1, y1, …, possibly outside the box by less than the reach of the lists. */
  get positions(): Float64Array {
    return this.#gather('positions')
  }

  /** A copy, as `positions`. */
  get velocities(): Float64Array {
    return this.#gather('velocities').map((v) => v * this.#scale)
  }

  /** A copy, as `positions`. */
  get forces(): Float64Array {
    return this.#gather('forces')
  }

  /**
   * One coordinate of the position or velocity of every particle, as it is; where it is a position, possibly outside the
   * box by less than the reach of the lists.
   */
  read(name: 'positions' | 'velocities', axis: number, put: (particle: number, value: number) => void): void {
    const scale = name === 'velocities' ? this.#scale : 1
    this.#visit(name, (particle, vector, values) => put(particle, values[vector + axis] * scale))
  }

  /** x and y within the box, in single precision: in three dimensions, the view along z. */
  observe(out: Float32Array): void {
    const side = this.#side
    const inBox = (x: number) => {
      const wrapped = Math.fround(x - side * Math.floor(x / side))
      return wrapped < side ? wrapped : 0
    }
    this.#visit('positions', (particle, vector, values) => {
      out[2 * particle] = inBox(values[vector])
      out[2 * particle + 1] = inBox(values[vector + 1])
    })
  }

  /** Ends the helpers' part. */
  close(): void {
    this.#team.disband()
  }

  /** Lists and forces of positions that have been written: all alone, and by a kick that lasts no time. */
  #startAfresh(): void {
    const { kick, setStep } = this.#kernels
    renewLists(this.#kernels, new Team(), 0, ...this.#layers())
    setStep(FLUID, 0)
    kick(FLUID, ...this.#layers())
    setStep(FLUID, this.#step)
  }

  #layers(): [from: number, to: number] {
    return [this.#kernels.firstLayer(FLUID, 0, 1), this.#kernels.firstLayer(FLUID, 1, 1)]
  }

  #floats(name: 'positions' | 'velocities' | 'forces'): Float64Array {
    return new Float64Array(this.#memory.buffer, this.#kernels[name](FLUID))
  }

  /** Numbers from one vector to the next: in three dimensions one more than is needed. */
  get #stride(): number {
    return this.#dimensions === 2 ? 2 : 4
  }

  #scatter(name: 'positions' | 'velocities', values: Float64Array): void {
    const floats = this.#floats(name)
    const dimensions = this.#dimensions
    for (let i = 0; i < values.length; i++)
      floats[this.#stride * Math.floor(i / dimensions) + (i % dimensions)] = values[i]
  }

  #gather(name: 'positions' | 'velocities' | 'forces'): Float64Array {
    const dimensions = this.#dimensions
    const out = new Float64Array(dimensions * this.#particles)
    this.#visit(name, (particle, vector, values) => {
      for (let axis = 0; axis < dimensions; axis++) out[dimensions * particle + axis] = values[vector + axis]
    })
    return out
  }

  /** @param visit takes the number of a particle and where in `values` its vector begins */
  #visit(
    name: 'positions' | 'velocities' | 'forces',
    visit: (particle: number, vector: number, values: Float64Array) => void,
  ): void {
    const values = this.#floats(name)
    const identities = new Int32Array(this.#memory.buffer, this.#kernels.identities(FLUID))
    const [from, to] = this.#layers().map((layer) => this.#kernels.layerStart(FLUID, layer))
    for (let slot = from; slot < to; slot++)
      if (identities[slot] >= 0) visit(identities[slot], this.#stride * slot, values)
  }

  #outOfMemory(): RangeError {
    const used = this.bytes / 2 ** 30
    return new RangeError(
      `particles is ${this.#particles}: there is no memory for more than ${used.toFixed(1)} GiB of them and their partners`,
    )
  }
}

/** The potentials `[i][j]` of any two of so many species. */
function pairTable(
  potential: PairPotential | readonly (readonly PairPotential[])[],
  species: number,
): readonly (readonly PairPotential[])[] {
  const pairs = 'cutoff' in potential ? [[potential]] : potential
  if (pairs.length !== species || pairs.some((row) => row.length !== species))
    throw new RangeError(
      `potential has rows of ${pairs.map((row) => row.length)}; expected ${species} × ${species}`,
    )
  const exponents = new Set(pairs.flat().map(({ exponent }) => exponent))
  if (exponents.size > 1)
    throw new RangeError(`exponent is ${[...exponents].join(' and ')}; expected the same for all pairs`)
  for (const { exponent, attraction } of pairs.flat()) {
    if (!Number.isInteger(exponent) || exponent < 2)
      throw new RangeError(`exponent is ${exponent}; expected an integer from 2 on`)
    if (attraction !== 0 && exponent !== 12)
      throw new RangeError(`exponent is ${exponent}; expected 12 where there is an attraction`)
  }
  return pairs
}

/** Takes part in the simulation that leads the team, until it ends. */
export function assistMolecularDynamics({ team, memory }: Crew): void {
  const member = team.join()
  let functions: Kernels | undefined
  while (team.next(member)) {
    // Only now is it certain that the leader has laid out the memory.
    functions ??= kernelsIn(kernelsIn(2, memory).dimensions(FLUID), memory)
    takePart(functions, team, member)
  }
}

/** A time step of one member's share of the layers of cells. */
function takePart(functions: Kernels, team: Team, member: number): void {
  const from = functions.firstLayer(FLUID, member, team.size)
  const to = functions.firstLayer(FLUID, member + 1, team.size)
  functions.drift(FLUID, from, to)
  team.barrier()
  if (functions.outdated(FLUID)) renewLists(functions, team, member, from, to)
  functions.kick(FLUID, from, to)
  team.barrier()
}

function renewLists(functions: Kernels, team: Team, member: number, from: number, to: number): void {
  const [first, end] = [functions.layerStart(FLUID, from), functions.layerStart(FLUID, to)]
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
