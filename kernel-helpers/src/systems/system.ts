import type { ControlledParameter } from '../protocol/index.js'
import type { Boundary } from '../recording/recording.js'
import type { Crew } from '../run/team.js'

/** One parameter of a system. Sliders, command-line options and the docs table are made from it. */
export interface Parameter extends ControlledParameter {
  /** May change while a simulation runs. */
  readonly live?: boolean
  /** Heading that its control stands under. */
  readonly group?: string
}

/** What a simulation with given parameters produces: geometry and units of its recording. */
export interface Observable {
  /** Particles are stored as positions and rendered at any cell size; a field is stored as pixels. */
  readonly kind: 'particles' | 'field'
  /** Numbers per frame: 2 × particles (x0, y0, x1, y1, …) or rows × columns. */
  readonly size: number
  /** Extent in `lengthUnit`. */
  readonly width: number
  readonly height: number
  /** Side of a pixel in `lengthUnit` (fields only). */
  readonly pixelSize?: number
  readonly boundary: Boundary
  readonly lengthUnit: string
  readonly timeUnit: string
  readonly frameInterval: number
  /** Characteristic speed, `lengthUnit` per `timeUnit`; null where nothing moves. */
  readonly speed: number | null
  /** Default width of the Gaussian that renders a particle, in `lengthUnit`. */
  readonly renderWidth?: number
  /** What can be recorded, by name, such as `density` or `momentum x`; the first if nothing else is asked for. */
  readonly channels?: readonly string[]
}

/** A running simulation. Deterministic for given parameters and seed. */
export interface Simulation {
  /** Brings the system to its stationary state, reporting the fraction done; returns early if `report` returns false. */
  equilibrate(report: (fraction: number) => boolean): void
  /** Advances by one frame interval. @throws Error naming the step at which the state stopped being finite. */
  advance(): void
  /**
   * Writes the present frame: the positions of particles, or a field's pixels in a channel.
   * @param out length `Observable.size`
   */
  observe(out: Float32Array, channel?: string): void
  /** Particles: writes how much each counts in a channel, as its velocity does in a momentum; all count 1 in the first. */
  weigh?(channel: string, out: Float32Array): void
  /** Changes a live parameter. */
  set(name: string, value: number): void
  /** Particles: displaces all at random, by a root mean square of `displacement`: what makes a twin of this run. */
  perturb?(displacement: number, seed: number): void
  /** Energies and other scalars worth watching, by name. */
  measure(): Record<string, number>
  /** Lets helper threads go. */
  close?(): void
}

/** A simulated system. One file in this folder, one line in `index.ts`. */
export interface System {
  /** Name on the command line, e.g. `lennard-jones`. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly reference: string
  readonly parameters: Readonly<Record<string, Parameter>>
  /** Ladder of cell sizes and number of frames that suit the default parameters. */
  readonly defaults: { readonly cellSizes: readonly number[]; readonly frames: number }
  /** Parameters worth a look, named after what they show; what they leave out is the default. */
  readonly presets?: Readonly<Record<string, Readonly<Record<string, number>>>>
  observable(parameters: Readonly<Record<string, number>>): Observable
  /** @param crew threads that share the work, if the system can use `helpers` */
  simulate(parameters: Readonly<Record<string, number>>, seed: number, crew?: Crew): Simulation
  /** Only if several threads can simulate together; the result doesn't depend on their number. */
  readonly helpers?: {
    /** Threads that are worth it, the first included. */
    threads(parameters: Readonly<Record<string, number>>): number
    /** Takes part in the simulation of another thread until it ends. */
    assist(crew: Crew): void
  }
}
