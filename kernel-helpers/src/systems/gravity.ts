import { Random } from '../run/random.js'
import type { MovingBodies } from './bodies.js'
import { FewBodies } from './few-bodies.js'
import {
  FIGURE_EIGHT_PERIOD,
  figureEight,
  keplerOrbit,
  plummerSphere,
  pythagorean,
  turned,
} from './gravity-starts.js'
import { ManyBodies } from './many-bodies.js'
import { checkLiveChange } from './parameters.js'
import type { Observable, Parameter, Simulation, System } from './system.js'

type Values = Readonly<Record<string, number>>

/** What can be set up, in the order of the parameter `problem`. Speeds: the rms of √(2|E|/M), by the virial theorem. */
const problems = [
  { name: 'Kepler orbit', bodies: 2, side: 3, speed: 0.5, frameInterval: (2 * Math.PI) / 128 },
  { name: 'figure-eight', bodies: 3, side: 3, speed: 0.926, frameInterval: FIGURE_EIGHT_PERIOD / 128 },
  { name: 'Pythagorean problem', bodies: 3, side: 12, speed: 1.46, frameInterval: 0.025 },
  // Two of three dimensions are seen; 1/32 of a length unit is travelled between frames.
  {
    name: 'Plummer sphere',
    bodies: null,
    side: 8,
    speed: Math.sqrt(1 / 3),
    frameInterval: Math.sqrt(3) / 32,
  },
] as const
const PLUMMER = 3

/** Stream of random numbers, apart from that of the start. */
const PERTURBATION = 1

const CHANNELS = ['density', 'mass', 'momentum x', 'momentum y'] as const

const parameters = {
  problem: {
    symbol: 'problem',
    unit: '',
    description: 'What the bodies start from',
    default: PLUMMER,
    min: 0,
    max: problems.length - 1,
    choices: problems.map(({ name }) => name),
  },
  particles: {
    symbol: 'N',
    unit: '',
    description: 'Number of bodies of the Plummer sphere; the other problems have 2 or 3',
    default: 1000,
    min: 2,
    max: 100_000,
    integer: true,
    scale: 'log',
  },
  virialRatio: {
    symbol: 'Q',
    unit: '',
    description:
      'Kinetic energy of the Plummer sphere at the start over the size of Σ r·F: ½ is equilibrium, less collapses, 1 flies apart',
    default: 0.5,
    min: 0,
    max: 1,
  },
  softening: {
    symbol: 'ε',
    unit: 'R',
    description: 'Of the potential −Gm/√(r² + ε²) of the Plummer sphere; the other problems have none',
    default: 0.05,
    min: 0.001,
    max: 1,
    scale: 'log',
    live: true,
  },
  openingAngle: {
    symbol: 'θ',
    unit: '',
    description:
      'How large a part of the Plummer sphere may look and yet attract as a point; 0 sums all pairs',
    default: 0.6,
    min: 0,
    max: 1,
    live: true,
  },
  timeStep: {
    symbol: 'δt',
    unit: 'T',
    description:
      'Upper bound of the step for the Plummer sphere, the longest that divides the frame interval; the other problems choose their own',
    default: 0.02,
    min: 0.0005,
    max: 0.05,
    scale: 'log',
  },
  eccentricity: {
    symbol: 'e',
    unit: '',
    description: 'Of the Kepler orbit; 0 is a circle',
    default: 0.5,
    min: 0,
    max: 0.99,
  },
} satisfies Record<string, Parameter>

/**
 * Point masses that attract each other, G = 1, in open space, seen along z. The length unit R and time unit T of the
 * Plummer sphere are those of N-body units: mass 1, energy −¼. The seed turns the few-body problems about the line of sight.
 */
export const gravity: System = {
  name: 'gravity',
  title: 'Bodies under gravity',
  description: 'Two bodies on ellipses, three in chaos, a thousand in a cluster whose shape hardly changes',
  reference:
    'Plummer sphere: Aarseth, Hénon & Wielen, Astron. Astrophys. 37, 183 (1974); tree: Barnes & Hut, Nature 324, 446 (1986); ' +
    'few bodies: Rein & Spiegel, Mon. Not. R. Astron. Soc. 446, 1424 (2015)',
  parameters,
  defaults: { cellSizes: [0.0625, 0.125, 0.1875, 0.25, 0.375, 0.5, 1], frames: 6000 },
  presets: {
    'star cluster': {},
    'cold collapse': { virialRatio: 0.05, particles: 2000 },
    'circular orbit': { problem: 0, eccentricity: 0 },
    'comet orbit': { problem: 0, eccentricity: 0.9 },
    'three bodies on an eight': { problem: 1 },
    'three bodies in chaos': { problem: 2 },
  },
  observable,
  simulate: (values, seed) =>
    values.problem === PLUMMER ? new Cluster(values, seed) : new Orbits(values, seed),
}

function observable({ problem, particles }: Values): Observable {
  const { bodies, side, speed, frameInterval } = problems[problem]
  return {
    kind: 'particles',
    size: 2 * (bodies ?? particles),
    width: side,
    height: side,
    boundary: 'open',
    lengthUnit: 'R',
    timeUnit: 'T',
    frameInterval,
    speed,
    renderWidth: side / 160,
    channels: CHANNELS,
  }
}

abstract class Gravity<Moving extends MovingBodies> implements Simulation {
  protected readonly frameInterval: number
  readonly #side: number
  /** Since the last change of the potential. */
  #energyBefore = 0

  constructor(
    values: Values,
    readonly bodies: Moving,
  ) {
    const { width, frameInterval } = observable(values)
    this.#side = width
    this.frameInterval = frameInterval
    this.noteEnergy()
  }

  protected noteEnergy(): void {
    const { kinetic, potential } = this.bodies.energies
    this.#energyBefore = kinetic + potential
  }

  /** Watching it settle is the point. */
  equilibrate(report: (fraction: number) => boolean): void {
    report(1)
  }

  abstract advance(): void

  /** What is not in view has a place outside of it. */
  observe(out: Float32Array): void {
    const [x, y] = this.bodies.positions
    for (let i = 0; i < x.length; i++) {
      out[2 * i] = x[i] + this.#side / 2
      out[2 * i + 1] = y[i] + this.#side / 2
    }
  }

  weigh(channel: string, out: Float32Array): void {
    const { masses, velocities } = this.bodies
    const axis = channel === 'momentum y' ? 1 : 0
    for (let i = 0; i < masses.length; i++) {
      out[i] = channel === 'density' ? 1 : channel === 'mass' ? masses[i] : masses[i] * velocities[axis][i]
    }
  }

  set(name: string, value: number): void {
    checkLiveChange(parameters, name, value)
  }

  perturb(displacement: number, seed: number): void {
    const random = new Random(seed, PERTURBATION)
    const axes = this.bodies.positions
    for (const x of axes) {
      for (let i = 0; i < x.length; i++) x[i] += (displacement / Math.sqrt(axes.length)) * random.normal()
    }
    this.bodies.restart()
    this.noteEnergy()
  }

  /** Energies, and by which fraction their sum has changed since the start or the last change of the potential. */
  measure(): Record<string, number> {
    const { kinetic, potential } = this.bodies.energies
    const total = kinetic + potential
    return {
      kineticEnergy: kinetic,
      potentialEnergy: potential,
      totalEnergy: total,
      energyError: total / this.#energyBefore - 1,
    }
  }
}

class Orbits extends Gravity<FewBodies> {
  constructor(values: Values, seed: number) {
    const start = [() => keplerOrbit(values.eccentricity), figureEight, pythagorean][values.problem]()
    super(values, new FewBodies(turned(start, 2 * Math.PI * new Random(seed).uniform())))
  }

  advance(): void {
    this.bodies.advance(this.frameInterval)
  }
}

class Cluster extends Gravity<ManyBodies> {
  readonly #stepsPerFrame: number
  #steps = 0

  constructor(values: Values, seed: number) {
    const { particles, virialRatio, softening, openingAngle, timeStep } = values
    const start = plummerSphere(particles, new Random(seed))
    const bodies = new ManyBodies({ ...start, softening, openingAngle })
    const factor = Math.sqrt((-virialRatio * bodies.virial) / bodies.energies.kinetic)
    for (const v of bodies.velocities) for (let i = 0; i < particles; i++) v[i] *= factor
    super(values, bodies)
    this.#stepsPerFrame = Math.ceil(this.frameInterval / timeStep)
  }

  advance(): void {
    this.bodies.advance(this.#stepsPerFrame, this.frameInterval / this.#stepsPerFrame)
    this.#steps += this.#stepsPerFrame
    if (!Number.isFinite(this.bodies.energies.kinetic))
      throw new Error(
        `gravity stopped being finite at step ${this.#steps}; expected a smaller timeStep or more softening`,
      )
  }

  override set(name: string, value: number): void {
    checkLiveChange(parameters, name, value)
    if (name === 'softening') this.bodies.soften(value)
    else this.bodies.openingAngle = value
    this.noteEnergy()
  }

  /** Also the kinetic energy over |Σ r·F|, ½ in equilibrium. */
  override measure(): Record<string, number> {
    const { bodies } = this
    return { ...super.measure(), virialRatio: bodies.energies.kinetic / -bodies.virial }
  }
}
