import { type Budget, type Recipe, recipes } from '../../learning/recipe.js'
import type { Recording, SharedRecording } from '../../recording/recording.js'
import { short } from '../figures.js'
import { offsetFor } from '../ladder.js'
import type { NaturalScale } from '../naturalScales/naturalScales.js'
import { type ErrorCurveSpec, longestOffset, type RefitKind, type ScaleSpec } from './errorCurveSpec.js'

/** The same curve, measured in another way. */
export interface Variation {
  /** What is changed, such as 'κ = 1'. */
  readonly name: string
  readonly scales: readonly ScaleSpec[]
  readonly recipe: Recipe
  /** Measured about a natural scale only, without its feet. */
  readonly local?: boolean
  /** Trained less than the curve: says nothing about natural scales. */
  readonly shorter?: boolean
  /** What is looked at, from the recordings as they are. */
  readonly recordings: (recordings: readonly SharedRecording[]) => readonly SharedRecording[]
}

/** A whole number of frames may be as much off the time offset asked for. */
const ROUNDING = 0.1
/** Scales on either side of a natural scale that costly refits measure. */
const REACH = 2
/** Lengths of training, relative to the recipe's, that tell with it what more of it would gain. */
const LENGTHS = [0.25, 0.5, 2]

/** The curve as it was asked for. */
export function unchanged(spec: ErrorCurveSpec): Variation {
  return { name: '', recipe: recipes[spec.budget], scales: spec.scales, recordings: asTheyAre }
}

/**
 * Refits of the whole curve, at the scales that allow them, which may be none: time offsets half and twice as long, and for particles rendering widths ⅔ and
 * 1.5 times as wide.
 */
export function variations(recordings: readonly Recording[], spec: ErrorCurveSpec): Variation[] {
  const same = unchanged(spec)
  const factors = (kind: RefitKind, all: readonly number[]) => (spec.refits.includes(kind) ? all : [])
  return [
    ...factors('offset', [0.5, 2]).map((factor) => ({ ...same, ...otherOffsets(recordings, spec, factor) })),
    ...factors('width', [2 / 3, 1.5]).flatMap((factor) => {
      const [first] = recordings.map((recording) => recording.share())
      if (first.kind !== 'trajectory') return []
      const name = `w = ${short(factor * first.renderWidth)} ${first.lengthUnit}`
      return [{ ...same, name, recordings: (all: readonly SharedRecording[]) => all.map(rendered(factor)) }]
    }),
  ]
}

function asTheyAre(recordings: readonly SharedRecording[]): readonly SharedRecording[] {
  return recordings
}

function rendered(factor: number) {
  return (recording: SharedRecording): SharedRecording =>
    recording.kind === 'trajectory'
      ? { ...recording, renderWidth: factor * recording.renderWidth }
      : recording
}

/** At the scales where a whole number of frames comes close enough. */
function otherOffsets(
  recordings: readonly Recording[],
  { scales, speed, kappa }: ErrorCurveSpec,
  factor: number,
): Pick<Variation, 'name' | 'scales'> {
  const longest = longestOffset(recordings)
  const [first] = recordings
  if (speed === null)
    return {
      name: `S = ${short(factor * scales[0].offset)} frames`,
      scales: scales
        .map(({ cellSize, offset }) => ({ cellSize, offset: factor * offset }))
        .filter(({ offset }) => Number.isInteger(offset) && offset <= longest),
    }
  const other = factor * kappa
  return {
    name: `κ = ${short(other)}`,
    scales: scales
      .map(({ cellSize }) => ({ cellSize, offset: offsetFor(first, cellSize, speed, other) }))
      .filter(({ cellSize, offset }) => {
        const asked = (other * first.fittedCellSize(cellSize)) / (speed * first.frameInterval)
        return Math.abs(offset / asked - 1) <= ROUNDING && offset <= longest
      }),
  }
}

/**
 * Refits at the scales around a natural scale: another size of network, and whole trainings of other lengths. Only the
 * longest says something about its place; the shorter ones tell what more training would gain.
 */
export function localVariations(scale: NaturalScale, spec: ErrorCurveSpec): Variation[] {
  const same = { scales: scalesAround(scale, spec.scales), recordings: asTheyAre, local: true }
  const other: Budget = spec.budget === 'small' ? 'large' : 'small'
  const recipe = recipes[spec.budget]
  const lengths = spec.refits.includes('training') ? LENGTHS : []
  const networks = spec.refits.includes('network') ? [other] : []
  return [
    ...lengths.map((factor) => {
      const steps = Math.round(factor * recipe.steps)
      return { ...same, name: `${steps} steps`, recipe: { ...recipe, steps }, shorter: factor < 1 }
    }),
    ...networks.map((name) => ({ ...same, name: `${name} network`, recipe: recipes[name] })),
  ]
}

/** At most {@link REACH} scales on either side of the natural scale. */
function scalesAround({ cellSize }: NaturalScale, scales: readonly ScaleSpec[]): ScaleSpec[] {
  const distance = (scale: ScaleSpec) => Math.abs(Math.log(scale.cellSize / cellSize))
  const nearest = scales.reduce((a, b, i) => (distance(b) < distance(scales[a]) ? i : a), 0)
  return scales.slice(Math.max(0, nearest - REACH), nearest + REACH + 1)
}
