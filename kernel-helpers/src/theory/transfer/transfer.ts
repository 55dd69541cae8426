import type { Application, ApplicationTask } from '../../learning/application.js'
import type { Measurement, MeasurementTask } from '../../learning/measurement.js'
import type { Predictor } from '../../learning/predictor.js'
import { recipes } from '../../learning/recipe.js'
import { disjointSplit } from '../../learning/split.js'
import type { SharedRecording } from '../../recording/recording.js'
import type { FieldStatistics, StatisticsTask } from '../../recording/statistics.js'
import type { Analysis } from '../analysis.js'
import { short, withInterval } from '../figures.js'
import { fvu } from '../timeBlocks.js'
import { type Part, PartFailed, type Workbench } from '../workbench.js'
import { groupNames } from './groupNames.js'
import { Transfer, type TransferMeasurement } from './transferResult.js'
import {
  type Groups,
  resolveTransfer,
  type TransferOptions,
  type TransferSpec,
  transferOptionsOf,
  transferSchema,
} from './transferSpec.js'

/**
 * How well predictors learned from one system do on another, for every ordered pair and cell size. Scales are measured
 * from the coarsest to the finest; one that fails is reported in `problems`, the others go on.
 */
export const transferAnalysis: Analysis<'groups', TransferOptions, TransferSpec, Transfer> = {
  name: 'transfer',
  title: 'Transfer of predictors',
  description: 'measure how well predictors learned from one system do on another, at every cell size',
  subject: 'groups',
  options: transferSchema,
  resolve: resolveTransfer,
  optionsOf: transferOptionsOf,
  async measure(groups, spec, workbench) {
    const measured = new TransferRun(groups, spec, workbench)
    await measured.run()
    return measured.sofar
  },
}

/** A predictor trained on a system, as an application elsewhere needs it. */
type Trained = Measurement & { readonly predictor: Predictor }

class TransferRun {
  readonly #names: readonly string[]
  readonly #shared: readonly (readonly SharedRecording[])[]
  readonly #measured: TransferMeasurement[] = []
  readonly #problems: string[] = []

  constructor(
    private readonly groups: Groups,
    private readonly spec: TransferSpec,
    private readonly workbench: Workbench,
  ) {
    this.#names = groupNames(groups)
    this.#shared = groups.map((recordings) => recordings.map((recording) => recording.share()))
  }

  get sofar(): Transfer {
    const [{ lengthUnit }] = this.groups[0]
    const unit = this.spec.units === 'relative' ? 'finest cells' : lengthUnit
    return new Transfer(
      this.#names,
      unit,
      this.#measured,
      this.workbench.manifest as Transfer['manifest'],
      this.#problems,
    )
  }

  async run(): Promise<void> {
    const { scales, replicates, time } = this.spec
    const count = this.groups.length
    const statistics = time === 'decay' ? count : 0
    const parts = replicates * count * count + statistics
    const coarsestFirst = scales.map((_, scale) => scale).reverse()
    this.workbench.expect(coarsestFirst.map((scale) => ({ label: this.#row(scale), parts })))
    this.workbench.show(this.sofar)
    const applications: Promise<void>[] = []
    // The next scale is trained while the predictors of this one are applied.
    for (const scale of coarsestFirst) {
      const trained = await this.#attempt(scale, () => this.#train(scale))
      if (trained) applications.push(this.#applyAll(scale, trained))
    }
    await Promise.all(applications)
    if (this.#measured.length === 0) throw new Error(this.#problems.join('\n'))
  }

  #row(scale: number): string {
    const { lengthUnit } = this.groups[0][0]
    const { size } = this.spec.scales[scale]
    return this.spec.units === 'relative' ? `${short(size)} × the finest` : `b = ${short(size)} ${lengthUnit}`
  }

  /** `[group][replicate]` */
  async #train(scale: number): Promise<(Trained | undefined)[][]> {
    const offsets = await this.#offsets(scale)
    return Promise.all(
      this.groups.map((_, group) =>
        Promise.all(
          Array.from({ length: this.spec.replicates }, (_, replicate) =>
            this.#attempt(scale, () =>
              this.workbench.part<Trained>(this.#training(scale, group, replicate, offsets[group])),
            ),
          ),
        ),
      ),
    )
  }

  #training(scale: number, group: number, replicate: number, offset: number): Part {
    const { seed, budget, backend } = this.spec
    const task: MeasurementTask = {
      kind: 'measure',
      recordings: this.#shared[group],
      split: this.#split(group, replicate),
      cellSize: this.spec.scales[scale].cellSizes[group],
      offset,
      recipe: recipes[budget],
      background: 'scalar',
      seed: seed + 7919 * (replicate + 1) + 104_729 * group,
      backend: backend ?? undefined,
      keep: true,
    }
    return { name: `${this.#scaleName(scale)}-${group}-replicate-${replicate}`, row: this.#row(scale), task }
  }

  async #applyAll(scale: number, trained: readonly (readonly (Trained | undefined)[])[]): Promise<void> {
    const pairs = trained.flatMap((_, from) =>
      trained.flatMap((_, to) => (from === to ? [] : [{ from, to }])),
    )
    await Promise.all(
      pairs.map(({ from, to }) => this.#attempt(scale, () => this.#apply(scale, from, to, trained))),
    )
    const ratios = this.sofar.rows
      .filter((row) => row.scale === scale)
      .map(({ ratio, low, high }) => withInterval({ value: ratio, low, high }))
    this.workbench.say(this.#row(scale), `transfer ${ratios.join(', ')}`)
  }

  async #apply(
    scale: number,
    from: number,
    to: number,
    trained: readonly (readonly (Trained | undefined)[])[],
  ): Promise<void> {
    const replicates = await Promise.all(
      trained[to].map(async (own, replicate) => {
        const other = trained[from][replicate]
        if (!own || !other) return undefined
        const application = await this.#attempt(scale, () =>
          this.workbench.part<Application>(this.#application(scale, from, to, replicate, other, own)),
        )
        return application && { application, own }
      }),
    )
    const complete = replicates.filter((one) => one !== undefined)
    if (complete.length < 2) {
      this.#problems.push(
        `${this.#row(scale)}: ${complete.length} replicates from ${this.#names[from]} to ${this.#names[to]}, expected at least 2`,
      )
      return
    }
    const [{ own }] = complete
    this.#measured.push({
      ...{ scale, from, to, size: this.spec.scales[scale].size },
      cellSize: own.cellSize,
      offset: own.offset,
      fvu: complete.map(({ application }) => fvu(application, application.errors)),
      fvuOwn: complete.map(({ own }) => fvu(own, own.errors[own.chosen])),
    })
    this.workbench.show(this.sofar)
  }

  #application(
    scale: number,
    from: number,
    to: number,
    replicate: number,
    { predictor }: Trained,
    own: Trained,
  ): Part {
    const { match } = this.spec
    const [theirs, ours] = [predictor.standardisation, own.predictor.standardisation]
    const task: ApplicationTask = {
      kind: 'apply',
      predictor,
      recordings: this.#shared[to],
      segments: this.#split(to, replicate).test,
      cellSize: this.spec.scales[scale].cellSizes[to],
      offset: own.offset,
      count: own.frames.reduce((sum, frames) => sum + frames),
      standardisation: {
        background: (match.includes('mean') ? ours : theirs).background,
        deviation: (match.includes('deviation') ? ours : theirs).deviation,
      },
    }
    return {
      name: `${this.#scaleName(scale)}-${from}-to-${to}-replicate-${replicate}`,
      row: this.#row(scale),
      task,
    }
  }

  /** Frames ahead of each system. */
  async #offsets(scale: number): Promise<readonly number[]> {
    const { cellSizes, offsets } = this.spec.scales[scale]
    if (this.spec.time !== 'decay') return offsets
    const times = await Promise.all(
      cellSizes.map(async (cellSize, group) => {
        const task: StatisticsTask = { kind: 'statistics', recording: this.#shared[group][0], cellSize }
        const name = `${this.#scaleName(scale)}-${group}-statistics`
        const { decayTime } = await this.workbench.part<FieldStatistics>({
          name,
          row: this.#row(scale),
          task,
        })
        if (decayTime === null)
          throw new PartFailed(
            `${this.#names[group]}: the field doesn't decay to one half within half a run, expected it for time: decay`,
          )
        return decayTime / this.groups[group][0].frameInterval
      }),
    )
    return times.map((time) => Math.max(1, Math.round((offsets[0] * time) / times[0])))
  }

  #split(group: number, replicate: number) {
    return disjointSplit(
      this.groups[group].map((recording) => recording.frames),
      replicate,
      this.spec.replicates,
    )
  }

  #scaleName(scale: number): string {
    return `cell-${this.spec.scales[scale].size}`
  }

  /** Undefined where a part fails; the others go on. */
  async #attempt<R>(scale: number, work: () => Promise<R>): Promise<R | undefined> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof PartFailed)) throw error
      this.#problems.push(`${this.#row(scale)}: ${error.message}`)
      return undefined
    }
  }
}
