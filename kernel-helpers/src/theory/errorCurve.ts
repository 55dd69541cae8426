import type { Measurement, MeasurementTask } from '../learning/measurement.js'
import { recipes } from '../learning/recipe.js'
import { split } from '../learning/split.js'
import type { Recording, SharedRecording } from '../recording/recording.js'
import type { Analysis } from './analysis.js'
import { ErrorCurve } from './curve.js'
import { reduceScale, type Scale } from './curveRows.js'
import {
  type ErrorCurveOptions,
  type ErrorCurveSpec,
  errorCurveSchema,
  optionsOf,
  resolveSpec,
} from './errorCurveSpec.js'
import { short } from './figures.js'
import type { Part, Workbench } from './workbench.js'

/**
 * Prediction error as a function of cell size. Scales are measured from the coarsest to the finest,
 * replicates side by side. A scale that fails is reported in the curve's `problems`; the others go on.
 */
export const errorCurveAnalysis: Analysis<'recordings', ErrorCurveOptions, ErrorCurveSpec, ErrorCurve> = {
  name: 'curve',
  title: 'Prediction error by scale',
  description: 'measure the prediction error at every cell size',
  subject: 'recordings',
  options: errorCurveSchema,
  resolve: resolveSpec,
  optionsOf,
  async measure(recordings, spec, workbench) {
    const curve = new GrowingCurve(recordings, spec, workbench)
    const rows = spec.scales.map((_, scale) => curve.row(scale))
    const parts = spec.replicates * (spec.surrogates + 1)
    workbench.expect(rows.reverse().map((label) => ({ label, parts })))
    workbench.show(curve.sofar)
    const shared = recordings.map((recording) => recording.share())
    const copies = await surrogates(recordings, spec, workbench)
    const problems = await workbench.parts<Measurement, MeasuredPart>(
      curve.parts([shared, ...copies]),
      (measurement, part) => curve.add(measurement, part),
    )
    curve.problems = problems
    if (curve.sofar.rows.length === 0) throw new Error(problems.join('\n'))
    return curve.sofar
  },
}

/** One training: a scale, a replicate, and the recording itself (copy 0) or one of its surrogates. */
interface MeasuredPart extends Part {
  readonly scale: number
  readonly replicate: number
  readonly copy: number
}

/** What has been measured so far. */
class GrowingCurve {
  problems: readonly string[] = []
  /** `[scale][copy][replicate]` */
  readonly #measured: (Measurement | undefined)[][][]
  readonly #reduced = new Map<number, Scale | undefined>()

  constructor(
    private readonly recordings: readonly Recording[],
    private readonly spec: ErrorCurveSpec,
    private readonly workbench: Workbench,
  ) {
    this.#measured = spec.scales.map(() =>
      Array.from({ length: spec.surrogates + 1 }, () =>
        new Array<Measurement | undefined>(spec.replicates).fill(undefined),
      ),
    )
  }

  row(scale: number): string {
    return `b = ${short(this.spec.scales[scale].cellSize)} ${this.recordings[0].lengthUnit}`
  }

  /** Everything to measure, coarsest scale first, each recording before its surrogates. */
  parts(copies: readonly SharedRecording[][]): MeasuredPart[] {
    const { scales, replicates } = this.spec
    return scales
      .map((_, scale) => scale)
      .reverse()
      .flatMap((scale) =>
        copies.flatMap((recordings, copy) =>
          Array.from({ length: replicates }, (_, replicate) => ({
            name: `cell-${scales[scale].cellSize}-replicate-${replicate}${copy === 0 ? '' : `-surrogate-${copy - 1}`}`,
            row: this.row(scale),
            task: this.#task(scale, replicate, copy, recordings),
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
    const { seed, budget, background, backend } = this.spec
    return {
      kind: 'measure',
      recordings,
      split: split(
        this.recordings.map((r) => r.frames),
        replicate,
      ),
      ...this.spec.scales[scale],
      recipe: recipes[budget],
      background,
      seed: seed + 7919 * (replicate + 1) + 104_729 * copy,
      backend: backend ?? undefined,
    }
  }

  add(measurement: Measurement, { scale, replicate, copy }: MeasuredPart): void {
    this.#measured[scale][copy][replicate] = measurement
    this.#reduced.delete(scale)
    const curve = this.sofar
    const row = curve.means.find(({ cellSize }) => cellSize === measurement.cellSize)
    if (row && this.#measured[scale].flat().every((part) => part !== undefined))
      this.workbench.say(
        this.row(scale),
        `FVU ${short(row.fvu)} [${short(row.fvuLow)}, ${short(row.fvuHigh)}]`,
      )
    this.workbench.show(curve)
  }

  get sofar(): ErrorCurve {
    const [{ provenance, lengthUnit, timeUnit, frameInterval, density }] = this.recordings
    return new ErrorCurve(
      provenance.title,
      { lengthUnit, timeUnit, frameInterval, density },
      this.spec.scales.map((_, scale) => this.#reduce(scale)).filter((scale) => scale !== undefined),
      this.workbench.manifest as ErrorCurve['manifest'],
      this.problems,
    )
  }

  /** Intervals take a while: each scale's are drawn again only when it has changed. */
  #reduce(scale: number): Scale | undefined {
    if (!this.#reduced.has(scale)) {
      const [replicates, ...surrogates] = this.#measured[scale]
      const measured = { ...this.spec.scales[scale], replicates, surrogates }
      this.#reduced.set(scale, reduceScale(measured, this.recordings[0].density, this.spec.seed))
    }
    return this.#reduced.get(scale)
  }
}

function surrogates(
  recordings: readonly Recording[],
  spec: ErrorCurveSpec,
  workbench: Workbench,
): Promise<SharedRecording[][]> {
  return Promise.all(
    Array.from({ length: spec.surrogates }, (_, i) =>
      Promise.all(
        recordings.map((recording, run) =>
          workbench.compute<SharedRecording>({
            kind: 'surrogate',
            recording: recording.share(),
            seed: spec.seed + 1000 * (i + 1) + run,
          }),
        ),
      ),
    ),
  )
}
