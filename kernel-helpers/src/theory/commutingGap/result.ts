import { inspect } from 'node:util'
import { Field, Float64, Int32, Schema, Table, vectorFromArray } from 'apache-arrow'
import type { Manifest } from '../../run/manifest.js'
import type { AnalysisResult, Plot } from '../analysis.js'
import type { CurveUnits } from '../errorCurve/curve.js'
import { short, withInterval } from '../figures.js'
import { findNaturalScales, inWords, type NaturalScale } from '../naturalScales/naturalScales.js'
import { commutingGapPlots } from './plot.js'
import type { GapEstimates, GapFigures, GapScale } from './rows.js'
import type { Scene } from './scene.js'
import type { CommutingGapSpec } from './spec.js'

const FIGURES = ['gap', 'evolvedFvu', 'coarsenedFvu', 'errorCorrelation'] as const

/** Smaller gaps are no structure: rounding, and means that two predictors took from different training frames. */
const RESOLUTION = 1e-4

/** A gap with the fields of the diagram at some times, for the replicate that they were kept of. */
export interface DrawnGap {
  readonly scale: GapScale
  readonly scenes: readonly Scene[]
}

/** How far prediction and coarse-graining are from commuting, as a function of the coarse cell size 2b; finished or growing. */
export class CommutingGap implements AnalysisResult {
  /** Finest first. */
  readonly scales: readonly GapScale[]
  #found: NaturalScale[] | undefined

  constructor(
    readonly title: string,
    readonly units: CurveUnits,
    /** Finest first, as `scales`. */
    readonly drawn: readonly DrawnGap[],
    readonly manifest: Manifest<CommutingGapSpec>,
    /** What could not be measured, and why. */
    private readonly failures: readonly string[],
  ) {
    this.scales = drawn.map(({ scale }) => scale)
  }

  get finished(): boolean {
    return this.manifest.finished !== null
  }

  /** Peaks and valleys of the gap over 2b that the replicates support. */
  naturalScales(): NaturalScale[] {
    this.#found ??= this.#naturalScales()
    return [...this.#found]
  }

  #naturalScales(): NaturalScale[] {
    const { replicates } = this.manifest.spec
    const whole = this.scales.filter((scale) => scale.replicates.length === replicates)
    const curve = {
      cellSizes: whole.map(({ cellSize }) => cellSize),
      logs: Array.from({ length: replicates }, (_, replicate) =>
        whole.map((scale) => Math.log(Math.max(RESOLUTION, scale.replicates[replicate].figures.gap))),
      ),
    }
    return findNaturalScales(curve, 'gap', this.units.density)
  }

  /** What could not be measured or told, and why. */
  get problems(): readonly string[] {
    const { replicates } = this.manifest.spec
    const { lengthUnit } = this.units
    const places = this.naturalScales().filter((scale) => scale.kind !== 'knee' && !scale.bounded)
    return [
      ...this.failures,
      ...(replicates < 2 ? ['intervals and peaks: one replicate, expected at least 2'] : []),
      ...places.map(
        ({ kind, cellSize }) =>
          `95 % interval of the ${kind} at 2b = ${short(cellSize)} ${lengthUnit}: too flat a top or fewer than 3 replicates; it lies between its feet`,
      ),
    ]
  }

  /** The answer in words. */
  get verdict(): string {
    const { scales } = this
    if (scales.length === 0) return ''
    const { lengthUnit } = this.units
    const expected = this.manifest.spec.chains.reduce((sum, chain) => sum + chain.length - 1, 0)
    const partly = this.finished ? '' : ` (${scales.length} of ${expected} pairs measured)`
    const largest = scales.reduce((a, b) => (b.mean.gap.value > a.mean.gap.value ? b : a))
    const top = `largest ${withInterval(largest.mean.gap)} at 2b = ${short(largest.cellSize)} ${lengthUnit}`
    if (scales.length < 3) return `too few pairs for a peak of the commuting gap; ${top}${partly}`
    const places = this.naturalScales().map((scale) => inWords(scale, lengthUnit))
    return `commuting gap over 2b: ${places.join('; ') || 'no peak, valley or knee'}; ${top}${partly}`
  }

  /** A row for each pair and replicate and one for their mean, whose `replicate` is null and whose intervals are known. */
  get table(): Table {
    const rows = this.scales.flatMap((scale) => [
      ...scale.replicates.map(({ replicate, figures }) => ({ scale, replicate, estimates: single(figures) })),
      { scale, replicate: null, estimates: scale.mean },
    ])
    const columns: Record<string, (row: (typeof rows)[number]) => number | null> = {
      cellSize: ({ scale }) => scale.cellSize,
      fineCellSize: ({ scale }) => scale.fineCellSize,
      particlesPerCell: ({ scale }) =>
        this.units.density === null ? null : this.units.density * scale.cellSize ** 2,
    }
    for (const name of FIGURES) {
      columns[name] = ({ estimates }) => finiteOrNull(estimates[name].value)
      columns[`${name}Low`] = ({ estimates }) => finiteOrNull(estimates[name].low)
      columns[`${name}High`] = ({ estimates }) => finiteOrNull(estimates[name].high)
    }
    const names = Object.keys(columns)
    const schema = new Schema(
      [
        ...names.map((name) => new Field(name, new Float64(), true)),
        new Field('offset', new Int32(), false),
        new Field('replicate', new Int32(), true),
      ],
      new Map([
        ['scalescope.schema', 'commuting-gap/1'],
        ['scalescope.manifest', this.manifest.id],
        ['scalescope.lengthUnit', this.units.lengthUnit],
      ]),
    )
    if (rows.length === 0) return new Table(schema)
    return new Table(schema, {
      ...Object.fromEntries(
        names.map((name) => [name, vectorFromArray(rows.map(columns[name]), new Float64())]),
      ),
      offset: vectorFromArray(
        rows.map(({ scale }) => scale.offset),
        new Int32(),
      ),
      replicate: vectorFromArray(
        rows.map(({ replicate }) => replicate),
        new Int32(),
      ),
    })
  }

  get plots(): readonly Plot[] {
    return commutingGapPlots(this)
  }

  get caption(): string {
    const { spec, backend, inputs, id } = this.manifest
    const { lengthUnit, timeUnit } = this.units
    return [
      backend ?? 'starting',
      spec.speed === null
        ? `offset ${spec.chains[0][0].offset} at b = ${short(spec.chains[0][0].cellSize)} ${lengthUnit}, then doubling`
        : `κ ${spec.kappa} at v = ${short(spec.speed)} ${lengthUnit}/${timeUnit}, doubling with b`,
      `${spec.budget} net`,
      `${inputs.length} ${inputs.length === 1 ? 'recording' : 'runs'}, ${spec.replicates} ${spec.replicates === 1 ? 'replicate' : 'replicates'}`,
      `manifest ${id.slice(0, 8)}`,
    ].join(' · ')
  }

  /** The answer and a line for each pair. */
  get text(): string {
    const lines = this.scales.map(
      ({ cellSize, offset, mean }) =>
        `2b = ${short(cellSize)} ${this.units.lengthUnit}, ${offset} frames: gap ${withInterval(mean.gap)}, FVU ${withInterval(mean.evolvedFvu)} evolved then averaged, ${withInterval(mean.coarsenedFvu)} averaged then evolved, errors correlated ${withInterval(mean.errorCorrelation)}`,
    )
    return [`${this.title}: ${this.verdict}`, ...lines].join('\n')
  }

  toJSON() {
    return {
      title: this.title,
      manifest: this.manifest,
      units: this.units,
      scales: this.scales,
      naturalScales: this.naturalScales(),
      verdict: this.verdict,
      problems: this.problems,
    }
  }

  [inspect.custom](): string {
    return this.text
  }
}

function single(figures: GapFigures): GapEstimates {
  const of = (value: number) => ({ value, low: Number.NaN, high: Number.NaN })
  return {
    gap: of(figures.gap),
    evolvedFvu: of(figures.evolvedFvu),
    coarsenedFvu: of(figures.coarsenedFvu),
    errorCorrelation: of(figures.errorCorrelation),
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
