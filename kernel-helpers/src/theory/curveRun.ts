import type { Measurement, MeasurementTask } from '../learning/measurement.js'
import { recipes } from '../learning/recipe.js'
import { split } from '../learning/split.js'
import type { TrainingProgress } from '../learning/training.js'
import type { Recording, SharedRecording } from '../recording/recording.js'
import { describeInput, hash, type Manifest, versions } from '../run/manifest.js'
import { type CurveUnits, ErrorCurve } from './curve.js'
import { reduceScale, type Scale } from './curveRows.js'
import type { ErrorCurveSpec } from './errorCurveSpec.js'

interface ScaleProgress {
  readonly cellSize: number
  readonly offset: number
  readonly status: 'waiting' | 'running' | 'done' | 'failed'
  /** Part of this scale's work that is done, 0 to 1. */
  readonly fraction: number
  /** Validation loss of the training under way, standardised. */
  readonly loss: number | null
  readonly fvu: number | null
  readonly fvuLow: number | null
  readonly fvuHigh: number | null
}

export interface CurveProgress {
  readonly curve: ErrorCurve
  readonly scales: readonly ScaleProgress[]
  readonly fraction: number
  /** Null until there is something to judge by. */
  readonly secondsLeft: number | null
  readonly backend: string | null
  /** Most bytes that training has held so far: on the GPU, or else by this process; null until something is measured. */
  readonly memory: number | null
  /** What just changed: a measured part, or only progress. */
  readonly measured: boolean
}

/** One training: a scale, a replicate, and the recording itself (−1) or one of its surrogates. */
export interface Part {
  readonly scale: number
  readonly replicate: number
  readonly surrogate: number
}

export function errorCurveManifest(
  recordings: readonly Recording[],
  spec: ErrorCurveSpec,
): Manifest<ErrorCurveSpec> {
  const inputs = recordings.map(describeInput)
  return {
    schema: 1,
    analysis: 'error-curve',
    spec,
    inputs,
    id: hash(['error-curve', spec, inputs.map((input) => input.sha256)]),
    backend: null,
    versions: versions(),
    started: new Date().toISOString(),
    finished: null,
  }
}

/** What has been measured so far, and what is under way. */
export class CurveRun {
  readonly shared: readonly SharedRecording[]
  manifest: Manifest<ErrorCurveSpec>
  readonly #measured: (Measurement | undefined)[][][]
  readonly #underWay = new Map<string, TrainingProgress>()
  readonly #problems = new Map<number, string>()
  readonly #title: string
  readonly #units: CurveUnits
  readonly #started = performance.now()
  #reused = 0
  #done = 0
  #memory: number | null = null
  readonly #reduced = new Map<number, Scale | undefined>()
  #curve: ErrorCurve | undefined

  constructor(
    private readonly recordings: readonly Recording[],
    private readonly spec: ErrorCurveSpec,
  ) {
    const [first] = recordings
    this.shared = recordings.map((recording) => recording.share())
    this.manifest = errorCurveManifest(recordings, spec)
    this.#title = first.provenance.title
    this.#units = {
      lengthUnit: first.lengthUnit,
      timeUnit: first.timeUnit,
      frameInterval: first.frameInterval,
      density: first.density,
    }
    this.#measured = spec.scales.map(() =>
      Array.from({ length: spec.surrogates + 1 }, () =>
        new Array<Measurement | undefined>(spec.replicates).fill(undefined),
      ),
    )
  }

  /** Everything to measure, coarsest scale first, each recording before its surrogates. */
  parts(): Part[] {
    const { scales, replicates, surrogates } = this.spec
    return scales
      .map((_, scale) => scale)
      .reverse()
      .flatMap((scale) =>
        Array.from({ length: surrogates + 1 }, (_, i) => i - 1).flatMap((surrogate) =>
          Array.from({ length: replicates }, (_, replicate) => ({ scale, replicate, surrogate })),
        ),
      )
  }

  task({ scale, replicate, surrogate }: Part, recordings: readonly SharedRecording[]): MeasurementTask {
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
      seed: seed + 7919 * (replicate + 1) + 104_729 * (surrogate + 1),
      backend: backend ?? undefined,
    }
  }

  advance(part: Part, progress: TrainingProgress): void {
    this.#underWay.set(JSON.stringify(part), progress)
  }

  finish(part: Part, measurement: Measurement, reused: boolean): void {
    this.#underWay.delete(JSON.stringify(part))
    this.#measured[part.scale][part.surrogate + 1][part.replicate] = measurement
    this.#reduced.delete(part.scale)
    this.#done++
    if (reused) this.#reused++
    else this.#memory = Math.max(this.#memory ?? 0, measurement.memory)
    this.manifest = {
      ...this.manifest,
      backend: measurement.backend,
      finished: this.#done === this.#total ? new Date().toISOString() : null,
    }
    this.#curve = undefined
  }

  fail(part: Part, error: Error): void {
    this.#underWay.delete(JSON.stringify(part))
    const { cellSize } = this.spec.scales[part.scale]
    this.#problems.set(part.scale, `cell size ${cellSize} ${this.#units.lengthUnit}: ${error.message}`)
    this.#curve = undefined
  }

  curve(): ErrorCurve {
    this.#curve ??= new ErrorCurve(
      this.#title,
      this.#units,
      this.spec.scales.map((_, scale) => this.#reduce(scale)).filter((scale) => scale !== undefined),
      this.manifest,
      [...this.#problems.values()],
    )
    return this.#curve
  }

  /** Intervals take a while: each scale's are drawn again only when it has changed. */
  #reduce(scale: number): Scale | undefined {
    if (!this.#reduced.has(scale)) {
      const [replicates, ...surrogates] = this.#measured[scale]
      const measured = { ...this.spec.scales[scale], replicates, surrogates }
      this.#reduced.set(scale, reduceScale(measured, this.#units.density, this.spec.seed))
    }
    return this.#reduced.get(scale)
  }

  progress(measured: boolean): CurveProgress {
    const curve = this.curve()
    const underWay = [...this.#underWay.values()].reduce((sum, p) => sum + p.step / p.steps, 0)
    const fresh = this.#done - this.#reused + underWay
    const elapsed = (performance.now() - this.#started) / 1000
    const left = this.#total - this.#done - underWay
    return {
      curve,
      scales: this.spec.scales.map((_, scale) => this.#scaleProgress(scale, curve)),
      fraction: (this.#done + underWay) / this.#total,
      secondsLeft: fresh < 0.5 ? null : (elapsed / fresh) * left,
      backend: this.manifest.backend,
      memory: this.#memory,
      measured,
    }
  }

  get #total(): number {
    return this.spec.scales.length * this.spec.replicates * (this.spec.surrogates + 1)
  }

  #scaleProgress(scale: number, curve: ErrorCurve): ScaleProgress {
    const { cellSize, offset } = this.spec.scales[scale]
    const parts = this.#measured[scale].flat()
    const done = parts.filter((part) => part !== undefined).length
    const running = [...this.#underWay].filter(([key]) => (JSON.parse(key) as Part).scale === scale)
    const partly = running.reduce((sum, [, p]) => sum + p.step / p.steps, 0)
    const first = this.#measured[scale][0].find((m) => m !== undefined)
    const row = first && curve.means.find((r) => r.cellSize === first.cellSize)
    return {
      cellSize,
      offset,
      status: this.#problems.has(scale)
        ? 'failed'
        : done === parts.length
          ? 'done'
          : done + running.length > 0
            ? 'running'
            : 'waiting',
      fraction: (done + partly) / parts.length,
      loss: running[0]?.[1].validation ?? null,
      fvu: row?.fvu ?? null,
      fvuLow: row?.fvuLow ?? null,
      fvuHigh: row?.fvuHigh ?? null,
    }
  }
}
