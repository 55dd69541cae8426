import type { Measurement, MeasurementTask } from '../../learning/measurement.js'
import { recipes } from '../../learning/recipe.js'
import { split } from '../../learning/split.js'
import type { Recording } from '../../recording/recording.js'
import type { Analysis } from '../analysis.js'
import { short, withInterval } from '../figures.js'
import { PartFailed, type Workbench } from '../workbench.js'
import type { GapMeasurement, GapTask } from './gap.js'
import { CommutingGap } from './result.js'
import { reduceGaps } from './rows.js'
import {
  type CommutingGapOptions,
  type CommutingGapSpec,
  commutingGapOptionsOf,
  commutingGapSchema,
  resolveCommutingGap,
} from './spec.js'

/** Times of which the diagram's fields are kept. */
const SCENES = 8

/**
 * Does evolve-then-coarse-grain equal coarse-grain-then-evolve? Chains of octaves are measured side by side, each from its
 * coarsest cell size to its finest. What fails is reported in the result's `problems`; the others go on.
 */
export const commutingGapAnalysis: Analysis<
  'recordings',
  CommutingGapOptions,
  CommutingGapSpec,
  CommutingGap
> = {
  name: 'commute',
  title: 'Commuting gap by scale',
  description: 'measure how far prediction and coarse-graining are from commuting',
  subject: 'recordings',
  options: commutingGapSchema,
  resolve: resolveCommutingGap,
  optionsOf: commutingGapOptionsOf,
  async measure(recordings, spec, workbench) {
    const diagram = new GrowingDiagram(recordings, spec, workbench)
    diagram.expectAll()
    await diagram.measure()
    if (diagram.sofar.scales.length === 0) throw new Error(diagram.failures.join('\n'))
    return diagram.sofar
  },
}

type Chain = CommutingGapSpec['chains'][number]

/** What has been measured so far. */
class GrowingDiagram {
  readonly failures: string[] = []
  /** By 2b, then by replicate. */
  readonly #gaps = new Map<number, Map<number, GapMeasurement>>()
  readonly #shared

  constructor(
    private readonly recordings: readonly Recording[],
    private readonly spec: CommutingGapSpec,
    private readonly workbench: Workbench,
  ) {
    this.#shared = recordings.map((recording) => recording.share())
  }

  expectAll(): void {
    const { chains, replicates } = this.spec
    const rows = chains.flatMap((chain) =>
      chain.map(({ cellSize }, i) => ({
        cellSize,
        label: this.#row(cellSize),
        parts: replicates * (i > 0 ? 2 : 1),
      })),
    )
    this.workbench.expect(rows.sort((a, b) => b.cellSize - a.cellSize))
    this.workbench.show(this.sofar)
  }

  /** Replicates and chains side by side; within each, one cell size after the other. */
  async measure(): Promise<void> {
    const { chains, replicates } = this.spec
    await Promise.all(
      Array.from({ length: replicates }, (_, replicate) =>
        chains.map((chain) => this.#measureChain(chain, replicate)),
      ).flat(),
    )
  }

  async #measureChain(chain: Chain, replicate: number): Promise<void> {
    let coarse: Measurement | undefined
    for (let i = chain.length - 1; i >= 0; i--) {
      const fine = await this.#attempt(chain[i].cellSize, () => this.#train(chain[i], replicate))
      const above = coarse
      if (fine && above)
        await this.#attempt(chain[i + 1].cellSize, () => this.#compare(fine, above, chain[i + 1], replicate))
      coarse = fine
    }
  }

  /** What a part gives; undefined if it fails, which is noted. */
  async #attempt<R>(cellSize: number, part: () => Promise<R>): Promise<R | undefined> {
    try {
      return await part()
    } catch (error) {
      if (!(error instanceof PartFailed)) throw error
      this.failures.push(`${this.#row(cellSize)}: ${error.message}`)
      return undefined
    }
  }

  #train(scale: Chain[number], replicate: number): Promise<Measurement> {
    const { seed, budget, background, backend } = this.spec
    const task: MeasurementTask = {
      kind: 'measure',
      recordings: this.#shared,
      split: this.#split(replicate),
      ...scale,
      recipe: recipes[budget],
      background,
      seed: seed + 7919 * (replicate + 1),
      backend: backend ?? undefined,
      keep: true,
    }
    return this.workbench.part({
      name: `cell-${scale.cellSize}-replicate-${replicate}`,
      row: this.#row(scale.cellSize),
      task,
    })
  }

  async #compare(
    { predictor: fine }: Measurement,
    { predictor: coarse }: Measurement,
    { cellSize }: Chain[number],
    replicate: number,
  ): Promise<void> {
    if (!fine || !coarse) throw new Error('unreachable: predictors are kept')
    const task: GapTask = {
      kind: 'commuting-gap',
      recordings: this.#shared,
      test: this.#split(replicate).test,
      fine,
      coarse,
      testPixels: recipes[this.spec.budget].testPixels,
      scenes: replicate === 0 ? SCENES : 0,
    }
    const measured = await this.workbench.part<GapMeasurement>({
      name: `gap-${cellSize}-replicate-${replicate}`,
      row: this.#row(cellSize),
      task,
    })
    const gaps = this.#gaps.get(cellSize) ?? new Map<number, GapMeasurement>()
    this.#gaps.set(cellSize, gaps.set(replicate, measured))
    const reduced = reduceGaps(gaps)
    if (reduced && gaps.size === this.spec.replicates)
      this.workbench.say(this.#row(cellSize), `gap ${withInterval(reduced.mean.gap)}`)
    this.workbench.show(this.sofar)
  }

  #split(replicate: number) {
    return split(
      this.recordings.map(({ frames }) => frames),
      replicate,
    )
  }

  #row(cellSize: number): string {
    return `b = ${short(cellSize)} ${this.recordings[0].lengthUnit}`
  }

  get sofar(): CommutingGap {
    const [{ provenance, lengthUnit, timeUnit, frameInterval, density }] = this.recordings
    const drawn = [...this.#gaps]
      .sort(([a], [b]) => a - b)
      .flatMap(([, gaps]) => {
        const scale = reduceGaps(gaps)
        return scale ? [{ scale, scenes: gaps.get(0)?.scenes ?? [] }] : []
      })
    return new CommutingGap(
      provenance.title,
      { lengthUnit, timeUnit, frameInterval, density },
      drawn,
      this.workbench.manifest as CommutingGap['manifest'],
      this.failures,
    )
  }
}
