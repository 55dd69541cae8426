import type { Measurement, MeasurementTask } from '../../learning/measurement.js'
import { split } from '../../learning/split.js'
import type { Recording, SharedRecording } from '../../recording/recording.js'
import { short } from '../figures.js'
import type { Part } from '../workbench.js'
import { reduceScale, type Scale } from './curveRows.js'
import type { ErrorCurveSpec } from './errorCurveSpec.js'
import { MeasuredCurve } from './measuredCurve.js'
import type { Variation } from './variations.js'

/** One training: a scale, a replicate, and the recording itself (copy 0) or one of its surrogates. */
export interface SweepPart extends Part {
  readonly scale: number
  readonly replicate: number
  readonly copy: number
}

/** What has been measured of one curve, at all its scales. */
export class Sweep {
  /** `[scale][copy][replicate]` */
  readonly #measured: (Measurement | undefined)[][][]
  readonly #reduced = new Map<number, Scale | undefined>()
  #curve: MeasuredCurve | undefined

  constructor(
    readonly variation: Variation,
    private readonly recordings: readonly Recording[],
    private readonly spec: ErrorCurveSpec,
    surrogates = 0,
  ) {
    this.#measured = variation.scales.map(() =>
      Array.from({ length: surrogates + 1 }, () =>
        new Array<Measurement | undefined>(spec.replicates).fill(undefined),
      ),
    )
  }

  /** The row that a scale's progress is told in: its own in the curve asked for, one for all in others. */
  row(scale: number): string {
    const { cellSize } = this.variation.scales[scale]
    return this.variation.name || `b = ${short(cellSize)} ${this.recordings[0].lengthUnit}`
  }

  /** Everything to measure, coarsest scale first, each recording before its surrogates. */
  parts(copies: readonly (readonly SharedRecording[])[]): SweepPart[] {
    const { name, scales } = this.variation
    const prefix = name && `${name.replace(/[^\p{L}\d.]+/gu, '-')}-`
    return scales
      .map((_, scale) => scale)
      .reverse()
      .flatMap((scale) =>
        copies.flatMap((recordings, copy) =>
          Array.from({ length: this.spec.replicates }, (_, replicate) => ({
            name: `${prefix}cell-${scales[scale].cellSize}-replicate-${replicate}${copy === 0 ? '' : `-surrogate-${copy - 1}`}`,
            row: this.row(scale),
            task: this.#task(scale, replicate, copy, recordings),
            needs: this.#keeps(replicate, copy) ? 'predictor' : undefined,
            ...{ scale, replicate, copy },
          })),
        ),
      )
  }

  #task(
    scale: number,
    replicate: number,
    copy: number,
    recordings: readonly SharedRecording[],
  ): MeasurementTask {
    const { seed, background, backend } = this.spec
    return {
      kind: 'measure',
      recordings: this.variation.recordings(recordings),
      split: split(
        this.recordings.map((r) => r.frames),
        replicate,
      ),
      ...this.variation.scales[scale],
      recipe: this.variation.recipe,
      background,
      seed: seed + 7919 * (replicate + 1) + 104_729 * copy,
      backend: backend ?? undefined,
      keep: this.#keeps(replicate, copy),
    }
  }

  /** Whether the network is kept, to be watched beside the recording. */
  #keeps(replicate: number, copy: number): boolean {
    return copy === 0 && replicate === 0 && this.variation.name === ''
  }

  add(measurement: Measurement, { scale, replicate, copy }: SweepPart): void {
    this.#measured[scale][copy][replicate] = measurement
    this.#reduced.delete(scale)
    this.#curve = undefined
  }

  isComplete(scale: number): boolean {
    return this.#measured[scale].flat().every((part) => part !== undefined)
  }

  /** What is known so far. */
  get curve(): MeasuredCurve {
    this.#curve ??= new MeasuredCurve(
      this.variation,
      this.variation.scales.map((_, scale) => this.#reduce(scale)).filter((scale) => scale !== undefined),
      this.variation.scales.every((_, scale) => this.isComplete(scale)),
      this.recordings[0].density,
    )
    return this.#curve
  }

  #reduce(scale: number): Scale | undefined {
    if (!this.#reduced.has(scale)) {
      const [replicates, ...surrogates] = this.#measured[scale]
      const measured = { ...this.variation.scales[scale], replicates, surrogates }
      this.#reduced.set(scale, reduceScale(measured, this.recordings[0].density))
    }
    return this.#reduced.get(scale)
  }
}
