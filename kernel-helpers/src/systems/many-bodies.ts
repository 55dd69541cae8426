import { KernelMemory, kernels } from '../run/webassembly.js'
import { type Bodies, checkBodies, type Energies, type MovingBodies, place } from './bodies.js'

/** Exports of `assembly/many-bodies.ts`. */
interface Kernel extends Readonly<Record<ArrayName, { readonly value: number }>> {
  bytes(bodies: number): number
  place(memory: number, bodies: number): void
  soften(length: number): void
  accelerate(openingAngle: number): void
  advance(steps: number, step: number, openingAngle: number): void
}

const AXES = ['x', 'y', 'z'] as const
type ArrayName = 'mass' | 'potential' | (typeof AXES)[number] | `${'a' | 'v'}${(typeof AXES)[number]}`

export interface ManyBodiesOptions extends Bodies {
  /** ε of the potential −Gm/√(r² + ε²); above 0. */
  readonly softening: number
  /** θ, how large a cell may look that counts as a point; 0 for the sum over all pairs. */
  readonly openingAngle: number
}

/**
 * Bodies under softened gravity, G = 1, integrated by leapfrog with a fixed step. Accelerations come from a
 * Barnes–Hut tree, or from all pairs in double precision.
 */
export class ManyBodies implements MovingBodies {
  readonly masses: Float64Array
  /** Three arrays of coordinates each. */
  readonly positions: readonly Float64Array[]
  readonly velocities: readonly Float64Array[]
  readonly accelerations: readonly Float64Array[]
  readonly #potentials: Float64Array
  readonly #kernel: Kernel
  #openingAngle = 0

  /** @throws RangeError if an array has the wrong length or a bad number, or there isn't as much memory */
  constructor({ softening, openingAngle, ...bodies }: ManyBodiesOptions) {
    checkBodies(bodies)
    const count = bodies.masses.length
    const memory = new KernelMemory(0)
    this.#kernel = kernels<Kernel>('many-bodies', memory.memory)
    const held = memory.uint8(this.#kernel.bytes(count))
    this.#kernel.place(held.byteOffset, count)
    const view = (name: ArrayName) => new Float64Array(memory.memory.buffer, this.#kernel[name].value, count)
    this.masses = view('mass')
    this.positions = AXES.map(view)
    this.velocities = AXES.map((axis) => view(`v${axis}`))
    this.accelerations = AXES.map((axis) => view(`a${axis}`))
    this.#potentials = view('potential')
    place(bodies, this)
    this.#kernel.soften(checkedSoftening(softening))
    this.openingAngle = openingAngle
  }

  /** Changes the softening length. */
  soften(length: number): void {
    this.#kernel.soften(checkedSoftening(length))
    this.restart()
  }

  set openingAngle(angle: number) {
    if (!(angle >= 0 && angle <= 1))
      throw new RangeError(`openingAngle is ${angle}; expected a number from 0 to 1`)
    this.#openingAngle = angle
    this.restart()
  }

  restart(): void {
    this.#kernel.accelerate(this.#openingAngle)
  }

  advance(steps: number, step: number): void {
    this.#kernel.advance(steps, step, this.#openingAngle)
  }

  /** By the accelerations in use. */
  get energies(): Energies {
    const kinetic = this.#sum((i) => this.velocities.reduce((sum, v) => sum + v[i] ** 2, 0) / 2)
    return { kinetic, potential: this.#sum((i) => this.#potentials[i] / 2) }
  }

  /** Clausius's Σ r·F: −2 × the kinetic energy in equilibrium, and the potential energy but for the softening. */
  get virial(): number {
    return this.#sum((i) => this.positions.reduce((sum, x, k) => sum + x[i] * this.accelerations[k][i], 0))
  }

  #sum(perMass: (body: number) => number): number {
    let sum = 0
    for (let i = 0; i < this.masses.length; i++) sum += this.masses[i] * perMass(i)
    return sum
  }
}

function checkedSoftening(length: number): number {
  if (!(length > 0 && Number.isFinite(length)))
    throw new RangeError(`softening is ${length}; expected a length above 0`)
  return length
}
