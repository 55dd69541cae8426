import { gridAxis } from '../../recording/grid.js'
import { renderParticles } from '../../recording/particles.js'
import { Random } from '../../run/random.js'
import type { TaskContext } from '../../run/task.js'
import { findSystem, type System } from '../../systems/index.js'
import { type DecayMoments, decays } from './decay.js'
import type { Field } from './equations.js'
import { modesOf, Projector } from './modes.js'
import { type Moments, type Series, weakForm } from './weakForm.js'

/** How a run is looked at with one cell size. */
export interface Scale {
  readonly cellSize: number
  /** Frames between samples. */
  readonly stride: number
  /** Sample intervals in the support of the test function in time. */
  readonly window: number
  readonly samples: number
}

/** A job for a worker: simulate one run, look at its density, momentum and colour at several scales at once, and sum up. */
export interface FluctuationsTask {
  readonly kind: 'fluctuations'
  readonly system: string
  readonly parameters: Readonly<Record<string, number>>
  readonly seed: number
  readonly scales: readonly Scale[]
}

/** Of one run, scale by scale. */
export interface Fluctuations {
  readonly weak: readonly (readonly Moments[])[]
  readonly decays: readonly (readonly DecayMoments[])[]
}

/** Cells are rendered so much finer than those that are looked at, or than a particle: finer waves are then gone. */
const FINER = 2
const OF_PARTICLE = 1.2
const COLOUR_STREAM = 2
const WEIGHED = ['momentum x', 'momentum y', 'energy'] as const
const REPORTS = 200

/** Runs in a worker. */
export function watchFluctuations(task: FluctuationsTask, context: TaskContext<number>): Fluctuations {
  const series = simulateFluctuations(task, context)
  return { weak: series.map(weakForm), decays: series.map(decays) }
}

export function simulateFluctuations(
  { system: name, parameters, seed, scales }: FluctuationsTask,
  context: TaskContext<number>,
): Series[] {
  const system = findSystem(name)
  const simulation = system.simulate(parameters, seed)
  try {
    simulation.equilibrate(() => {
      context.checkpoint()
      return true
    })
    const { size } = system.observable(parameters)
    const positions = new Float32Array(size)
    const measured = WEIGHED.filter((channel) => system.observable(parameters).channels?.includes(channel))
    const weights: (Float32Array | null)[] = [
      null,
      randomColours(size / 2, seed),
      ...measured.map(() => new Float32Array(size / 2)),
    ]
    const views = scales.map((scale) => new View(system, parameters, scale, weights.length))
    const frames = Math.max(...scales.map(({ stride, samples }) => stride * (samples - 1) + 1))
    for (let frame = 0; frame < frames; frame++) {
      context.checkpoint()
      if (frame % Math.ceil(frames / REPORTS) === 0) context.report(frame / frames)
      if (frame > 0) simulation.advance()
      const watching = views.filter((view) => view.takes(frame))
      if (watching.length === 0) continue
      simulation.observe(positions)
      for (const [i, channel] of measured.entries()) simulation.weigh!(channel, weights[2 + i]!)
      for (const view of watching) view.take(frame, positions, weights)
    }
    return views.map((view) => view.series)
  } finally {
    simulation.close?.()
  }
}

export function hasMomentum(system: System, parameters: Readonly<Record<string, number>>): boolean {
  const { channels = [] } = system.observable(parameters)
  return channels.includes('momentum x') && channels.includes('momentum y')
}

/** +1 for one half of the particles, −1 for the other, at random. */
function randomColours(particles: number, seed: number): Float32Array {
  const colours = new Float32Array(particles).fill(1, 0, particles >> 1).fill(-1, particles >> 1)
  return new Random(seed, COLOUR_STREAM).shuffle(colours)
}

/** The modes of a run's fields that one cell size shows, as they come. */
class View {
  readonly #scale: Scale
  readonly #projector: Projector
  readonly #render: (positions: Float32Array, weights: Float32Array | null) => Float32Array
  readonly #sums: readonly Float64Array[]
  readonly #interval: number
  readonly #fields: Partial<Record<Field, Float64Array>>

  /** @param weighted density and colour, perhaps also momentum x and y, perhaps also energy */
  constructor(system: System, parameters: Readonly<Record<string, number>>, scale: Scale, weighted: number) {
    const { width, boundary, frameInterval, renderWidth } = system.observable(parameters)
    const modes = modesOf(scale.cellSize, width)
    this.#scale = scale
    const axis = gridAxis(width, Math.max(scale.cellSize / FINER, OF_PARTICLE * renderWidth!), boundary)
    const field = new Float32Array(axis.cells ** 2)
    this.#render = (positions, weights) => {
      renderParticles(positions, weights, renderWidth!, axis, axis, boundary, field)
      return field
    }
    this.#projector = new Projector(axis.cells, modes)
    this.#interval = frameInterval * scale.stride
    this.#sums = Array.from({ length: weighted }, () => new Float64Array(2 * modes.length))
    const names = (['density', 'colour', 'longitudinal', 'transverse', 'energy'] as const).slice(0, weighted)
    this.#fields = Object.fromEntries(
      names.map((name) => [name, new Float64Array(2 * modes.length * scale.samples)]),
    )
  }

  takes(frame: number): boolean {
    return frame % this.#scale.stride === 0 && frame / this.#scale.stride < this.#scale.samples
  }

  take(frame: number, positions: Float32Array, weights: readonly (Float32Array | null)[]): void {
    const { modes } = this.#projector
    const { density, colour, longitudinal, transverse, energy } = this.#fields
    const at = (frame / this.#scale.stride) * 2 * modes.length
    for (const [i, sum] of this.#sums.entries())
      this.#projector.project(this.#render(positions, weights[i]), sum)
    const [number, coloured, px, py, energies] = this.#sums
    putTimesI(number, density!, at)
    if (energy) putTimesI(energies, energy, at)
    colour!.set(coloured, at)
    if (!longitudinal || !transverse) return
    for (const [m, { x, y }] of modes.entries())
      for (const i of [2 * m, 2 * m + 1]) {
        longitudinal[at + i] = x * px[i] + y * py[i]
        transverse[at + i] = x * py[i] - y * px[i]
      }
  }

  get series(): Series {
    const { samples, window } = this.#scale
    return { modes: this.#projector.modes, interval: this.#interval, window, samples, fields: this.#fields }
  }
}

function putTimesI(amplitudes: Float64Array, out: Float64Array, at: number): void {
  for (let i = 0; i < amplitudes.length; i += 2) {
    out[at + i] = -amplitudes[i + 1]
    out[at + i + 1] = amplitudes[i]
  }
}
