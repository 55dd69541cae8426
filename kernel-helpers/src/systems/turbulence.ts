import { Random } from '../run/random.js'
import { checkLiveChange } from './parameters.js'
import { type FlowField, PlanarFlow } from './planar-flow.js'
import type { Observable, Parameter, Simulation, System } from './system.js'

/** Side of the square box, L. */
const SIDE = 2 * Math.PI
/** Grid spacings that fluid of the initial rms speed travels between frames. */
const FRAME_TRAVEL = 0.5
/**
 * Time step × highest wave number × largest |u| + |v| of the initial flow. The scheme is stable up to 2.83, the root of
 * 8; the flow speeds up here and there as vortices merge.
 */
const COURANT = 1.5
/** Time in which the random initial flow gathers into vortices, τ. */
const SETTLING = 2
const REPORTS = 100

const channels: readonly FlowField[] = ['vorticity', 'velocity x', 'velocity y', 'dye']

const parameters = {
  resolution: {
    symbol: 'n',
    unit: '',
    description: 'Grid points along a side; as a number it is the power of two: 8 for 256',
    default: 8,
    min: 6,
    max: 9,
    choices: ['64', '128', '256', '512'],
  },
  wavenumber: {
    symbol: 'k₀',
    unit: 'L⁻¹',
    description: 'Where the initial energy spectrum, k / (1 + (k/k₀)⁴), bends down: vortices of about π/k₀',
    default: 6,
    min: 2,
    max: 16,
    scale: 'log',
  },
  viscosity: {
    symbol: 'ν',
    unit: 'L²/τ',
    description: 'Kinematic viscosity: a wave of wave number k loses νk² of its vorticity per time',
    default: 5e-4,
    min: 1e-5,
    max: 0.1,
    scale: 'log',
    live: true,
  },
  hyperviscosity: {
    symbol: 'ν₄',
    unit: 'L⁴/τ',
    description:
      'Damps ν₄k⁴ per time besides: takes up what reaches the smallest scales, and leaves large ones alone',
    default: 1e-7,
    min: 0,
    max: 2e-6,
    live: true,
  },
  diffusivity: {
    symbol: 'κ',
    unit: 'L²/τ',
    description: 'Diffusion coefficient of the dye',
    default: 1e-3,
    min: 1e-5,
    max: 0.1,
    scale: 'log',
    live: true,
  },
  bands: {
    symbol: 'm',
    unit: '',
    description: 'Bands of dye, of concentration 0 to 1, that the flow starts to stir',
    default: 4,
    min: 1,
    max: 16,
    integer: true,
  },
} satisfies Record<string, Parameter>

/** Decaying two-dimensional turbulence and a dye in it. U is the rms speed at the start, L the side / 2π, τ = L/U. */
export const turbulence: System = {
  name: 'turbulence',
  title: 'Decaying turbulence',
  description: 'A two-dimensional flow left to itself: small vortices merge into large ones and stir a dye',
  reference: 'McWilliams, J. Fluid Mech. 146, 21 (1984)',
  parameters,
  defaults: { cellSizes: [1, 2, 4, 8, 16, 32].map((points) => (points * SIDE) / 256), frames: 600 },
  presets: {
    'vortices merging': { wavenumber: 12 },
    'viscous decay': { viscosity: 0.02, hyperviscosity: 0 },
    'fine filaments of dye': { resolution: 9, viscosity: 1e-4, hyperviscosity: 1e-8, diffusivity: 2.5e-4 },
    'coarse and quick': { resolution: 7, viscosity: 2e-3, hyperviscosity: 2e-6, diffusivity: 4e-3 },
  },
  observable,
  simulate: (values, seed) => new Turbulence(values, seed),
}

function observable({ resolution }: Readonly<Record<string, number>>): Observable {
  const points = 2 ** resolution
  return {
    kind: 'field',
    size: points ** 2,
    width: SIDE,
    height: SIDE,
    pixelSize: SIDE / points,
    boundary: 'periodic',
    lengthUnit: 'L',
    timeUnit: 'τ',
    frameInterval: (FRAME_TRAVEL * SIDE) / points,
    speed: 1,
    channels,
  }
}

class Turbulence implements Simulation {
  readonly #flow: PlanarFlow
  readonly #values: Record<string, number>
  readonly #frameInterval: number
  readonly #stepsPerFrame: number

  constructor(values: Readonly<Record<string, number>>, seed: number) {
    const { size, frameInterval } = observable(values)
    const { wavenumber, viscosity, hyperviscosity, diffusivity } = values
    const noise = new Float32Array(size)
    new Random(seed).fillNormal(noise)
    const flow = new PlanarFlow({
      size: 2 ** values.resolution,
      vorticity: noise,
      dye: bandsOfDye(values),
      damping: { viscosity, hyperviscosity, diffusivity },
    })
    // A mode's |ω|² is k²/π times what it adds to the spectrum at k: k E(k) up to a factor.
    flow.filter((k) => k / Math.sqrt(1 + (k / wavenumber) ** 4))
    const amplitude = Math.sqrt(1 / (2 * flow.energy))
    flow.filter(() => amplitude)
    this.#flow = flow
    this.#values = { ...values }
    this.#frameInterval = frameInterval
    this.#stepsPerFrame = Math.ceil((frameInterval * flow.highest * flow.fastest) / COURANT)
  }

  /** The flow decays and has no stationary state: this lets its vortices form, and then pours in the dye. */
  equilibrate(report: (fraction: number) => boolean): void {
    const frames = Math.ceil(SETTLING / this.#frameInterval)
    for (let frame = 0; frame < frames; frame++) {
      if (frame % Math.ceil(frames / REPORTS) === 0 && !report(frame / frames)) break
      this.advance()
    }
    this.#flow.pour(bandsOfDye(this.#values))
    report(1)
  }

  advance(): void {
    for (let i = 0; i < this.#stepsPerFrame; i++)
      this.#flow.advance(this.#frameInterval / this.#stepsPerFrame)
  }

  observe(out: Float32Array, channel: string = channels[0]): void {
    const field = channels.find((name) => name === channel)
    if (!field) throw new RangeError(`channel is ${channel}; expected ${channels.join(', ')}`)
    this.#flow.read(field, out)
  }

  set(name: string, value: number): void {
    checkLiveChange(parameters, name, value)
    this.#values[name] = value
    const { viscosity, hyperviscosity, diffusivity } = this.#values
    this.#flow.damp({ viscosity, hyperviscosity, diffusivity })
  }

  /** Energy ½⟨u²⟩ (U²), enstrophy ½⟨ω²⟩ (τ⁻²) and variance of the dye. */
  measure(): Record<string, number> {
    const { energy, enstrophy, dyeVariance } = this.#flow
    return { energy, enstrophy, dyeVariance }
  }
}

function bandsOfDye({ resolution, bands }: Readonly<Record<string, number>>): Float32Array {
  const points = 2 ** resolution
  return Float32Array.from(
    { length: points ** 2 },
    (_, i) => (1 + Math.sin((2 * Math.PI * bands * Math.floor(i / points)) / points)) / 2,
  )
}
