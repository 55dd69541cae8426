import type { Random } from './random.js'
import { type KernelMemory, kernels } from './webassembly.js'

/** Exports of `assembly/normals.ts`. */
interface Kernel {
  tableBytes(): number
  prepare(table: number, ...seed: [number, number, number, number]): void
  add(values: number, count: number, deviation: number): void
}

/** Normal numbers by the million, for arrays in a kernel's memory. A stream of its own, seeded from `random`. */
export class Normals {
  readonly #kernel: Kernel

  constructor(memory: KernelMemory, random: Random) {
    this.#kernel = kernels<Kernel>('normals', memory.memory)
    const word = () => random.integer(2 ** 32)
    // All zeros is the one state that the generator never leaves.
    this.#kernel.prepare(
      memory.uint8(this.#kernel.tableBytes()).byteOffset,
      word() || 1,
      word(),
      word(),
      word(),
    )
  }

  /** Adds to each value a normal number of this standard deviation. @param values in the kernel's memory */
  add(values: Float64Array, deviation: number): void {
    this.#kernel.add(values.byteOffset, values.length, deviation)
  }
}
