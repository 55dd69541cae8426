import { gridAxis } from '../recording/grid.js'
import { renderParticles } from '../recording/particles.js'
import type { TaskContext } from '../run/task.js'
import { findSystem } from './index.js'
import type { Observable } from './system.js'

/** A job for a worker: two runs of a system that start a little apart, and how they part. */
export interface TwinsTask {
  readonly kind: 'twins'
  readonly system: string
  readonly parameters: Readonly<Record<string, number>>
  readonly seed: number
  /** Root mean square displacement at the start, in the system's length unit. */
  readonly displacement: number
  readonly frames: number
  readonly cellSizes: readonly number[]
}

/** Frame by frame, the start included. */
export interface Parting {
  /** Median over the particles of the distance of twins, in the length unit. Below 10⁻⁶ of the box it is lost to rounding. */
  readonly separations: readonly number[]
  /** For each cell size: the density's rms difference over its rms. */
  readonly differences: readonly (readonly number[])[]
}

/**
 * Runs in a worker.
 * @throws Error if the system doesn't consist of particles that can be displaced
 */
export function partTwins(task: TwinsTask, context: TaskContext<number>): Parting {
  const system = findSystem(task.system)
  const observable = system.observable(task.parameters)
  const twins = [0, 1].map(() => system.simulate(task.parameters, task.seed))
  if (observable.kind !== 'particles' || !twins[1].perturb)
    throw new Error(
      `${system.name} has no particles to displace; expected a system whose simulation can perturb`,
    )
  twins[1].perturb(task.displacement, task.seed)
  const frames = twins.map(() => new Float32Array(observable.size))
  const separations: number[] = []
  const differences: number[][] = task.cellSizes.map(() => [])
  for (let frame = 0; frame < task.frames; frame++) {
    context.checkpoint()
    context.report(frame / task.frames)
    for (const [i, twin] of twins.entries()) {
      if (frame > 0) twin.advance()
      twin.observe(frames[i])
    }
    separations.push(medianDistance(frames, observable))
    for (const [i, cellSize] of task.cellSizes.entries())
      differences[i].push(relativeDifference(frames, cellSize, observable))
  }
  return { separations, differences }
}

function medianDistance([a, b]: Float32Array[], { width, height, boundary }: Observable): number {
  const across = (difference: number, side: number) =>
    boundary === 'periodic' ? difference - side * Math.round(difference / side) : difference
  const distances = Float64Array.from({ length: a.length / 2 }, (_, i) =>
    Math.hypot(across(a[2 * i] - b[2 * i], width), across(a[2 * i + 1] - b[2 * i + 1], height)),
  ).sort()
  const middle = distances.length >> 1
  return distances.length % 2 ? distances[middle] : (distances[middle - 1] + distances[middle]) / 2
}

function relativeDifference(frames: Float32Array[], cellSize: number, observable: Observable): number {
  const { width, height, boundary, renderWidth } = observable
  const [rows, columns] = [gridAxis(height, cellSize, boundary), gridAxis(width, cellSize, boundary)]
  const [a, b] = frames.map((positions) => {
    const field = new Float32Array(rows.cells * columns.cells)
    renderParticles(positions, null, renderWidth!, rows, columns, boundary, field)
    return field
  })
  let [apart, whole] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    apart += (a[i] - b[i]) ** 2
    whole += (a[i] ** 2 + b[i] ** 2) / 2
  }
  return whole > 0 ? Math.sqrt(apart / whole) : 0
}
