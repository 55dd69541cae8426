import { z } from 'zod'
import { type Segment, type Split, split } from '../../learning/split.js'
import type { Recording } from '../../recording/recording.js'
import { checkOptions } from '../checkOptions.js'
import {
  optionsOf as curveOptionsOf,
  type ErrorCurveOptions,
  type ErrorCurveSpec,
  errorCurveSchema,
  resolveSpec,
} from '../errorCurve/errorCurveSpec.js'
import { type ChannelGroup, channelsOf, groupChannels, vectorsAmong } from './channels.js'

/** Runs that make a pair of them a replicate of its own. */
const FEWEST_FOR_PAIRS = 4
const DEFAULT_SCALES = 5

/** What may be asked of {@link predictorInputs}. */
export interface InputsOptions extends Omit<ErrorCurveOptions, 'surrogates'> {
  /** Most frames that a predictor sees; every smaller number is tried, too. Default: 3. */
  readonly history?: number | undefined
  /** Other channels of the same system to see beside the recorded one. Default: its vectors, such as the momentum. */
  readonly beside?: readonly string[] | undefined
  /** Classes of the learned coarse variable; 0 leaves it out. Default: 4. */
  readonly classes?: number | undefined
}

/** The request with every default filled in. */
export interface InputsSpec extends Omit<ErrorCurveSpec, 'surrogates'> {
  readonly history: number
  readonly beside: readonly ChannelGroup[]
  readonly classes: number
}

export const inputsSchema = errorCurveSchema.omit({ surrogates: true }).extend({
  history: z.int().min(1).max(6).default(3).describe('most frames that a predictor sees'),
  beside: z
    .array(z.string())
    .optional()
    .describe("other channels to see, such as 'momentum x,momentum y'; by default the vectors there are"),
  classes: z
    .int()
    .max(8)
    .refine((count) => count === 0 || count >= 2, 'expected 0 or at least 2')
    .default(4)
    .describe('classes of the learned coarse variable; 0 leaves it out'),
})

/**
 * Checks a request against the recordings and fills in what it leaves open.
 *
 * @throws RangeError naming the option, its value and what was expected
 */
export function resolveInputs(recordings: readonly Recording[], options: InputsOptions): InputsSpec {
  const { history, beside, classes, ...asked } = checkOptions(inputsSchema, options)
  const { replicates, ...rest } = asked
  const [first] = recordings
  const { surrogates: _, ...curve } = resolveSpec(recordings, {
    ...rest,
    ...(pairs(recordings) > 0 ? {} : { replicates }),
  })
  const most = pairs(recordings)
  if (most > 0 && replicates !== undefined && replicates > most)
    throw new RangeError(
      `replicates: ${replicates}, expected at most ${most} from ${recordings.length} runs: each takes two of its own`,
    )
  const wanted = beside ?? vectorsAmong(channelsOf(first).others)
  const fits = ({ offset }: { readonly offset: number }) => offset <= longestOffset(recordings, history)
  const tooLong = curve.scales.find((scale) => !fits(scale))
  const kept = curve.scales.filter(fits)
  if (tooLong && (rest.cellSizes || kept.length === 0))
    throw new RangeError(
      `history: ${history} frames at an offset of ${tooLong.offset} frames (cell size ${tooLong.cellSize} ${first.lengthUnit}), expected offsets of at most ${longestOffset(recordings, history)}: the shortest part of the recording must hold them and the frame to predict`,
    )
  return {
    ...curve,
    scales: rest.cellSizes ? kept : evenly(kept, DEFAULT_SCALES),
    replicates: most > 0 ? (replicates ?? most) : curve.replicates,
    history,
    beside: groupChannels(first, wanted),
    classes,
  }
}

/** The request that resolves to a specification. */
export function optionsOf(spec: InputsSpec): InputsOptions {
  const { history, beside, classes, ...curve } = spec
  const { surrogates: _, ...rest } = curveOptionsOf({ ...curve, surrogates: 0 })
  return { ...rest, history, beside: beside.flatMap((group) => group.channels), classes }
}

/** Independent replicates: pairs of runs, one to learn from and one to be judged on. None if runs are too few. */
export function pairs(recordings: readonly unknown[]): number {
  return recordings.length >= FEWEST_FOR_PAIRS ? Math.floor(recordings.length / 2) : 0
}

/** The recordings of one replicate, and how they are split. */
export function replicateOf(
  recordings: readonly Recording[],
  replicate: number,
): { readonly runs: readonly number[]; readonly split: Split } {
  const frames = recordings.map((recording) => recording.frames)
  const all = [...recordings.keys()]
  if (pairs(recordings) === 0) return { runs: all, split: split(frames, replicate) }
  const runs = all.slice(2 * replicate, 2 * replicate + 2)
  return {
    runs,
    split: split(
      runs.map((run) => frames[run]),
      1,
    ),
  }
}

/** The longest offset that leaves two windows, with `history` frames seen, in the shortest part of the split. */
function longestOffset(recordings: readonly Recording[], history: number): number {
  const lengths = Array.from({ length: Math.max(1, pairs(recordings)) }, (_, i) =>
    Object.values<readonly Segment[]>({ ...replicateOf(recordings, i).split }).map((segments) =>
      Math.max(...segments.map(({ start, end }) => end - start)),
    ),
  ).flat()
  return Math.floor((Math.min(...lengths) - 2) / Math.max(2, history))
}

function evenly<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items]
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))])
}
