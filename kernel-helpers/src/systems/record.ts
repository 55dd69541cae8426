import { sharedFloats } from '../recording/memory.js'
import type {
  Provenance,
  Recording,
  SharedRecording,
  SharedTrajectory,
  SharedVideo,
} from '../recording/recording.js'
import { openShared } from '../recording/shared.js'
import type { RunOptions, WorkerPool } from '../run/pool.js'
import { Stopped, type TaskContext } from '../run/task.js'
import { newCrew, openCrew, type SharedCrew, Team } from '../run/team.js'
import { findSystem, type GivenParameters, resolveParameters } from './index.js'
import type { System } from './system.js'

/** A job for a worker: fill `frames` with one run of a system. */
export interface SimulationTask {
  readonly kind: 'simulate'
  readonly system: string
  readonly parameters: Readonly<Record<string, number>>
  readonly seed: number
  readonly frames: number
  readonly memory: SharedArrayBuffer
  /** What to record, by name; the first channel if left out. */
  readonly channel?: string | undefined
  /** The threads that simulate together, unless this one does alone. */
  readonly crew?: SharedCrew | undefined
  /** Also averages what the simulation measures of itself. */
  readonly averages?: boolean
}

/** A job for a worker: help to simulate a system. */
export interface AssistanceTask {
  readonly kind: 'assist'
  readonly system: string
  readonly crew: SharedCrew
}

export interface SimulationProgress {
  readonly phase: 'equilibrating' | 'recording'
  readonly fraction: number
}

export interface RecordOptions extends RunOptions<SimulationProgress & { seed: number }> {
  /** Frames of each run. */
  readonly frames?: number
  /** One run for each seed. */
  readonly seeds?: readonly number[]
  /** What to record, such as `momentum x`: one of the system's channels, by default the first. */
  readonly channel?: string | undefined
}

/** What a worker makes of a {@link SimulationTask}. */
export interface SimulatedRun {
  readonly recording: SharedRecording
  /** Means over the run of energies and the like, where they were asked for. */
  readonly averages?: Readonly<Record<string, number>>
  /** Why it ended before its last frame. */
  readonly brokeDown?: string
}

/** A simulation that could not go on. */
export class BrokeDown extends Error {
  override readonly name = 'BrokeDown'

  /** @param kept what had been recorded before, at least two frames */
  constructor(
    message: string,
    readonly kept: Recording,
  ) {
    super(`${message}; the ${kept.frames} frames before are kept in this error's "kept"`)
  }
}

const REPORTS_PER_RUN = 200

/**
 * Simulates one run for each seed, side by side in worker threads; where there are more threads than runs, several share
 * a run if the system can make use of them. The result doesn't depend on it.
 *
 * @throws RangeError naming a parameter, channel, number of frames or seed that is out of range
 * @throws BrokeDown if a run becomes non-finite, say, with the frames before
 */
export function record(
  pool: WorkerPool,
  system: System,
  given: GivenParameters,
  options: RecordOptions = {},
): Promise<Recording[]> {
  const { frames = system.defaults.frames, seeds = [1, 2, 3] } = options
  if (!(Number.isInteger(frames) && frames >= 2))
    throw new RangeError(`frames: ${frames}, expected a whole number of at least 2`)
  if (seeds.length === 0) throw new RangeError('seeds: none given, expected at least one')
  if (new Set(seeds).size < seeds.length)
    throw new RangeError(`seeds: ${seeds.join(', ')}, expected different ones: equal seeds give equal runs`)
  for (const seed of seeds)
    if (!(Number.isSafeInteger(seed) && seed >= 0))
      throw new RangeError(`seed: ${seed}, expected a whole number from 0 to 2^53 − 1`)
  const parameters = resolveParameters(system, given)
  checkChannel(system, parameters, options.channel)
  const spare = Math.min(Team.mostMembers, Math.floor(pool.size / seeds.length))
  const threads = Math.min(spare, system.helpers?.threads(parameters) ?? 1)
  return Promise.all(
    seeds.map((seed) => recordRun(pool, system, { ...options, parameters, seed, frames, threads })),
  )
}

interface RunSpec extends RecordOptions {
  readonly parameters: Readonly<Record<string, number>>
  readonly seed: number
  readonly frames: number
  readonly threads: number
}

async function recordRun(
  pool: WorkerPool,
  system: System,
  { parameters, seed, frames, threads, channel, signal, onProgress }: RunSpec,
): Promise<Recording> {
  const crew = threads > 1 ? newCrew(threads) : undefined
  const task: SimulationTask = { ...simulationTask(system, parameters, seed, frames), channel, crew }
  const ended = new AbortController()
  const either = AbortSignal.any(signal ? [signal, ended.signal] : [ended.signal])
  const run = pool.run<SimulatedRun, SimulationProgress>(task, {
    signal: either,
    onProgress: onProgress && ((progress) => onProgress({ ...progress, seed })),
  })
  if (crew) {
    const help: AssistanceTask = { kind: 'assist', system: system.name, crew }
    // Behind all runs in the queue. A simulation can't go on without a helper that has failed.
    queueMicrotask(() => {
      for (let helper = 1; helper < threads; helper++)
        pool.run(help, { signal: either }).catch((reason) => ended.abort(reason))
    })
  }
  try {
    const { recording, brokeDown } = await run
    if (brokeDown !== undefined) throw new BrokeDown(brokeDown, openShared(recording))
    return openShared(recording)
  } finally {
    ended.abort()
  }
}

/** Runs in a worker. */
export function simulateRun(
  { system: name, parameters, seed, frames, memory, channel, crew, averages }: SimulationTask,
  context: TaskContext<SimulationProgress>,
): SimulatedRun {
  const system = findSystem(name)
  const { size } = system.observable(parameters)
  const shared = sharedFrames(system, parameters, seed, frames, { memory, channel })
  const weights =
    shared.kind === 'trajectory' && shared.weights ? new Float32Array(shared.weights) : undefined
  const simulation = system.simulate(parameters, seed, crew && openCrew(crew, context.checkpoint))
  const sums = new Map<string, { sum: number; count: number }>()
  let frame = 0
  try {
    simulation.equilibrate((fraction) => {
      context.report({ phase: 'equilibrating', fraction })
      context.checkpoint()
      return true
    })
    const values = new Float32Array(memory)
    for (; frame < frames; frame++) {
      context.checkpoint()
      if (frame > 0) simulation.advance()
      simulation.observe(values.subarray(frame * size, (frame + 1) * size), channel)
      if (weights && channel !== undefined)
        simulation.weigh?.(channel, weights.subarray((frame * size) / 2, ((frame + 1) * size) / 2))
      if (frame % Math.ceil(frames / REPORTS_PER_RUN) === 0) {
        context.report({ phase: 'recording', fraction: frame / frames })
        if (averages) addTo(sums, simulation.measure())
      }
    }
  } catch (error) {
    if (frame < 2 || error instanceof Stopped) throw error
    return { recording: firstFrames(shared, frame, size), brokeDown: (error as Error).message }
  } finally {
    simulation.close?.()
  }
  if (!averages) return { recording: shared }
  return {
    recording: shared,
    averages: Object.fromEntries([...sums].map(([name, { sum, count }]) => [name, sum / count])),
  }
}

/** What isn't defined yet, such as a rate before any time has passed, doesn't count. */
function addTo(sums: Map<string, { sum: number; count: number }>, measured: Record<string, number>): void {
  for (const [name, value] of Object.entries(measured)) {
    const { sum, count } = sums.get(name) ?? { sum: 0, count: 0 }
    if (Number.isFinite(value)) sums.set(name, { sum: sum + value, count: count + 1 })
  }
}

/** The job that simulates one run, with memory for its frames. */
export function simulationTask(
  system: System,
  parameters: Readonly<Record<string, number>>,
  seed: number,
  frames: number,
): SimulationTask {
  const { size } = system.observable(parameters)
  const memory = sharedFloats(frames * size).buffer as SharedArrayBuffer
  return { kind: 'simulate', system: system.name, parameters, seed, frames, memory }
}

function firstFrames(
  shared: SharedTrajectory | SharedVideo,
  frames: number,
  size: number,
): SharedTrajectory | SharedVideo {
  const bytes = frames * size * Float32Array.BYTES_PER_ELEMENT
  if (shared.kind === 'video') return { ...shared, frames, pixels: shared.pixels.slice(0, bytes) }
  const { positions, weights } = shared
  return {
    ...shared,
    frames,
    positions: positions.slice(0, bytes),
    weights: weights?.slice(0, bytes / 2) ?? null,
  }
}

/** Runs in a worker. */
export function assistRun({ system, crew }: AssistanceTask, context: TaskContext<never>): void {
  findSystem(system).helpers?.assist(openCrew(crew, context.checkpoint))
}

function checkChannel(
  system: System,
  parameters: Readonly<Record<string, number>>,
  channel: string | undefined,
): void {
  const { channels = [] } = system.observable(parameters)
  if (channel !== undefined && !channels.includes(channel))
    throw new RangeError(
      `channel: ${JSON.stringify(channel)}, expected ${channels.map((name) => JSON.stringify(name)).join(' or ') || `none: ${system.name} has only one`}`,
    )
}

interface FrameMemory {
  /** Positions or pixels; new memory of the right size if left out. */
  readonly memory?: SharedArrayBuffer
  readonly channel?: string | undefined
}

/** Frames of a system as a recording to be shared. */
export function sharedFrames(
  system: System,
  parameters: Readonly<Record<string, number>>,
  seed: number,
  frames: number,
  { memory, channel }: FrameMemory = {},
): SharedTrajectory | SharedVideo {
  const observable = system.observable(parameters)
  const held = memory ?? (sharedFloats(frames * observable.size).buffer as SharedArrayBuffer)
  const { width, height, boundary, lengthUnit, timeUnit, frameInterval, speed, channels = [] } = observable
  const other = channel !== undefined && channel !== channels[0]
  const provenance: Provenance = {
    title: other ? `${system.title}, ${channel}` : system.title,
    source: { kind: 'system', system: system.name, parameters, seed, ...(other ? { channel } : {}) },
  }
  const common = {
    frames,
    width,
    height,
    boundary,
    lengthUnit,
    timeUnit,
    frameInterval,
    speed,
    provenance,
    ladder: system.defaults.cellSizes,
  }
  if (observable.kind === 'particles')
    return {
      kind: 'trajectory',
      ...common,
      particles: observable.size / 2,
      renderWidth: observable.renderWidth!,
      positions: held,
      weights: other ? (sharedFloats((frames * observable.size) / 2).buffer as SharedArrayBuffer) : null,
    }
  const pixelSize = observable.pixelSize!
  return {
    kind: 'video',
    ...common,
    pixelSize,
    rows: Math.round(height / pixelSize),
    columns: Math.round(width / pixelSize),
    pixels: held,
  }
}
