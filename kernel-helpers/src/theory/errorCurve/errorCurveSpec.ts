import { z } from 'zod'
import { type BackendName, backendNames } from '../../learning/backends/backend.js'
import type { Budget } from '../../learning/recipe.js'
import { FOLDS, largestReplicateCount } from '../../learning/split.js'
import type { Recording } from '../../recording/recording.js'
import { checkOptions } from '../checkOptions.js'
import { isSystemRecording, offsetFor, suitableCellSizes } from '../ladder.js'

const refitKinds = ['offset', 'width', 'training', 'network'] as const
/** Time offset, rendering width, length of training, size of the network. */
export type RefitKind = (typeof refitKinds)[number]

/** What may be asked of {@link errorCurve}. */
export interface ErrorCurveOptions {
  /** Sides of the cells to average over, in the recording's length unit. Default: the system's ladder, or octaves of a pixel. */
  readonly cellSizes?: readonly number[] | undefined
  /** Disjoint tests: each holds out another run (or another fifth of a single recording). Default: all runs, or 3. */
  readonly replicates?: number | undefined
  /** Seed of everything random. */
  readonly seed?: number | undefined
  /** Size of the network and length of its training. */
  readonly budget?: Budget | undefined
  /** Cells that something moving at the characteristic speed crosses in one time offset. */
  readonly kappa?: number | undefined
  /** The same time offset at every scale, in frames, instead of one that grows with the cell size. */
  readonly offset?: number | undefined
  /** Characteristic speed, in length unit per time unit, in place of the recording's own. */
  readonly speed?: number | undefined
  /** Subtract one mean, or each pixel's own mean (over the training part). */
  readonly background?: 'scalar' | 'pixel' | undefined
  /** Surrogates with randomised temporal phases to compare with. Default: 3 for a recorded file, none for a simulation. */
  readonly surrogates?: number | undefined
  /** Measure the curve again with other time offsets, rendering widths, networks and lengths of training, for intervals of natural scales that include them. */
  readonly refits?: boolean | undefined
  /** What refits vary. Default: everything. */
  readonly vary?: readonly RefitKind[] | undefined
  /** What trains. Default: the fastest there is; a GPU that is software only when it is asked for. */
  readonly backend?: BackendName | undefined
}

export interface ScaleSpec {
  readonly cellSize: number
  /** Frames ahead. */
  readonly offset: number
}

/** The request with every default filled in: what the manifest keeps. */
export interface ErrorCurveSpec {
  readonly scales: readonly ScaleSpec[]
  readonly replicates: number
  readonly seed: number
  readonly budget: Budget
  readonly kappa: number
  /** Characteristic speed used for the offsets; null where the offset is the same at every scale. */
  readonly speed: number | null
  readonly background: 'scalar' | 'pixel'
  readonly surrogates: number
  /** What is varied; empty without refits. */
  readonly refits: readonly RefitKind[]
  readonly backend: BackendName | null
}

const positive = z.number().positive().finite()
/** What may be asked, for the command line and for checking. */
export const errorCurveSchema = z.strictObject({
  cellSizes: z
    .array(positive)
    .min(1)
    .optional()
    .describe("sides of the cells, in the recording's length unit"),
  replicates: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('disjoint tests; for a system, also the number of runs'),
  seed: z.int().min(0).default(1).describe('seed of everything random'),
  budget: z.enum(['small', 'large']).default('small').describe('size of the network and its training'),
  kappa: positive.default(0.5).describe('cells crossed in one time offset at the characteristic speed'),
  offset: z.int().min(1).optional().describe('the same time offset at every scale, in frames'),
  speed: positive.optional().describe('characteristic speed, in length unit per time unit'),
  background: z
    .enum(['scalar', 'pixel'])
    .default('scalar')
    .describe("what is subtracted: one mean, or each pixel's own"),
  surrogates: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('surrogates with randomised temporal phases to compare with'),
  refits: z
    .boolean()
    .default(false)
    .describe('measure again in other ways: intervals of natural scales then include that'),
  vary: z
    .array(z.enum(refitKinds))
    .min(1)
    .default([...refitKinds])
    .describe(`what refits vary, of ${refitKinds.join(', ')}`),
  backend: z.enum(backendNames).optional().describe('what trains'),
})

/**
 * Checks a request against the recordings and fills in what it leaves open.
 *
 * @throws RangeError naming the option, its value and what was expected
 */
export function resolveSpec(recordings: readonly Recording[], options: ErrorCurveOptions): ErrorCurveSpec {
  const asked = checkOptions(errorCurveSchema, options)
  checkAlike(recordings)
  const first = recordings[0]
  const speed = asked.offset === undefined ? (asked.speed ?? first.speed) : null
  const most = largestReplicateCount(recordings.length)
  const replicates = asked.replicates ?? Math.min(most, recordings.length > 1 ? most : 3)
  if (replicates > most)
    throw new RangeError(
      recordings.length > 1
        ? `replicates: ${replicates}, expected at most the number of runs, ${most}: each holds out another run`
        : `replicates: ${replicates}, expected at most ${FOLDS}: each holds out another fifth of the recording`,
    )
  const longest = longestOffset(recordings)
  const offset = (cellSize: number) =>
    asked.offset ?? (speed === null ? 1 : offsetFor(first, cellSize, speed, asked.kappa))
  const cellSizes = asked.cellSizes ?? suitableCellSizes(first).filter((b) => offset(b) <= longest)
  const scales = [...new Set(cellSizes)]
    .sort((a, b) => a - b)
    .map((cellSize) => {
      first.shape(cellSize)
      return { cellSize, offset: offset(cellSize) }
    })
  if (scales.length === 0)
    throw new RangeError(
      `offset: ${asked.offset ?? 1} frames, expected at most ${longest} for this recording`,
    )
  for (const { cellSize, offset } of scales)
    if (offset > longest)
      throw new RangeError(
        `offset: ${offset} frames at cell size ${cellSize} ${first.lengthUnit}, expected at most ${longest}: the shortest part of the recording must hold the frames t − offset to t + offset several times`,
      )
  return {
    scales,
    replicates,
    seed: asked.seed,
    budget: asked.budget,
    kappa: asked.kappa,
    speed,
    background: asked.background,
    surrogates: asked.surrogates ?? (isSystemRecording(first) ? 0 : 3),
    refits: asked.refits ? asked.vary : [],
    backend: asked.backend ?? null,
  }
}

/** The request that resolves to a specification. */
export function optionsOf(spec: ErrorCurveSpec): ErrorCurveOptions {
  const { scales, speed, backend, refits, ...same } = spec
  return {
    ...same,
    ...(refits.length === 0 ? {} : { refits: true, vary: refits }),
    cellSizes: scales.map((scale) => scale.cellSize),
    ...(speed === null ? { offset: scales[0].offset } : { speed }),
    ...(backend === null ? {} : { backend }),
  }
}

/** The longest offset that leaves at least two windows in the shortest part of the split. */
export function longestOffset(recordings: readonly Recording[]): number {
  const shortest =
    recordings.length > 1
      ? Math.floor(Math.min(...recordings.map((r) => r.frames)) / 2)
      : Math.floor(recordings[0].frames / FOLDS)
  const longest = Math.floor((shortest - 2) / 2)
  if (longest < 1)
    throw new RangeError(
      `frames: ${Math.min(...recordings.map((r) => r.frames))}, expected at least ${recordings.length > 1 ? 8 : 4 * FOLDS}: too few to learn from one part of the recording and to test on another`,
    )
  return longest
}

function checkAlike(recordings: readonly Recording[]): void {
  if (recordings.length === 0) throw new RangeError('recordings: none given, expected at least one')
  const [first, ...others] = recordings
  for (const property of ['width', 'height', 'frameInterval', 'lengthUnit', 'timeUnit', 'boundary'] as const)
    for (const [i, other] of others.entries())
      if (other[property] !== first[property])
        throw new RangeError(
          `recordings: run ${i + 2} has ${property} ${other[property]}, expected ${first[property]} as in run 1`,
        )
}
