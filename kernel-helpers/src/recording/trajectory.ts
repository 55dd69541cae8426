import { gridAxis } from './grid.js'
import { sharedBuffer } from './memory.js'
import { renderParticles } from './particles.js'
import type { Boundary, FieldShape, Provenance, Recording, SharedTrajectory } from './recording.js'

export interface TrajectoryOptions {
  readonly frames: number
  readonly particles: number
  /** `frames × particles × 2`: x and y of each particle, in `lengthUnit`. */
  readonly positions: Float32Array
  /** `frames × particles`: how much each counts, as its velocity does in a momentum. Left out, each counts 1. */
  readonly weights?: Float32Array | null
  readonly width: number
  readonly height: number
  readonly boundary: Boundary
  readonly frameInterval: number
  readonly lengthUnit: string
  readonly timeUnit: string
  readonly speed: number | null
  /** Standard deviation of the Gaussian that stands for a particle, in `lengthUnit`. */
  readonly renderWidth: number
  readonly provenance: Provenance
  readonly ladder?: readonly number[] | null
}

/**
 * Positions of particles over time, seen at any cell size: each particle is a Gaussian of width
 * `renderWidth`, integrated exactly over every cell, so that the field at 2b is the block average of
 * the field at b. Values are particles, or what they count, per unit area.
 */
export class Trajectory implements Recording {
  readonly frames: number
  readonly particles: number
  readonly positions: Float32Array
  readonly weights: Float32Array | null
  readonly width: number
  readonly height: number
  readonly boundary: Boundary
  readonly frameInterval: number
  readonly lengthUnit: string
  readonly timeUnit: string
  readonly speed: number | null
  readonly renderWidth: number
  readonly provenance: Provenance
  readonly ladder: readonly number[] | null

  constructor(options: TrajectoryOptions) {
    const expected = options.frames * options.particles * 2
    if (options.positions.length !== expected)
      throw new RangeError(
        `positions: ${options.positions.length} numbers, expected frames × particles × 2 = ${expected}`,
      )
    const weights = options.weights ?? null
    if (weights && weights.length !== expected / 2)
      throw new RangeError(
        `weights: ${weights.length} numbers, expected frames × particles = ${expected / 2}`,
      )
    if (!(options.renderWidth > 0))
      throw new RangeError(`renderWidth: ${options.renderWidth}, expected a length above 0`)
    this.frames = options.frames
    this.particles = options.particles
    this.positions = options.positions
    this.weights = weights
    this.width = options.width
    this.height = options.height
    this.boundary = options.boundary
    this.frameInterval = options.frameInterval
    this.lengthUnit = options.lengthUnit
    this.timeUnit = options.timeUnit
    this.speed = options.speed
    this.renderWidth = options.renderWidth
    this.provenance = options.provenance
    this.ladder = options.ladder ?? null
  }

  /** Particles per unit area. */
  get density(): number {
    return this.particles / (this.width * this.height)
  }

  fittedCellSize(cellSize: number): number {
    return gridAxis(this.width, cellSize, this.boundary).cellSize
  }

  shape(cellSize: number): FieldShape {
    return {
      height: gridAxis(this.height, cellSize, this.boundary).cells,
      width: gridAxis(this.width, cellSize, this.boundary).cells,
    }
  }

  render(frame: number, cellSize: number, out: Float32Array): void {
    const columns = gridAxis(this.width, cellSize, this.boundary)
    const rows = gridAxis(this.height, cellSize, this.boundary)
    if (out.length !== rows.cells * columns.cells)
      throw new RangeError(`out: ${out.length} numbers, expected ${rows.cells} × ${columns.cells}`)
    if (!(frame >= 0 && frame < this.frames))
      throw new RangeError(`frame: ${frame}, expected 0 to ${this.frames - 1}`)
    const [start, end] = [frame * this.particles, (frame + 1) * this.particles]
    renderParticles(
      this.positions.subarray(2 * start, 2 * end),
      this.weights?.subarray(start, end) ?? null,
      this.renderWidth,
      rows,
      columns,
      this.boundary,
      out,
    )
  }

  share(): SharedTrajectory {
    return {
      kind: 'trajectory',
      frames: this.frames,
      particles: this.particles,
      frameInterval: this.frameInterval,
      timeUnit: this.timeUnit,
      lengthUnit: this.lengthUnit,
      width: this.width,
      height: this.height,
      boundary: this.boundary,
      speed: this.speed,
      renderWidth: this.renderWidth,
      provenance: this.provenance,
      ladder: this.ladder,
      positions: sharedBuffer(this.positions),
      weights: this.weights && sharedBuffer(this.weights),
    }
  }
}
