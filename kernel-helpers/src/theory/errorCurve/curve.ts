import { inspect } from 'node:util'
import type { Table } from 'apache-arrow'
import type { Predictor } from '../../learning/predictor.js'
import type { Manifest } from '../../run/manifest.js'
import type { AnalysisResult, Plot } from '../analysis.js'
import { short } from '../figures.js'
import { inWords, type NaturalScale, quantityNames } from '../naturalScales/naturalScales.js'
import { type CurveRow, measuredQuantities } from './curveRows.js'
import { curveTable } from './curveTable.js'
import { errorCurvePlots } from './errorCurvePlot.js'
import type { ErrorCurveSpec } from './errorCurveSpec.js'
import type { MeasuredCurve } from './measuredCurve.js'
import { otherFits, refitted, refittedAbout, widened } from './refits.js'
import { checkTraining, type TrainingCheck, trainingVerdict } from './trainingCheck.js'

export interface CurveUnits {
  readonly lengthUnit: string
  readonly timeUnit: string
  readonly frameInterval: number
  /** Particles per unit area, or null. */
  readonly density: number | null
}

/** A predictor and its errors: the fraction of the variance unexplained, and the mean square in the recording's unit squared. */
export interface TrainedPredictor extends Pick<CurveRow, 'fvu' | 'rawError'> {
  readonly predictor: Predictor
}

/** Prediction error as a function of cell size, finished or growing. */
export class ErrorCurve implements AnalysisResult {
  readonly rows: readonly CurveRow[]
  #found: readonly NaturalScale[] | undefined
  #checked: readonly TrainingCheck[] | undefined

  constructor(
    readonly title: string,
    readonly units: CurveUnits,
    private readonly main: MeasuredCurve,
    /** The curve measured again in other ways. */
    readonly refits: readonly MeasuredCurve[],
    readonly manifest: Manifest<ErrorCurveSpec>,
    private readonly failures: readonly string[] = [],
  ) {
    this.rows = main.scales.flatMap((scale) => scale.rows)
  }

  /** True when every scale and replicate asked for has been measured. */
  get finished(): boolean {
    return this.manifest.finished !== null
  }

  /** The rows of the means, one for each cell size. */
  get means(): readonly CurveRow[] {
    return this.rows.filter((row) => row.replicate === 'mean')
  }

  /** What the first replicate learned at each cell size, as far as it was kept, beside the means over all replicates. */
  get predictors(): readonly TrainedPredictor[] {
    return this.main.scales.flatMap(({ measured, rows }) => {
      const first = measured.find(({ replicate }) => replicate === 0)
      const { fvu, rawError } = rows[rows.length - 1]
      return first?.measurement.predictor ? [{ predictor: first.measurement.predictor, fvu, rawError }] : []
    })
  }

  /**
   * Peaks, valleys and knees that the data support. With surrogates, only those which also stand out in the
   * ratio of the curve to that of its surrogates, and in every single replicate. Their intervals are the hull of
   * that by the replicates, of other fits to the same curve, and of the refits that are complete.
   */
  naturalScales(): NaturalScale[] {
    this.#found ??= this.main.naturalScales.map((scale) => {
      const curve = scale.quantity === 'gap' ? undefined : this.main.replicated(scale.quantity)
      const remeasured = this.refits
        .filter(({ complete, variation }) => complete && !variation.shorter)
        .filter(({ variation, scales }) => !variation.local || within(scale.cellSize, scales))
        .map((refit) => {
          const { name, local } = refit.variation
          if (!local) return refitted(scale, name, refit.naturalScales)
          return refittedAbout(
            scale,
            name,
            scale.quantity === 'gap' ? undefined : refit.replicated(scale.quantity),
          )
        })
      return widened(scale, [...(curve ? otherFits(scale, curve) : []), ...remeasured])
    })
    return [...this.#found]
  }

  /** What more training would gain at the scales around the first natural scale; empty without refits. */
  trainingChecks(): TrainingCheck[] {
    this.#checked ??= checkTraining(
      this.main,
      this.refits.filter(({ complete }) => complete),
    )
    return [...this.#checked]
  }

  /** What could not be measured or told, and why. */
  get problems(): readonly string[] {
    const { lengthUnit } = this.units
    const vague = this.means.filter((row) => !Number.isFinite(row.fvuLow)).map((row) => short(row.cellSize))
    const places = this.naturalScales().filter((scale) => scale.kind !== 'knee' && !scale.bounded)
    return [
      ...this.failures,
      ...(vague.length > 0
        ? [
            `95 % intervals at b = ${vague.join(', ')} ${lengthUnit}: a single replicate whose blocks of time are too few or too much alike`,
          ]
        : []),
      ...places.map(
        ({ kind, quantity, cellSize }) =>
          `95 % interval of the ${kind} of the ${quantityNames[quantity]} at ${short(cellSize)} ${lengthUnit}: too flat a top or fewer than 3 replicates; it lies between its feet`,
      ),
    ]
  }

  /** The answer in words. */
  get verdict(): string {
    const { length } = this.means
    const whole = this.manifest.spec.scales.length
    const partly = length === whole ? '' : ` (${length} of ${whole} cell sizes measured)`
    if (length < 3) return length === 0 ? '' : `too few cell sizes for a natural scale${partly}`
    const found = this.naturalScales()
    if (found.length === 0)
      return this.main.scales.every((scale) => scale.beyond)
        ? `nothing stands out beyond the temporal-phase surrogates: no natural scale${partly}`
        : `no natural scale: no interior peak, valley or knee of ${measuredQuantities.map((name) => quantityNames[name]).join(', ')}${partly}`
    const places = measuredQuantities.map((quantity) => {
      const here = found.filter((scale) => scale.quantity === quantity)
      const words = here.map((scale) => inWords(scale, this.units.lengthUnit))
      return `${quantityNames[quantity]}: ${words.join('; ') || 'none'}`
    })
    const undertrained = this.trainingChecks().filter((check) => check.undertrained)
    const training =
      undertrained.length === 0
        ? ''
        : `. Undertrained at b = ${undertrained.map(({ cellSize }) => short(cellSize)).join(', ')} ${this.units.lengthUnit}`
    return `natural scales of ${places.join('. ')}${training}${partly}`
  }

  /** All rows as an Arrow table, then the means of the refits. */
  get table(): Table {
    const refits = this.refits.flatMap(({ variation, scales }) =>
      scales
        .filter((scale) => scale.complete)
        .flatMap((scale) => scale.rows.slice(-1).map((row) => ({ ...row, refit: variation.name }))),
    )
    return curveTable(
      [...this.rows.map((row) => ({ ...row, refit: null })), ...refits],
      new Map([
        ['scalescope.manifest', this.manifest.id],
        ['scalescope.lengthUnit', this.units.lengthUnit],
      ]),
    )
  }

  get plots(): readonly Plot[] {
    return errorCurvePlots(this)
  }

  get caption(): string {
    const { spec, backend, inputs, id } = this.manifest
    const { lengthUnit, timeUnit } = this.units
    const offsets =
      spec.speed === null
        ? `fixed offset ${spec.scales[0].offset} frames`
        : `κ ${spec.kappa} at v = ${short(spec.speed)} ${lengthUnit}/${timeUnit}`
    return [
      backend ?? 'starting',
      offsets,
      `${inputs.length === 1 ? '1 recording' : `${inputs.length} runs`}, ${spec.replicates} replicates, ${spec.budget} budget`,
      ...(spec.surrogates > 0 ? [`${spec.surrogates} surrogates`] : []),
      `manifest ${id.slice(0, 8)}`,
    ].join(' · ')
  }

  /** The table of the means, and the answer. */
  get text(): string {
    const surrogates = this.manifest.spec.surrogates > 0
    const table = this.means.map(
      (row) =>
        `${short(row.cellSize).padStart(8)}${String(row.offset).padStart(8)}${short(row.fvu).padStart(9)}  ${`[${short(row.fvuLow)}, ${short(row.fvuHigh)}]`.padEnd(20)}${short(row.skill).padStart(8)}${short(row.ridge).padStart(8)}${short(row.persistence).padStart(12)}${row.surrogate === null ? '' : short(row.surrogate).padStart(11)}`,
    )
    return [
      `${`b (${this.units.lengthUnit})`.padStart(8)}  offset      FVU  95 % interval          skill   ridge persistence${surrogates ? '  surrogate' : ''}`,
      ...table,
      this.verdict,
      ...trainingVerdict(this.trainingChecks(), this.units.lengthUnit),
    ].join('\n')
  }

  /** How a cell shows it. */
  [inspect.custom](): string {
    return [this.title, this.text, ...this.problems].join('\n')
  }

  toJSON() {
    return {
      rows: this.rows,
      refits: this.refits.map(({ variation, scales }) => ({
        name: variation.name,
        rows: scales.flatMap((scale) => scale.rows),
      })),
      naturalScales: this.naturalScales(),
      trainingChecks: this.trainingChecks(),
      verdict: this.verdict,
      problems: this.problems,
    }
  }
}

/** Whether a natural scale lies between the scales of a refit that has only some. */
function within(cellSize: number, scales: readonly { readonly cellSize: number }[]): boolean {
  return scales[0].cellSize < cellSize && cellSize < scales[scales.length - 1].cellSize
}
