import { KernelMemory, kernels } from '../run/webassembly.js'

/** Exports of `assembly/turbulence.ts`. */
export interface Kernel {
  transformBytes(n: number): number
  gridBytes(n: number): number
  prepare(n: number, highest: number, memory: number): void
  forward(field: number): void
  inverse(field: number): void
  arrange(n: number, highest: number, memory: number, velocity: number, carried: number): void
  toGrid(state: number): void
  toModes(state: number): void
  step(state: number, factors: number, stage: number, sum: number, timeStep: number): void
}

/** Numbers by which a row of a grid is longer than the flow's. */
const PADDING = 4

export interface FlowOptions {
  /** Grid points along a side: a power of two from 8 to 1024. */
  readonly size: number
  /** Vorticity at the grid points, row by row, `size × size`; its mean is taken off. */
  readonly vorticity: ArrayLike<number>
  /** Concentration of the dye, `size × size`. */
  readonly dye: ArrayLike<number>
  readonly damping: Damping
}

/** Rates at which a mode of wave number k decays: νk² + ν₄k⁴ for vorticity, κk² for dye. None is negative. */
export interface Damping {
  readonly viscosity: number
  readonly hyperviscosity: number
  readonly diffusivity: number
}

export type FlowField = 'velocity x' | 'velocity y' | 'vorticity' | 'dye'

/**
 * Incompressible flow in a periodic square of side 2π, with a dye in it:
 * ∂ω/∂t = −u·∇ω + ν∇²ω − ν₄∇⁴ω and ∂θ/∂t = −u·∇θ + κ∇²θ.
 *
 * Pseudo-spectral with as many modes along an axis as the rule of two thirds leaves; Runge–Kutta of fourth order with
 * an integrating factor, so that damping is exact and limits no step (Canuto, Hussaini, Quarteroni & Zang, Spectral
 * Methods: Fundamentals in Single Domains, Springer 2006, appendix D).
 */
export class PlanarFlow {
  readonly size: number
  /** Modes are kept up to this wave number along each axis. */
  readonly highest: number
  readonly #kernel: Kernel
  readonly #grids: { readonly velocity: Float64Array; readonly carried: Float64Array }
  /** Modes of ω, then those of θ, complex; see the kernel for their order. */
  readonly #state: Float64Array
  readonly #stage: Float64Array
  readonly #sum: Float64Array
  readonly #factors: Float64Array
  #damping: Damping
  /** The step that `#factors` are for, if they are still right. */
  #factorsFor = Number.NaN
  #steps = 0
  /** Whether the grids hold the present fields. */
  #current = false

  /** @throws RangeError naming the option that has a bad value or length */
  constructor({ size, vorticity, dye, damping }: FlowOptions) {
    if (!(size >= 8 && size <= 1024 && Number.isInteger(Math.log2(size))))
      throw new RangeError(`size is ${size}; expected a power of two from 8 to 1024`)
    const highest = Math.floor((size - 1) / 3)
    const modes = (highest + 1) * (2 * highest + 1)
    const memory = new KernelMemory(0)
    const kernel = kernels<Kernel>('turbulence', memory.memory)
    const grid = () => memory.float64(kernel.gridBytes(size) / 8)
    const transform = memory.uint8(kernel.transformBytes(size))
    this.size = size
    this.highest = highest
    this.#kernel = kernel
    this.#grids = { velocity: grid(), carried: grid() }
    const [state, stage, sum] = [0, 1, 2].map(() => memory.float64(4 * modes))
    this.#state = state
    this.#stage = stage
    this.#sum = sum
    this.#factors = memory.float64(2 * modes)
    const { velocity, carried } = this.#grids
    kernel.arrange(size, highest, transform.byteOffset, velocity.byteOffset, carried.byteOffset)
    this.#write(vorticity, 'vorticity')
    this.#write(dye, 'dye')
    kernel.toModes(state.byteOffset)
    state.fill(0, 0, 2)
    this.#damping = damping
  }

  /** @throws Error naming the step at which the flow stopped being finite */
  advance(timeStep: number): void {
    if (timeStep !== this.#factorsFor) this.#prepareFactors(timeStep)
    const [state, factors, stage, sum] = [this.#state, this.#factors, this.#stage, this.#sum]
    this.#kernel.step(state.byteOffset, factors.byteOffset, stage.byteOffset, sum.byteOffset, timeStep)
    this.#steps++
    this.#current = false
    if (!state.every(Number.isFinite))
      throw new Error(
        `the flow stopped being finite at step ${this.#steps}, of length ${timeStep}; expected one short beside the ` +
          `time in which the fastest fluid crosses a grid cell`,
      )
  }

  /** Holds from the next step on. */
  damp(damping: Damping): void {
    this.#damping = damping
    this.#factorsFor = Number.NaN
  }

  #prepareFactors(timeStep: number): void {
    const { viscosity, hyperviscosity, diffusivity } = this.#damping
    const half = timeStep / 2
    this.#eachMode((mode, kx, ky) => {
      const square = kx ** 2 + ky ** 2
      this.#factors[mode] = Math.exp(-half * (viscosity + hyperviscosity * square) * square)
      this.#factors[mode + this.#factors.length / 2] = Math.exp(-half * diffusivity * square)
    })
    this.#factorsFor = timeStep
  }

  /** Multiplies the vorticity of every wave number by a number. */
  filter(gain: (wavenumber: number) => number): void {
    this.#eachMode((mode, kx, ky) => {
      const factor = gain(Math.hypot(kx, ky))
      this.#state[2 * mode] *= factor
      this.#state[2 * mode + 1] *= factor
    })
    this.#current = false
  }

  /** Replaces the dye. @param dye `size × size` */
  pour(dye: ArrayLike<number>): void {
    const vorticity = this.#state.slice(0, this.#state.length / 2)
    this.#grids.carried.fill(0)
    this.#write(dye, 'dye')
    this.#kernel.toModes(this.#state.byteOffset)
    this.#state.set(vorticity)
    this.#current = false
  }

  /** Writes a field at the grid points, row by row. @param out `size × size` */
  read(field: FlowField, out: Float32Array | Float64Array): void {
    this.#refreshGrids()
    const from = field.startsWith('velocity') ? this.#grids.velocity : this.#grids.carried
    const part = field === 'velocity y' || field === 'dye' ? 1 : 0
    for (let row = 0, to = 0; row < this.size; row++) {
      const start = 2 * row * (this.size + PADDING) + part
      for (let column = 0; column < this.size; column++) out[to++] = from[start + 2 * column]
    }
  }

  /** The largest |u| + |v| on the grid: it limits the time step. */
  get fastest(): number {
    this.#refreshGrids()
    const { velocity } = this.#grids
    let most = 0
    for (let i = 0; i < velocity.length; i += 2)
      most = Math.max(most, Math.abs(velocity[i]) + Math.abs(velocity[i + 1]))
    return most
  }

  #refreshGrids(): void {
    if (!this.#current) this.#kernel.toGrid(this.#state.byteOffset)
    this.#current = true
  }

  /** ½⟨u²⟩ = Σ |ω|²/2k². */
  get energy(): number {
    return this.#sumOverModes(0, (square) => 0.5 / square)
  }

  /** ½⟨ω²⟩. */
  get enstrophy(): number {
    return this.#sumOverModes(0, () => 0.5)
  }

  /** ½⟨|∇ω|²⟩. */
  get palinstrophy(): number {
    return this.#sumOverModes(0, (square) => square / 2)
  }

  /** Mean concentration of the dye. */
  get dyeMean(): number {
    return this.#state[this.#state.length / 2]
  }

  /** ⟨(θ − ⟨θ⟩)²⟩. */
  get dyeVariance(): number {
    return this.#sumOverModes(1, () => 1)
  }

  /** ⟨|∇θ|²⟩. */
  get dyeGradient(): number {
    return this.#sumOverModes(1, (square) => square)
  }

  /** Over all modes but the mean of a scalar (0 for ω, 1 for θ): Σ weight(k²) |s|². */
  #sumOverModes(scalar: 0 | 1, weight: (squaredWavenumber: number) => number): number {
    const start = (scalar * this.#state.length) / 2
    let sum = 0
    this.#eachMode((mode, kx, ky) => {
      if (mode === 0) return
      const at = start + 2 * mode
      // A mode with kx > 0 also stands for the opposite one.
      const multiplicity = kx > 0 ? 2 : 1
      sum += multiplicity * weight(kx ** 2 + ky ** 2) * (this.#state[at] ** 2 + this.#state[at + 1] ** 2)
    })
    return sum
  }

  #eachMode(visit: (mode: number, kx: number, ky: number) => void): void {
    const { highest } = this
    for (let row = 0, mode = 0; row <= 2 * highest; row++)
      for (let kx = 0; kx <= highest; kx++) visit(mode++, kx, row <= highest ? row : row - 2 * highest - 1)
  }

  #write(values: ArrayLike<number>, field: 'vorticity' | 'dye'): void {
    const { size } = this
    if (values.length !== size ** 2)
      throw new RangeError(`${field} has ${values.length} numbers; expected ${size} × ${size}`)
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i]))
        throw new RangeError(`${field}[${i}] is ${values[i]}; expected a finite number`)
      const at = 2 * (i + PADDING * Math.floor(i / size)) + (field === 'dye' ? 1 : 0)
      this.#grids.carried[at] = values[i]
    }
  }
}
