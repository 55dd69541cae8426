import { KernelMemory, kernels } from './webassembly.js'

const makers = {
  float64: (memory: KernelMemory, length: number) => memory.float64(length),
  float32: (memory: KernelMemory, length: number) => memory.float32(length),
  int32: (memory: KernelMemory, length: number) => memory.int32(length),
  uint8: (memory: KernelMemory, length: number) => memory.uint8(length),
}
type Kind = keyof typeof makers
type Arrays<Kinds> = { [Name in keyof Kinds]: ReturnType<(typeof makers)[Kinds[Name] & Kind]> }

/**
 * A thread's own copy of the kernels of `assembly/<name>.ts` and the arrays that they compute in, which are kept from
 * call to call and grow when a call needs longer ones.
 */
export class Workspace<Functions, Kinds extends Readonly<Record<string, Kind>>> {
  #memory: KernelMemory | undefined
  #kernel: Functions | undefined
  #arrays: Arrays<Kinds> | undefined

  constructor(
    private readonly name: string,
    private readonly kinds: Kinds,
  ) {}

  get kernel(): Functions {
    this.#kernel ??= kernels<Functions>(this.name, this.#ownMemory.memory)
    return this.#kernel
  }

  /**
   * Arrays of at least these lengths. Their contents are what the last call left, unless one had to grow.
   * @throws RangeError if there isn't as much memory
   */
  arrays(lengths: { readonly [Name in keyof Kinds]: number }): Arrays<Kinds> {
    const held = this.#arrays
    const names = Object.keys(this.kinds) as (keyof Kinds & string)[]
    if (held && names.every((name) => held[name].length >= lengths[name])) return held
    const memory = this.#ownMemory
    memory.clear()
    const grown = names.map((name) => {
      const length = Math.max(lengths[name], held?.[name].length ?? 0)
      return [name, makers[this.kinds[name]](memory, length)]
    })
    this.#arrays = Object.fromEntries(grown) as Arrays<Kinds>
    return this.#arrays
  }

  get #ownMemory(): KernelMemory {
    this.#memory ??= new KernelMemory(0)
    return this.#memory
  }
}
