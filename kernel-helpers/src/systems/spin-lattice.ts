import { Random } from '../run/random.js'
import { KernelMemory, kernels } from '../run/webassembly.js'

/** Exports of `assembly/ising.ts`. */
interface Kernel {
  arrange(
    dimensions: number,
    columns: number,
    rows: number,
    layers: number,
    spins: number,
    members: number,
    streams: number,
  ): void
  flip(updates: number, odds: number): void
  exchange(updates: number, odds: number): void
  flipClusters(count: number, limit: number, bond: number, ground: number, favoured: number): number
  readonly visited: { readonly value: number }
  up(): number
  unlike(): number
}

/** Odds in the kernel: a probability of 1. */
const CERTAIN = 2 ** 32

export type FlipRule = 'metropolis' | 'glauber'

export interface SpinLatticeShape {
  readonly dimensions: 1 | 2 | 3
  /** Side of the layers, up to 1024. With one dimension, as many chains of as many spins. */
  readonly size: number
  /** Layers: 1 unless there are three dimensions, up to 1024. */
  readonly depth: number
  /** −1 … 1: at the start, as closely as the number of spins allows, at random places. */
  readonly magnetisation: number
}

/**
 * Ising spins on a periodic lattice, in units of the coupling J: E = −Σ sᵢsⱼ over neighbours − h Σ sᵢ. Moves are drawn
 * at random, one after the other. Deterministic for a seed.
 */
export class SpinLattice {
  /** 1 for up, 0 for down: layers of rows. */
  readonly spins: Uint8Array
  readonly #kernel: Kernel
  readonly #odds: Float64Array
  readonly #dimensions: number

  constructor({ dimensions, size, depth, magnetisation }: SpinLatticeShape, seed: number) {
    const memory = new KernelMemory(0)
    const random = new Random(seed)
    const streams = memory.int32(16)
    for (let i = 0; i < streams.length; i++) streams[i] = random.integer(CERTAIN)
    this.#kernel = kernels<Kernel>('ising', memory.memory)
    this.#odds = memory.float64(16)
    this.#dimensions = dimensions
    this.spins = memory.uint8(size * size * depth)
    this.spins.fill(1, 0, Math.round((this.spins.length * (1 + magnetisation)) / 2))
    random.shuffle(this.spins)
    const members = memory.int32(this.spins.length)
    this.#kernel.arrange(
      dimensions,
      ...([size, size, depth] as const),
      ...([this.spins.byteOffset, members.byteOffset, streams.byteOffset] as const),
    )
  }

  /** Mean spin. */
  get magnetisation(): number {
    return (2 * this.#kernel.up()) / this.spins.length - 1
  }

  /** Of a spin and without a field. */
  get energy(): number {
    return (2 * this.#kernel.unlike()) / this.spins.length - this.#dimensions
  }

  /**
   * Offers a flip to each spin, on average.
   * @param rule with x = ΔE/T: Metropolis et al., J. Chem. Phys. 21, 1087 (1953), min(1, exp(−x)); Glauber,
   * J. Math. Phys. 4, 294 (1963), 1/(1 + exp(x)), which is the heat bath
   */
  flip(rule: FlipRule, temperature: number, field: number): void {
    for (const [index, spin] of [-1, 1].entries()) {
      for (let up = 0; up <= 2 * this.#dimensions; up++) {
        const x = (2 * spin * (2 * up - 2 * this.#dimensions + field)) / temperature
        this.#odds[8 * index + up] =
          CERTAIN * (rule === 'metropolis' ? Math.min(1, Math.exp(-x)) : 1 / (1 + Math.exp(x)))
      }
    }
    this.#kernel.flip(this.spins.length, this.#odds.byteOffset)
  }

  /**
   * Offers an exchange to as many pairs of neighbours as there are spins, by the rule of the heat bath: Kawasaki,
   * Phys. Rev. 145, 224 (1966). The magnetisation stays, so that a field changes nothing.
   */
  exchange(temperature: number): void {
    const most = 2 * this.#dimensions - 1
    for (let lost = -most; lost <= most; lost++) {
      this.#odds[5 + lost] = CERTAIN / (1 + Math.exp((4 * lost) / temperature))
    }
    this.#kernel.exchange(this.spins.length, this.#odds.byteOffset)
  }

  /**
   * Flips clusters, except those bound to the field.
   * @param count stops after so many, or
   * @param limit when there are so many spins in them
   * @returns the number of clusters, and of the spins in them
   */
  flipClusters(
    count: number,
    limit: number,
    temperature: number,
    field: number,
  ): { clusters: number; spins: number } {
    const odds = (energy: number) => -CERTAIN * Math.expm1((-2 * energy) / temperature)
    const clusters = this.#kernel.flipClusters(
      ...([count, limit] as const),
      ...([odds(1), odds(Math.abs(field)), field > 0 ? 1 : 0] as const),
    )
    return { clusters, spins: this.#kernel.visited.value }
  }
}
