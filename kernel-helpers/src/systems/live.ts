import type { TaskContext } from '../run/task.js'
import { findSystem } from './index.js'

/** A job for a worker: simulate until stopped, showing one frame after the other in `frame`. */
export interface LiveTask {
  readonly kind: 'live'
  readonly system: string
  readonly parameters: Readonly<Record<string, number>>
  readonly seed: number
  /** `Observable.size` floats: the frame on show. */
  readonly frame: SharedArrayBuffer
  /** What is on show; the first channel if left out. */
  readonly channel?: string | undefined
  /** One float for each particle: how much it counts in the channel. */
  readonly weights?: SharedArrayBuffer | null
  readonly controls: SharedArrayBuffer
}

export interface LiveProgress {
  readonly sequence: number
  /** Simulated time since the start, in the system's time unit. */
  readonly time: number
}

/** Int32: frames painted, version of the parameters, paused; then one Float64 for each parameter. */
export class LiveControls {
  readonly memory: SharedArrayBuffer
  readonly #flags: Int32Array
  readonly #values: Float64Array

  constructor(parameters: number | SharedArrayBuffer) {
    this.memory = typeof parameters === 'number' ? new SharedArrayBuffer(16 + 8 * parameters) : parameters
    this.#flags = new Int32Array(this.memory, 0, 4)
    this.#values = new Float64Array(this.memory, 16)
  }

  painted(sequence: number): void {
    Atomics.store(this.#flags, 0, sequence)
    Atomics.notify(this.#flags, 0)
  }

  get lastPainted(): number {
    return Atomics.load(this.#flags, 0)
  }

  setParameter(index: number, value: number): void {
    this.#values[index] = value
    Atomics.add(this.#flags, 1, 1)
  }

  get version(): number {
    return Atomics.load(this.#flags, 1)
  }

  parameter(index: number): number {
    return this.#values[index]
  }

  /** Waits until another frame has been painted, or a while has passed. */
  waitForPaint(known: number): void {
    Atomics.wait(this.#flags, 0, known, 50)
  }
}

/** Frames that may be on their way to the browser at once. */
const UNPAINTED = 2
/** Milliseconds of simulation between two frames on show. */
const WORK_PER_FRAME = 15

/** Runs in a worker. Starts at once, without waiting for equilibrium: watching it settle is the point. */
export function simulateLive(
  { system: name, parameters, seed, frame, channel, weights, controls: memory }: LiveTask,
  context: TaskContext<LiveProgress>,
): void {
  const system = findSystem(name)
  const names = Object.keys(system.parameters)
  const live = names.filter((key) => system.parameters[key].live)
  const simulation = system.simulate(parameters, seed)
  const { frameInterval } = system.observable(parameters)
  const controls = new LiveControls(memory)
  const out = new Float32Array(frame)
  const counts = weights && new Float32Array(weights)
  for (const key of live) simulation.set(key, parameters[key])
  let version = controls.version
  let time = 0
  for (let sequence = 1; ; sequence++) {
    while (sequence - controls.lastPainted > UNPAINTED) {
      context.checkpoint()
      controls.waitForPaint(controls.lastPainted)
    }
    context.checkpoint()
    if (controls.version !== version) {
      version = controls.version
      for (const key of live) simulation.set(key, controls.parameter(names.indexOf(key)))
    }
    const started = performance.now()
    do {
      simulation.advance()
      time += frameInterval
    } while (performance.now() - started < WORK_PER_FRAME)
    simulation.observe(out, channel)
    if (counts && channel !== undefined) simulation.weigh?.(channel, counts)
    context.report({ sequence, time })
  }
}
