import { KernelMemory, kernels } from '../run/webassembly.js'
import { type Bodies, checkBodies, type Energies, type MovingBodies, place } from './bodies.js'

/** Exports of `assembly/few-bodies.ts`. */
interface Kernel {
  bytes(bodies: number): number
  place(memory: number, bodies: number): void
  start(firstStep: number): void
  advance(duration: number): number
  readonly steps: { readonly value: number }
  readonly masses: { readonly value: number }
  readonly positions: { readonly value: number }
  readonly velocities: { readonly value: number }
}

/** Tried first, as a part of the shortest time in which two bodies fall together. */
const FIRST_STEP = 0.01

/**
 * Bodies under gravity, without softening, integrated with steps that adapt themselves: order 15, the error of energy
 * that of rounding, after IAS15 (Rein & Spiegel, Mon. Not. R. Astron. Soc. 446, 1424 (2015)). All pairs are summed: for a few.
 */
export class FewBodies implements MovingBodies {
  readonly masses: Float64Array
  readonly positions: readonly Float64Array[]
  readonly velocities: readonly Float64Array[]
  readonly #kernel: Kernel

  /**
   * @throws RangeError if there are fewer than two bodies, an array has the wrong length or a bad number, or two bodies
   * are at the same place
   */
  constructor(bodies: Bodies) {
    checkBodies(bodies)
    const count = bodies.masses.length
    const memory = new KernelMemory(0)
    this.#kernel = kernels<Kernel>('few-bodies', memory.memory)
    const held = memory.uint8(this.#kernel.bytes(count))
    this.#kernel.place(held.byteOffset, count)
    const view = (name: 'masses' | 'positions' | 'velocities', axis = 0) =>
      new Float64Array(memory.memory.buffer, this.#kernel[name].value + 8 * axis * count, count)
    this.masses = view('masses')
    this.positions = [0, 1, 2].map((axis) => view('positions', axis))
    this.velocities = [0, 1, 2].map((axis) => view('velocities', axis))
    place(bodies, this)
    this.restart()
  }

  restart(): void {
    this.#kernel.start(FIRST_STEP * this.#shortestFall())
  }

  /** Steps taken since the start. */
  get steps(): number {
    return this.#kernel.steps.value
  }

  /** @throws Error naming the step at which two bodies have collided */
  advance(duration: number): void {
    if (!this.#kernel.advance(duration))
      throw new Error(
        `two bodies collide at step ${this.steps + 1}: it became too short to go on; expected a start from which they pass each other`,
      )
  }

  get energies(): Energies {
    const { masses, velocities } = this
    let [kinetic, potential] = [0, 0]
    for (let i = 0; i < masses.length; i++) {
      kinetic += (masses[i] * velocities.reduce((sum, v) => sum + v[i] ** 2, 0)) / 2
      for (let j = 0; j < i; j++) potential -= (masses[i] * masses[j]) / this.distance(i, j)
    }
    return { kinetic, potential }
  }

  distance(i: number, j: number): number {
    return Math.hypot(...this.positions.map((x) => x[i] - x[j]))
  }

  /** √(r³/M) of the pair for which it is shortest. */
  #shortestFall(): number {
    let shortest = Number.POSITIVE_INFINITY
    for (let i = 0; i < this.masses.length; i++) {
      for (let j = 0; j < i; j++) {
        const apart = this.distance(i, j)
        if (apart === 0)
          throw new RangeError(`bodies ${j} and ${i} are at the same place; expected all at different ones`)
        shortest = Math.min(shortest, Math.sqrt(apart ** 3 / (this.masses[i] + this.masses[j])))
      }
    }
    return shortest
  }
}
