import { checkLiveChange } from './parameters.js'
import { SpinLattice } from './spin-lattice.js'
import type { Observable, Parameter, Simulation, System } from './system.js'

/** Onsager, Phys. Rev. 65, 117 (1944): the critical temperature in two dimensions. */
const CRITICAL = 2 / Math.log(1 + Math.SQRT2)
const ALGORITHMS = ['metropolis', 'glauber', 'kawasaki', 'wolff'] as const
const [MAGNETISATION, MEAN_OVER_DEPTH] = ['magnetisation', 'mean over depth']

/** Sweeps by clusters, whatever the algorithm to come: no size and no temperature slows them down much. */
export const CLUSTER_EQUILIBRATION = 120
/** Sweeps by exchanges, which have no such short cut. */
const EXCHANGE_EQUILIBRATION = 1000
/** Frames after a start or a change in whose second half the number of clusters is found. */
const SETTLING = 40
/** Sweeps in a frame of clusters at most, which would stall a live simulation where they grow after settling. */
const LONGEST_FRAME = 8

const parameters = {
  dimensions: {
    symbol: 'd',
    unit: '',
    description:
      '1-D: each row is a chain of its own; 2-D: a square lattice; 3-D: a cubic one, seen as a slice',
    default: 2,
    min: 1,
    max: 3,
    choices: ['1-D', '2-D', '3-D'],
  },
  size: {
    symbol: 'L',
    unit: 'a',
    description: 'Side of the square seen, in spins',
    default: 256,
    min: 4,
    max: 1024,
    integer: true,
    scale: 'log',
  },
  depth: {
    symbol: 'D',
    unit: 'a',
    description: 'Layers of the cubic lattice, in spins; only in three dimensions',
    default: 32,
    min: 4,
    max: 256,
    integer: true,
    scale: 'log',
  },
  algorithm: {
    symbol: 'A',
    unit: '',
    description:
      'Metropolis and Glauber flip spins one by one, Kawasaki exchanges neighbours, Wolff flips clusters',
    default: ALGORITHMS.indexOf('glauber'),
    min: 0,
    max: ALGORITHMS.length - 1,
    choices: ALGORITHMS,
  },
  temperature: {
    symbol: 'T',
    unit: 'J/k',
    description: 'Critical at 2.2692 in two dimensions and 4.5115 in three; at 0 in one',
    default: CRITICAL,
    min: 0.1,
    max: 10,
    live: true,
  },
  field: {
    symbol: 'h',
    unit: 'J',
    description: 'Energy of a spin in the magnetic field; of no effect on exchanges, which keep the sum',
    default: 0,
    min: -2,
    max: 2,
    live: true,
  },
  magnetisation: {
    symbol: 'm₀',
    unit: '',
    description: 'Mean spin of the random start; Kawasaki exchanges keep it',
    default: 0,
    min: -1,
    max: 1,
  },
} satisfies Record<string, Parameter>

/** Ising spins ±1 of coupling J = 1 on a periodic lattice of constant a; a sweep is one offer to each spin on average. */
export const ising: System = {
  name: 'ising',
  title: 'Ising model',
  description: 'Spins that align with their neighbours against the heat: the model of critical phenomena',
  reference:
    'Onsager, Phys. Rev. 65, 117 (1944); dynamics: Metropolis et al., J. Chem. Phys. 21, 1087 (1953), ' +
    'Glauber, J. Math. Phys. 4, 294 (1963), Kawasaki, Phys. Rev. 145, 224 (1966), Wolff, Phys. Rev. Lett. 62, 361 (1989)',
  parameters,
  defaults: { cellSizes: [1, 2, 4, 8, 16, 32], frames: 800 },
  presets: {
    critical: { temperature: CRITICAL },
    'below critical': { temperature: 2.1 },
    'above critical': { temperature: 2.6 },
    'phase separation': { algorithm: ALGORITHMS.indexOf('kawasaki'), temperature: 1.5 },
    'critical clusters': { algorithm: ALGORITHMS.indexOf('wolff') },
    'independent chains': { dimensions: 1, temperature: 0.6 },
    'critical slice': { dimensions: 3, temperature: 4.5115 },
  },
  observable,
  simulate: (values, seed) => new Ising(values, seed),
}

function observable({ dimensions, size }: Readonly<Record<string, number>>): Observable {
  return {
    kind: 'field',
    size: size * size,
    width: size,
    height: size,
    pixelSize: 1,
    boundary: 'periodic',
    lengthUnit: 'a',
    timeUnit: 'sweep',
    frameInterval: 1,
    speed: null,
    channels: dimensions === 3 ? [MAGNETISATION, MEAN_OVER_DEPTH] : [MAGNETISATION],
  }
}

class Ising implements Simulation {
  readonly #lattice: SpinLattice
  readonly #channels: readonly string[]
  readonly #algorithm: (typeof ALGORITHMS)[number]
  #temperature: number
  #field: number
  /** Clusters while settling, and spins in them. */
  #seen = { frames: 0, clusters: 0, spins: 0 }

  constructor(values: Readonly<Record<string, number>>, seed: number) {
    const { size, depth, algorithm, temperature, field, magnetisation } = values
    const dimensions = values.dimensions as 1 | 2 | 3
    this.#lattice = new SpinLattice(
      { dimensions, size, depth: dimensions === 3 ? depth : 1, magnetisation },
      seed,
    )
    this.#channels = observable(values).channels!
    this.#algorithm = ALGORITHMS[algorithm]
    this.#temperature = temperature
    this.#field = field
  }

  /**
   * By clusters, except that exchanges settle by themselves, which may take them much longer than this: below the
   * critical temperature their domains grow without end.
   */
  equilibrate(report: (fraction: number) => boolean): void {
    const exchanges = this.#algorithm === 'kawasaki'
    const sweeps = exchanges ? EXCHANGE_EQUILIBRATION : CLUSTER_EQUILIBRATION
    for (let sweep = 0; sweep < sweeps; sweep++) {
      if (!report(sweep / sweeps)) break
      if (sweep % SETTLING === 0) this.#settle()
      if (exchanges) this.#lattice.exchange(this.#temperature)
      else this.#flipClusters()
    }
    report(1)
  }

  advance(): void {
    if (this.#algorithm === 'kawasaki') this.#lattice.exchange(this.#temperature)
    else if (this.#algorithm === 'wolff') this.#flipClusters()
    else this.#lattice.flip(this.#algorithm, this.#temperature, this.#field)
  }

  /**
   * About a sweep. While settling, clusters until they hold as many spins as there are; but then a frame would tend to
   * end on a large one, and with a large magnetisation: from then on a frame has a fixed number of them.
   */
  #flipClusters(): void {
    const { length } = this.#lattice.spins
    const settled = this.#seen.frames === SETTLING
    const [count, limit] = settled ? [this.#clusters, LONGEST_FRAME * length] : [length, length]
    const { clusters, spins } = this.#lattice.flipClusters(count, limit, this.#temperature, this.#field)
    if (settled) return
    if (this.#seen.frames === SETTLING / 2) this.#settle(this.#seen.frames)
    this.#seen.frames++
    this.#seen.clusters += clusters
    this.#seen.spins += spins
  }

  /** In a frame, on average. */
  get #clusters(): number {
    const { clusters, spins } = this.#seen
    return Math.max(1, Math.round((this.#lattice.spins.length * clusters) / Math.max(1, spins)))
  }

  #settle(frames = 0): void {
    this.#seen = { frames, clusters: 0, spins: 0 }
  }

  /** @throws RangeError if there is no such channel */
  observe(out: Float32Array, channel: string = MAGNETISATION): void {
    if (!this.#channels.includes(channel))
      throw new RangeError(`channel is ${channel}; expected ${this.#channels.join(' or ')}`)
    const { spins } = this.#lattice
    const pixels = out.length
    const layers = channel === MEAN_OVER_DEPTH ? spins.length / pixels : 1
    for (let i = 0; i < pixels; i++) {
      let up = 0
      for (let z = 0; z < layers; z++) up += spins[z * pixels + i]
      out[i] = (2 * up) / layers - 1
    }
  }

  set(name: string, value: number): void {
    checkLiveChange(parameters, name, value)
    if (name === 'temperature') this.#temperature = value
    else this.#field = value
    this.#settle()
  }

  /** Energy (J) of a spin, mean spin, and for Wolff's algorithm the number of clusters in a frame. */
  measure(): Record<string, number> {
    const { magnetisation, energy } = this.#lattice
    return {
      energy: energy - this.#field * magnetisation,
      magnetisation,
      ...(this.#algorithm === 'wolff' && { clusters: this.#clusters }),
    }
  }
}
