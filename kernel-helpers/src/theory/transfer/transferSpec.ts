import { z } from 'zod'
import { type BackendName, backendNames } from '../../learning/backends/backend.js'
import type { Budget } from '../../learning/recipe.js'
import type { Recording } from '../../recording/recording.js'
import { describeInput } from '../../run/manifest.js'
import { checkOptions } from '../checkOptions.js'
import { type ErrorCurveOptions, resolveSpec } from '../errorCurve/errorCurveSpec.js'
import { groupNames } from './groupNames.js'

const positive = z.number().positive().finite()

/** What may be asked, for the command line and for checking. */
export const transferSchema = z.strictObject({
  cellSizes: z
    .array(positive)
    .min(1)
    .optional()
    .describe('sides of the cells; by default those that suit all systems'),
  replicates: z
    .int()
    .min(2)
    .max(100)
    .optional()
    .describe('disjoint tests; for systems, also the number of runs of each'),
  seed: z.int().min(0).default(1).describe('seed of everything random'),
  budget: z.enum(['small', 'large']).default('small').describe('size of the network and its training'),
  kappa: positive.default(0.5).describe('cells crossed in one time offset at the characteristic speed'),
  match: z
    .array(z.enum(['mean', 'deviation']))
    .default([])
    .describe('what of the new system a predictor may know: the mean and the deviation of its fields'),
  time: z
    .enum(['speed', 'duration', 'decay'])
    .default('speed')
    .describe("time offsets: by each one's own speed, equally long, or the same share of the field's decay"),
  units: z
    .enum(['absolute', 'relative'])
    .default('absolute')
    .describe("cell sizes in a common unit of length, or as multiples of each one's finest"),
  margin: z
    .number()
    .gt(1)
    .max(10)
    .default(1.03)
    .describe('transfer ratio below which systems count as interchangeable'),
  backend: z.enum(backendNames).optional().describe('what trains'),
})

/** What may be asked of transfer. */
export type TransferOptions = z.input<typeof transferSchema>

/** The same cells in every system. */
interface CommonScale {
  /** As asked for: a length, or a multiple of each system's finest. */
  readonly size: number
  /** Of each system, in its unit. */
  readonly cellSizes: readonly number[]
  /** Frames ahead, of each system; with `time: 'decay'`, the first one's, by which the others' are found. */
  readonly offsets: readonly number[]
}

/** The request with every default filled in. */
export interface TransferSpec {
  /** Increasing. */
  readonly scales: readonly CommonScale[]
  readonly replicates: number
  readonly seed: number
  readonly budget: Budget
  readonly kappa: number
  readonly match: readonly ('mean' | 'deviation')[]
  readonly time: 'speed' | 'duration' | 'decay'
  readonly units: 'absolute' | 'relative'
  readonly margin: number
  readonly backend: BackendName | null
}

export type Groups = readonly (readonly Recording[])[]

/** Cells whose fitted sides differ by more aren't the same. */
const SAME_SIZE = 0.05

/**
 * Checks a request against the systems and fills in what it leaves open.
 *
 * @throws RangeError naming the option, its value and what was expected; or what the systems don't have in common
 */
export function resolveTransfer(groups: Groups, options: TransferOptions): TransferSpec {
  const asked = checkOptions(transferSchema, options)
  const { seed, budget, kappa, time, units, margin } = asked
  checkGroups(groups, asked)
  const names = groupNames(groups)
  const resolve = (group: number, given: ErrorCurveOptions) => {
    try {
      return resolveSpec(groups[group], { kappa, replicates: asked.replicates, ...given })
    } catch (error) {
      throw new RangeError(`${names[group]}: ${(error as Error).message}`)
    }
  }
  const own = groups.map((_, group) => resolve(group, {}))
  const ladders = own.map(({ scales }) => scales.map(({ cellSize }) => cellSize))
  const unit = (group: number) => (units === 'relative' ? ladders[group][0] : 1)
  const sizes = asked.cellSizes ?? common(ladders.map((ladder, g) => ladder.map((b) => b / unit(g))))
  if (sizes.length === 0)
    throw new RangeError(
      `cellSizes: the ladders don't overlap (${names.map((name, g) => `${name}: ${ladders[g].join(', ')}`).join('; ')}), expected a cell size that suits all`,
    )
  const scales = [...new Set(sizes)]
    .sort((a, b) => a - b)
    .map((size) => {
      const cellSizes = groups.map((_, group) => size * unit(group))
      const first = resolve(0, { cellSizes: [cellSizes[0]] }).scales[0].offset
      const offsets = groups.map((recordings, group) => {
        const own = { cellSizes: [cellSizes[group]] }
        if (time === 'speed' || group === 0) return resolve(group, own).scales[0].offset
        const ratio = time === 'duration' ? groups[0][0].frameInterval / recordings[0].frameInterval : 1
        return resolve(group, { ...own, offset: Math.max(1, Math.round(first * ratio)) }).scales[0].offset
      })
      checkFit(groups, names, cellSizes, unit)
      return { size, cellSizes, offsets }
    })
  return {
    scales,
    replicates: Math.min(...own.map((spec) => spec.replicates)),
    ...{ seed, budget, kappa, match: [...new Set(asked.match)].sort(), time, units, margin },
    backend: asked.backend ?? null,
  }
}

/** The request that resolves to a specification. */
export function transferOptionsOf({ scales, backend, match, ...same }: TransferSpec): TransferOptions {
  return {
    ...same,
    match: [...match],
    cellSizes: scales.map(({ size }) => size),
    ...(backend === null ? {} : { backend }),
  }
}

function checkGroups(groups: Groups, { units, time }: z.infer<typeof transferSchema>): void {
  if (groups.length < 2)
    throw new RangeError(`systems: ${groups.length}, expected at least 2 to transfer between`)
  for (const [i, group] of groups.entries())
    if (group.length === 0) throw new RangeError(`systems: the runs of number ${i + 1} are missing`)
  const [[first], ...others] = groups
  for (const [other] of others) {
    if (units === 'absolute' && other.lengthUnit !== first.lengthUnit)
      throw new RangeError(
        `units: absolute, but lengths are in ${first.lengthUnit} and in ${other.lengthUnit}; expected the same unit, or units 'relative'`,
      )
    if (time === 'duration' && other.timeUnit !== first.timeUnit)
      throw new RangeError(
        `time: duration, but times are in ${first.timeUnit} and in ${other.timeUnit}; expected the same unit`,
      )
  }
  const seen = new Map<string, number>()
  for (const [group, recordings] of groups.entries())
    for (const { sha256 } of recordings.map(describeInput)) {
      const before = seen.get(sha256)
      if (before !== undefined)
        throw new RangeError(
          `systems: numbers ${before + 1} and ${group + 1} share a run; expected other seeds, or every ratio is 1`,
        )
      seen.set(sha256, group)
    }
}

/** What all ladders have, in the order of the first. */
function common([first, ...others]: readonly (readonly number[])[]): number[] {
  return first.filter((b) => others.every((ladder) => ladder.some((other) => Math.abs(other / b - 1) < 1e-6)))
}

function checkFit(
  groups: Groups,
  names: readonly string[],
  cellSizes: readonly number[],
  unit: (group: number) => number,
): void {
  const fitted = groups.map(([first], g) => first.fittedCellSize(cellSizes[g]) / unit(g))
  const other = fitted.findIndex((b) => Math.abs(b / fitted[0] - 1) > SAME_SIZE)
  if (other > 0)
    throw new RangeError(
      `cellSizes: ${cellSizes[0]}, which fits ${names[0]} as ${fitted[0]} and ${names[other]} as ${fitted[other]}; expected the same within ${100 * SAME_SIZE} %`,
    )
}
