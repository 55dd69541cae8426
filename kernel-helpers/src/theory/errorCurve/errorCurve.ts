import type { Measurement } from '../../learning/measurement.js'
import type { Recording, SharedRecording } from '../../recording/recording.js'
import type { Analysis } from '../analysis.js'
import { withInterval } from '../figures.js'
import type { Workbench } from '../workbench.js'
import { ErrorCurve } from './curve.js'
import {
  type ErrorCurveOptions,
  type ErrorCurveSpec,
  errorCurveSchema,
  optionsOf,
  resolveSpec,
} from './errorCurveSpec.js'
import { Sweep, type SweepPart } from './sweep.js'
import { localVariations, unchanged, type Variation, variations } from './variations.js'

/**
 * Prediction error as a function of cell size. Scales are measured from the coarsest to the finest,
 * replicates side by side; then, if asked for, the curve again in other ways. A scale that fails is reported
 * in the curve's `problems`; the others go on.
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
    const measured = new Measured(recordings, spec, workbench)
    const { main } = measured
    const parts = spec.replicates * (spec.surrogates + 1)
    const rows = spec.scales.map((_, scale) => ({ label: main.row(scale), parts }))
    workbench.expect(rows.reverse())
    const [possible, impossible] = partition(variations(recordings, spec))
    measured.expect(possible)
    for (const { name, scales } of impossible)
      measured.problems.push(
        `${name}: ${scales.length} cell sizes at which a whole number of frames comes near it, expected at least 3`,
      )
    workbench.show(measured.curve)
    const shared = recordings.map((recording) => recording.share())
    const copies = await surrogates(recordings, spec, workbench)
    await measured.perform(main, [shared, ...copies])
    if (measured.curve.rows.length === 0) throw new Error(measured.problems.join('\n'))
    const [place] = measured.curve.naturalScales()
    if (place) measured.expect(localVariations(place, spec))
    await Promise.all(measured.refits.map((refit) => measured.perform(refit, [shared])))
    return measured.curve
  },
}

/** Refits with scales enough for a peak, and the others. */
function partition(all: readonly Variation[]): [Variation[], Variation[]] {
  const enough = ({ scales }: Variation) => scales.length >= 3
  return [all.filter(enough), all.filter((variation) => !enough(variation))]
}

/** The curve asked for and its refits, as far as they have come. */
class Measured {
  readonly main: Sweep
  readonly refits: Sweep[] = []
  readonly problems: string[] = []

  constructor(
    private readonly recordings: readonly Recording[],
    private readonly spec: ErrorCurveSpec,
    private readonly workbench: Workbench,
  ) {
    this.main = new Sweep(unchanged(spec), recordings, spec, spec.surrogates)
  }

  expect(refits: readonly Variation[]): void {
    const { replicates } = this.spec
    this.refits.push(...refits.map((variation) => new Sweep(variation, this.recordings, this.spec)))
    this.workbench.expect(
      refits.map(({ name, scales }) => ({ label: name, parts: scales.length * replicates })),
    )
  }

  async perform(sweep: Sweep, copies: readonly (readonly SharedRecording[])[]): Promise<void> {
    const problems = await this.workbench.parts<Measurement, SweepPart>(
      sweep.parts(copies),
      (measurement, part) => {
        sweep.add(measurement, part)
        if (sweep === this.main && sweep.isComplete(part.scale)) this.#say(part, measurement.cellSize)
        this.workbench.show(this.curve)
      },
    )
    this.problems.push(...problems)
  }

  #say({ row }: SweepPart, cellSize: number): void {
    const { fvu, fvuLow, fvuHigh } = this.curve.means.find((mean) => mean.cellSize === cellSize)!
    this.workbench.say(row, `FVU ${withInterval({ value: fvu, low: fvuLow, high: fvuHigh })}`)
  }

  get curve(): ErrorCurve {
    const [{ provenance, lengthUnit, timeUnit, frameInterval, density }] = this.recordings
    return new ErrorCurve(
      provenance.title,
      { lengthUnit, timeUnit, frameInterval, density },
      this.main.curve,
      this.refits.map((refit) => refit.curve),
      this.workbench.manifest as ErrorCurve['manifest'],
      [...this.problems],
    )
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
