import { readFileSync } from 'node:fs'

const PAGE = 65_536
/** Every array starts at a multiple of this: a cache line, and more than any vector needs. */
const ALIGNMENT = 64

/**
 * Memory that WebAssembly kernels compute in, shared by all threads that are given it. Arrays are handed out from its
 * start and stay until the memory itself is dropped.
 */
export class KernelMemory {
  readonly memory: WebAssembly.Memory
  #used = PAGE

  /** @throws RangeError if there isn't as much memory */
  constructor(bytes: number) {
    const pages = 1 + Math.ceil(bytes / PAGE)
    try {
      this.memory = new WebAssembly.Memory({ initial: pages, maximum: 65_536, shared: true })
    } catch (cause) {
      throw new RangeError(`no room for ${(bytes / 2 ** 30).toFixed(1)} GiB of WebAssembly memory`, { cause })
    }
  }

  float64(length: number): Float64Array {
    const start = this.#take(8 * length)
    return new Float64Array(this.memory.buffer, start, length)
  }

  float32(length: number): Float32Array {
    const start = this.#take(4 * length)
    return new Float32Array(this.memory.buffer, start, length)
  }

  int32(length: number): Int32Array {
    const start = this.#take(4 * length)
    return new Int32Array(this.memory.buffer, start, length)
  }

  #take(bytes: number): number {
    const start = this.#used
    this.#used = ALIGNMENT * Math.ceil((start + bytes) / ALIGNMENT)
    const missing = Math.ceil((this.#used - this.memory.buffer.byteLength) / PAGE)
    if (missing > 0) this.memory.grow(missing)
    return start
  }
}

const modules = new Map<string, WebAssembly.Module>()

/**
 * The functions of `assembly/<name>.ts`, working on `memory`. They take arrays as addresses: the `byteOffset` of a view.
 */
export function kernels<Functions>(name: string, memory: WebAssembly.Memory): Functions {
  let module = modules.get(name)
  if (!module) {
    module = new WebAssembly.Module(readFileSync(new URL(`../assembly/${name}.wasm`, import.meta.url)))
    modules.set(name, module)
  }
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Functions
}
