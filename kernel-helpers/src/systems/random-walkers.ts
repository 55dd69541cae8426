import { Normals } from '../run/normals.js'
import { Random } from '../run/random.js'
import { KernelMemory } from '../run/webassembly.js'
import { checkLiveChange } from './parameters.js'
import type { Observable, Parameter, Simulation, System } from './system.js'

/** τ. At the default diffusion coefficient a walker goes a quarter of ℓ between frames. */
const FRAME_INTERVAL = 1 / 64

const parameters = {
  particles: {
    symbol: 'N',
    unit: '',
    description: 'Number of walkers',
    default: 4096,
    min: 1,
    max: 100_000,
    integer: true,
    scale: 'log',
  },
  density: {
    symbol: 'ρ',
    unit: 'ℓ⁻²',
    description: 'Walkers per area; sets the side of the square box, √(N/ρ)',
    default: 1,
    min: 0.01,
    max: 100,
    scale: 'log',
  },
  diffusivity: {
    symbol: 'D',
    unit: 'ℓ²/τ',
    description: 'Diffusion coefficient: the mean square of the displacement in a time t is 4Dt',
    default: 1,
    min: 0.01,
    max: 100,
    scale: 'log',
    live: true,
  },
} satisfies Record<string, Parameter>

/**
 * Particles that diffuse and ignore each other. Steps are drawn from the exact distribution of the displacement, so
 * that the frame interval is no approximation. They have no velocity: the faster one looks, the faster they move.
 */
export const randomWalkers: System = {
  name: 'random-walkers',
  title: 'Random walkers',
  description:
    'Brownian particles that ignore each other: of each, the next step is unknown; of many, the density diffuses',
  reference: 'Einstein, Ann. Phys. 322, 549 (1905); Smoluchowski, Ann. Phys. 353, 1103 (1915)',
  parameters,
  defaults: { cellSizes: [0.25, 0.5, 1, 2, 4, 8], frames: 3000 },
  presets: {
    'one walker': { particles: 1, density: 0.01 },
    'a smooth density': { particles: 40_000, density: 40 },
  },
  observable,
  simulate: (values, seed) => new RandomWalkers(values, seed),
}

function observable({ particles, density }: Readonly<Record<string, number>>): Observable {
  const side = Math.sqrt(particles / density)
  return {
    kind: 'particles',
    size: 2 * particles,
    width: side,
    height: side,
    boundary: 'periodic',
    lengthUnit: 'ℓ',
    timeUnit: 'τ',
    frameInterval: FRAME_INTERVAL,
    speed: null,
    renderWidth: 0.3,
    channels: ['density'],
  }
}

class RandomWalkers implements Simulation {
  readonly #normals: Normals
  readonly #side: number
  readonly #start: Float64Array
  /** Not taken back into the box. */
  readonly #positions: Float64Array
  #diffusivity: number

  constructor(values: Readonly<Record<string, number>>, seed: number) {
    const { size, width } = observable(values)
    const random = new Random(seed)
    const memory = new KernelMemory(0)
    this.#normals = new Normals(memory, random)
    this.#side = width
    this.#start = Float64Array.from({ length: size }, () => width * random.uniform())
    this.#positions = memory.float64(size)
    this.#positions.set(this.#start)
    this.#diffusivity = values.diffusivity
  }

  /** Uniformly distributed from the start: there is nothing to wait for. */
  equilibrate(report: (fraction: number) => boolean): void {
    report(1)
  }

  advance(): void {
    this.#normals.add(this.#positions, Math.sqrt(2 * this.#diffusivity * FRAME_INTERVAL))
  }

  observe(out: Float32Array): void {
    const side = this.#side
    for (let i = 0; i < out.length; i++) {
      const x = Math.fround(this.#positions[i] - side * Math.floor(this.#positions[i] / side))
      out[i] = x < side ? x : 0
    }
  }

  set(name: string, value: number): void {
    checkLiveChange(parameters, name, value)
    this.#diffusivity = value
  }

  /** Mean square of the displacement since the start, ℓ². */
  measure(): Record<string, number> {
    let sum = 0
    for (let i = 0; i < this.#positions.length; i++) sum += (this.#positions[i] - this.#start[i]) ** 2
    return { meanSquaredDisplacement: (2 * sum) / this.#positions.length }
  }
}
