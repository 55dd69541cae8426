import type { FramesInFile } from './paged-video.js'

/** Where a recording comes from, enough to make or find it again. Plain JSON. */
export interface Provenance {
  /** System or file name, as shown to people. */
  readonly title: string
  readonly source:
    | {
        readonly kind: 'system'
        readonly system: string
        readonly parameters: Readonly<Record<string, number>>
        readonly seed: number
        /** What was recorded, where it isn't the system's first channel. */
        readonly channel?: string
      }
    | {
        readonly kind: 'file'
        readonly path: string
        readonly sha256: string
        readonly options: Readonly<Record<string, number>>
      }
    | { readonly kind: 'array' }
    | { readonly kind: 'average'; readonly cellSize: number; readonly of: Provenance }
    | { readonly kind: 'surrogate'; readonly seed: number; readonly of: Provenance }
}

export type Boundary = 'periodic' | 'open'

/** Number of cells along each axis. Fields are row-major, `height × width`. */
export interface FieldShape {
  readonly height: number
  readonly width: number
}

/**
 * What the method looks at: a movie that can be seen at any cell size.
 * Lengths are in `lengthUnit`, times in `timeUnit`.
 */
export interface Recording {
  readonly frames: number
  /** Time between frames. */
  readonly frameInterval: number
  readonly timeUnit: string
  readonly lengthUnit: string
  /** Extent of the field of view, in `lengthUnit`. */
  readonly width: number
  readonly height: number
  readonly boundary: Boundary
  /** Typical speed of what moves, in `lengthUnit` per `timeUnit`; null where it isn't known. */
  readonly speed: number | null
  /** Particles per unit area; null where there are no particles. */
  readonly density: number | null
  readonly provenance: Provenance
  /** Cell sizes that suit what was recorded, where its source knows them. */
  readonly ladder: readonly number[] | null
  /** Number of cells of side `cellSize` along each axis. @throws RangeError if no cell fits. */
  shape(cellSize: number): FieldShape
  /** The side of the cells that fit in whole numbers, nearest to `cellSize`. */
  fittedCellSize(cellSize: number): number
  /** Writes the field of one frame, averaged over cells, into `out` (`height × width`, row-major). */
  render(frame: number, cellSize: number, out: Float32Array): void
  /** The same recording as plain data for another thread; pixels and positions are shared, not copied. */
  share(): SharedRecording
}

interface SharedBase {
  readonly frames: number
  readonly frameInterval: number
  readonly timeUnit: string
  readonly lengthUnit: string
  readonly width: number
  readonly height: number
  readonly boundary: Boundary
  readonly speed: number | null
  readonly provenance: Provenance
  readonly ladder: readonly number[] | null
}

export interface SharedTrajectory extends SharedBase {
  readonly kind: 'trajectory'
  readonly particles: number
  readonly renderWidth: number
  readonly positions: SharedArrayBuffer
  readonly weights: SharedArrayBuffer | null
}

interface SharedPixels extends SharedBase {
  readonly pixelSize: number
  readonly rows: number
  readonly columns: number
}

export interface SharedVideo extends SharedPixels {
  readonly kind: 'video'
  readonly pixels: SharedArrayBuffer
}

export interface SharedPagedVideo extends SharedPixels {
  readonly kind: 'paged-video'
  readonly pixels: FramesInFile
}

export type SharedRecording = SharedTrajectory | SharedVideo | SharedPagedVideo
