import type { Component } from '../../learning/examples.js'
import type { Measurement, MeasurementTask, SharedChannel } from '../../learning/measurement.js'
import type {
  PredictiveInformation,
  PredictiveInformationTask,
} from '../../learning/predictiveInformation.js'
import { recipes } from '../../learning/recipe.js'
import type { Recording, SharedRecording } from '../../recording/recording.js'
import type { Analysis } from '../analysis.js'
import { short, withInterval } from '../figures.js'
import type { Part, Workbench } from '../workbench.js'
import { channelsOf } from './channels.js'
import { PredictorInputs } from './result.js'
import { type MeasuredScale, rowsOf } from './rows.js'
import {
  type InputsOptions,
  type InputsSpec,
  inputsSchema,
  optionsOf,
  pairs,
  replicateOf,
  resolveInputs,
} from './spec.js'
import { defaultKey, type Variant, variantsOf } from './variants.js'

/**
 * What a predictor needs to see: how its error falls with further frames and further channels, and how predictable a
 * learned coarse variable is beside block averages, by scale. All variants are judged on the same targets.
 */
export const inputsAnalysis: Analysis<'recordings', InputsOptions, InputsSpec, PredictorInputs> = {
  name: 'inputs',
  title: 'What the predictor sees',
  description:
    'measure what further frames, further channels and learned coarse variables add at every cell size',
  subject: 'recordings',
  options: inputsSchema,
  resolve: resolveInputs,
  optionsOf,
  async measure(recordings, spec, workbench) {
    const comparison = new Comparison(recordings, spec, workbench)
    comparison.expect()
    workbench.show(comparison.sofar)
    const beside = await recordBeside(recordings, spec, workbench)
    comparison.failed = await workbench.parts<Measurement | PredictiveInformation, InputsPart>(
      comparison.parts(beside),
      (result, part) => comparison.add(result, part),
    )
    if (comparison.sofar.rows.length === 0) throw new Error(comparison.failed.join('\n'))
    return comparison.sofar
  },
}

/** All other channels that are seen, by name, run by run. */
async function recordBeside(
  recordings: readonly Recording[],
  spec: InputsSpec,
  workbench: Workbench,
): Promise<Map<string, SharedRecording[]>> {
  const channels = spec.beside.flatMap((group) => group.channels)
  if (channels.length === 0) return new Map()
  const runs = await Promise.all(
    recordings.map((recording) =>
      workbench.compute<SharedRecording[]>({ kind: 'same-run', run: recording.share(), channels }),
    ),
  )
  return new Map(channels.map((channel, i) => [channel, runs.map((run) => run[i])]))
}

/** One training: a scale, a replicate and a variant, or the predictive information of coarse variables. */
interface InputsPart extends Part {
  readonly scale: number
  readonly replicate: number
  /** Null for the predictive information. */
  readonly variant: Variant | null
}

class Comparison {
  failed: readonly string[] = []
  readonly #variants: readonly Variant[]
  readonly #measured: {
    readonly variants: Map<string, (Measurement | undefined)[]>
    readonly information: (PredictiveInformation | undefined)[]
  }[]

  constructor(
    private readonly recordings: readonly Recording[],
    private readonly spec: InputsSpec,
    private readonly workbench: Workbench,
  ) {
    this.#variants = variantsOf(spec, channelsOf(recordings[0]).recorded)
    const none = () => new Array<undefined>(spec.replicates).fill(undefined)
    this.#measured = spec.scales.map(() => ({
      variants: new Map(this.#variants.map(({ key }) => [key, none()])),
      information: none(),
    }))
  }

  expect(): void {
    const { scales, replicates, classes } = this.spec
    const parts = replicates * (this.#variants.length + (classes > 0 ? 1 : 0))
    this.workbench.expect(scales.map((_, scale) => ({ label: this.#row(scale), parts })).reverse())
  }

  /** Everything to measure, coarsest scale first. */
  parts(beside: ReadonlyMap<string, readonly SharedRecording[]>): InputsPart[] {
    const { scales, replicates, classes } = this.spec
    const shared = this.recordings.map((recording) => recording.share())
    const asked = [...this.#variants, ...(classes > 0 ? [null] : [])]
    return scales
      .map((_, scale) => scale)
      .reverse()
      .flatMap((scale) =>
        asked.flatMap((variant) =>
          Array.from({ length: replicates }, (_, replicate) => ({
            name: `cell-${scales[scale].cellSize}-replicate-${replicate}-${variant?.key ?? 'information'}`,
            row: this.#row(scale),
            task: variant
              ? this.#measurement(scale, replicate, variant, shared, beside)
              : this.#information(scale, replicate, shared),
            ...{ scale, replicate, variant },
          })),
        ),
      )
  }

  #measurement(
    scale: number,
    replicate: number,
    variant: Variant,
    shared: readonly SharedRecording[],
    beside: ReadonlyMap<string, readonly SharedRecording[]>,
  ): MeasurementTask {
    const { seed, budget, background, backend, history, scales } = this.spec
    const { runs, split } = replicateOf(this.recordings, replicate)
    const own = (of: readonly SharedRecording[]) => runs.map((run) => of[run])
    return {
      kind: 'measure',
      recordings: own(shared),
      split,
      ...scales[scale],
      recipe: recipes[budget],
      background,
      seed: seed + 7919 * (replicate + 1),
      backend: backend ?? undefined,
      frames: variant.frames,
      back: Math.max(1, history - 1),
      channels: this.spec.beside
        .filter(({ name }) => variant.beside.includes(name))
        .flatMap((group) =>
          group.channels.map((channel): SharedChannel => {
            const component = group.channels.length > 1 ? (channel.slice(-1) as Component) : 'scalar'
            return { component, recordings: own(beside.get(channel)!) }
          }),
        ),
    }
  }

  #information(
    scale: number,
    replicate: number,
    shared: readonly SharedRecording[],
  ): PredictiveInformationTask {
    const { seed, classes, scales } = this.spec
    const { runs, split } = replicateOf(this.recordings, replicate)
    return {
      kind: 'predictive-information',
      recordings: runs.map((run) => shared[run]),
      split,
      ...scales[scale],
      classes,
      seed: seed + 7919 * (replicate + 1),
    }
  }

  add(result: Measurement | PredictiveInformation, { scale, replicate, variant }: InputsPart): void {
    const { variants, information } = this.#measured[scale]
    if (variant) variants.get(variant.key)![replicate] = result as Measurement
    else information[replicate] = result as PredictiveInformation
    const { sofar } = this
    const row = sofar.rows.find(
      (one) => one.scale === scale && one.quantity === 'fvu' && one.key === defaultKey(this.spec),
    )
    if (row) this.workbench.say(this.#row(scale), `FVU ${withInterval(row.value)}`)
    this.workbench.show(sofar)
  }

  get sofar(): PredictorInputs {
    const [{ provenance, lengthUnit }] = this.recordings
    const scales = this.#measured.map((measured, scale): MeasuredScale => {
      const { cellSize, offset } = this.spec.scales[scale]
      return { scale, cellSize: this.recordings[0].fittedCellSize(cellSize), offset, ...measured }
    })
    const reduced = scales.map((scale) => rowsOf(scale, this.#variants, defaultKey(this.spec)))
    return new PredictorInputs(
      provenance.title,
      lengthUnit,
      this.#variants,
      reduced.flatMap((scale) => scale.rows),
      this.workbench.manifest as PredictorInputs['manifest'],
      [
        ...this.failed,
        ...reduced.flatMap(({ problems }, i) => problems.map((one) => `${this.#row(i)}: ${one}`)),
        ...this.#caveats(),
      ],
    )
  }

  #caveats(): string[] {
    if (this.spec.replicates < 2) return ['one replicate: no intervals; give 4 runs for 2 replicates']
    if (pairs(this.recordings) > 0) return []
    return [
      'replicates share training data, so that their intervals are not quite independent; give at least 4 runs for replicates with two of their own',
    ]
  }

  #row(scale: number): string {
    return `b = ${short(this.spec.scales[scale].cellSize)} ${this.recordings[0].lengthUnit}`
  }
}
