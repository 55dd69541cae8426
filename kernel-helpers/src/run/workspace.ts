import { KernelMemory, kernels } from './webassembly.js'

const makers = {
  float64: (memory: KernelMemory, length: number) => memory.float64(length),
  float32: (memory: KernelMemory, length: number) => memory.float32(length),
  int32: (memory: KernelMemory, length: number) => memory.int32(length),
  uint8: (memory: KernelMemory, length: number) => memory.uint8(length),
}
type Kind = keyof typeof makers
type Arrays<Kinds> = { [Name in keyof Kinds]: ReturnType<(typeof makers)[Kinds[Name] & Kind]> }

/** How much longer than before an array becomes at least: places that are left behind stay few. */
const GROWTH = 1.5

/**
 * A thread's own copy of the kernels of `assembly/<name>.ts` and the arrays that they compute in, which are kept from
 * call to call.
 */
export class Workspace<Functions, Kinds extends Readonly<Record<string, Kind>>> {
  #memory: KernelMemory | undefined
  #kernel: Functions | undefined
  readonly #arrays: Partial<Arrays<Kinds>> = {}

  constructor(
    private readonly name: string,
    private readonly kinds: Kinds,
  ) {}

  get kernel(): Functions {
    this.#memory ??= new KernelMemory(0)
    this.#kernel ??= kernels<Functions>(this.name, this.#memory.memory)
    return this.#kernel
  }

  /**
   * The arrays, those named of at least these lengths. They hold what they held before; one that has to grow is a new
   * one, of zeros.
   * @throws RangeError if there isn't as much memory
   */
  arrays(lengths: { readonly [Name in keyof Kinds]?: number }): Arrays<Kinds> {
    this.#memory ??= new KernelMemory(0)
    for (const name of Object.keys(this.kinds) as (keyof Kinds)[]) {
      const held = this.#arrays[name]
      const asked = lengths[name] ?? 0
      if (held && held.length >= asked) continue
      const length = Math.max(asked, Math.ceil(GROWTH * (held?.length ?? 0)))
      this.#arrays[name] = makers[this.kinds[name]](this.#memory, length) as Arrays<Kinds>[typeof name]
    }
    return this.#arrays as Arrays<Kinds>
  }
}
