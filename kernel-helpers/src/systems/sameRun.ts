import { sharedFloats } from '../recording/memory.js'
import type { SharedRecording, SharedTrajectory, SharedVideo } from '../recording/recording.js'
import type { TaskContext } from '../run/task.js'
import { findSystem } from './index.js'
import { type SimulationProgress, sharedFrames } from './record.js'

/** A job for a worker: simulate a recorded run once more, and record other channels of it. */
export interface SameRunTask {
  readonly kind: 'same-run'
  readonly run: SharedRecording
  readonly channels: readonly string[]
}

/**
 * Other channels of a recorded run, which repeats exactly: particles share the memory of their positions with it.
 * Runs in a worker.
 *
 * @throws RangeError if the run is not of a system
 * @throws Error if the run does not repeat, as one of another version may not
 */
export function simulateSameRun(
  { run, channels }: SameRunTask,
  context: TaskContext<SimulationProgress>,
): SharedRecording[] {
  const { source, title } = run.provenance
  if (source.kind !== 'system' || run.kind === 'paged-video')
    throw new RangeError(`run: ${title}, expected a simulated one`)
  const { system: name, parameters, seed, channel: recorded } = source
  const system = findSystem(name)
  const { size } = system.observable(parameters)
  const { frames } = run
  const known = new Float32Array(run.kind === 'trajectory' ? run.positions : run.pixels)
  const others = channels.map((channel): SharedTrajectory | SharedVideo => {
    const memory =
      run.kind === 'trajectory' ? run.positions : (sharedFloats(frames * size).buffer as SharedArrayBuffer)
    return sharedFrames(system, parameters, seed, frames, { memory, channel })
  })
  const simulation = system.simulate(parameters, seed)
  const again = new Float32Array(size)
  try {
    simulation.equilibrate((fraction) => {
      context.report({ phase: 'equilibrating', fraction })
      context.checkpoint()
      return true
    })
    for (let frame = 0; frame < frames; frame++) {
      context.checkpoint()
      if (frame > 0) simulation.advance()
      if (frame === 0 || frame === frames - 1) {
        simulation.observe(again, recorded)
        if (again.some((value, i) => value !== known[frame * size + i]))
          throw new Error(`${title}, seed ${seed}: frame ${frame} differs from what was recorded`)
      }
      for (const [i, other] of others.entries()) observe(other, frame, channels[i])
      if (frame % 50 === 0) context.report({ phase: 'recording', fraction: frame / frames })
    }
  } finally {
    simulation.close?.()
  }
  return others

  function observe(other: SharedTrajectory | SharedVideo, frame: number, channel: string): void {
    if (other.kind === 'video') {
      simulation.observe(new Float32Array(other.pixels, 4 * frame * size, size), channel)
    } else if (other.weights) {
      simulation.weigh?.(channel, new Float32Array(other.weights, 2 * frame * size, size / 2))
    }
  }
}
