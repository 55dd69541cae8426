import { z } from 'zod'
import { type BackendName, backendNames } from '../../learning/backends/backend.js'
import type { Budget } from '../../learning/recipe.js'
import type { Recording } from '../../recording/recording.js'
import { openShared } from '../../recording/shared.js'
import { type Parameter, resolveParameters } from '../../systems/index.js'
import { sharedFrames } from '../../systems/record.js'
import type { ChosenSystem } from '../analysis.js'
import { checkOptions } from '../checkOptions.js'
import { offsetFor, suitableCellSizes } from '../ladder.js'

const positive = z.number().positive().finite()

/** What may be asked, for the command line and for checking. */
export const pushSchema = z.strictObject({
  dial: z.string().describe('parameter of the system that is turned'),
  values: z
    .array(z.number())
    .min(1)
    .optional()
    .describe(
      'values of the dial beside its own; by default 0.6, 0.8, 1.25 and 1.6 times that, or all choices',
    ),
  cellSizes: z.array(positive).min(1).optional().describe('sides of the cells; by default about octaves'),
  frames: z
    .int()
    .min(20)
    .optional()
    .describe('frames of each run; 6000 by default, or what the system asks for'),
  replicates: z.int().min(2).max(100).default(3).describe('runs at each value, and disjoint tests'),
  seed: z.int().min(0).default(1).describe('seed of everything random'),
  budget: z.enum(['small', 'large']).default('small').describe('size of the network and its training'),
  kappa: positive.default(0.5).describe('cells crossed in one time offset at the characteristic speed'),
  match: z
    .array(z.enum(['mean', 'deviation']))
    .default([])
    .describe('what a predictor of the reference may know of the pushed fields'),
  margin: z
    .number()
    .gt(1)
    .max(10)
    .default(1.03)
    .describe('transfer ratio below which nothing counts as lost'),
  backend: z.enum(backendNames).optional().describe('what trains'),
})

/** What may be asked of push. */
export type PushOptions = z.input<typeof pushSchema>

export interface PushSpec {
  readonly dial: string
  /** The reference first. */
  readonly values: readonly number[]
  /** Increasing. */
  readonly cellSizes: readonly number[]
  readonly frames: number
  readonly replicates: number
  readonly seed: number
  readonly budget: Budget
  readonly kappa: number
  readonly match: readonly ('mean' | 'deviation')[]
  readonly margin: number
  readonly backend: BackendName | null
}

const FACTORS = [0.6, 0.8, 1.25, 1.6]
const MOST_FRAMES = 6000
/** Ratio of neighbouring cell sizes, if nothing else is asked for. */
const OCTAVE = 1.9

/**
 * Checks a request against the system and fills in what it leaves open.
 *
 * @throws RangeError naming the option, its value and what was expected
 */
export function resolvePush(chosen: ChosenSystem, options: PushOptions): PushSpec {
  const { system, parameters } = chosen
  const asked = checkOptions(pushSchema, options)
  if (!Object.hasOwn(system.parameters, asked.dial))
    throw new RangeError(
      `dial: ${asked.dial}, expected a parameter of ${system.name}: ${Object.keys(system.parameters).join(', ')}`,
    )
  const parameter = system.parameters[asked.dial]
  const reference = parameters[asked.dial]
  const values = [...new Set(asked.values ?? suitableValues(parameter, reference))].filter(
    (v) => v !== reference,
  )
  if (values.length === 0)
    throw new RangeError(`values: ${reference}, expected at least one other than the reference`)
  const all = [reference, ...values.sort((a, b) => a - b)]
  const frames = asked.frames ?? Math.min(MOST_FRAMES, system.defaults.frames)
  const views = all.map((value) => viewOf(chosen, asked.dial, value))
  const longest = Math.floor((Math.floor(frames / 2) - 2) / 2)
  const fits = (view: Recording, b: number) => offsetAt(view, b, asked.kappa) <= longest
  const suitable = suitableCellSizes(views[0]).filter((b) =>
    views.every((view) => fits(view, b) && suitableCellSizes(view).includes(b)),
  )
  const cellSizes = [...new Set(asked.cellSizes ?? octaves(suitable))].sort((a, b) => a - b)
  if (cellSizes.length === 0)
    throw new RangeError(
      `cellSizes: none suits all values of ${asked.dial} with ${frames} frames, expected a longer run or other values`,
    )
  for (const cellSize of cellSizes)
    for (const view of views) {
      view.shape(cellSize)
      if (!fits(view, cellSize))
        throw new RangeError(
          `cellSizes: ${cellSize} needs ${offsetAt(view, cellSize, asked.kappa)} frames ahead, expected at most ${longest} in runs of ${frames} frames`,
        )
    }
  const { dial, replicates, seed, budget, kappa, margin, backend = null } = asked
  return {
    ...{ dial, values: all, cellSizes, frames, replicates, seed, budget, kappa },
    ...{ match: [...new Set(asked.match)].sort(), margin, backend },
  }
}

/** The request that resolves to a specification. */
export function pushOptionsOf({ values, cellSizes, match, backend, ...same }: PushSpec): PushOptions {
  const given = { values: values.slice(1), cellSizes: [...cellSizes], match: [...match] }
  return { ...same, ...given, ...(backend === null ? {} : { backend }) }
}

/** Frames ahead at a value of the dial, at its own characteristic speed. */
export function offsetAt(view: Recording, cellSize: number, kappa: number): number {
  return view.speed === null ? 1 : offsetFor(view, cellSize, view.speed, kappa)
}

/** The system with the dial turned. @throws RangeError if the value is out of range */
export function turned({ system, parameters }: ChosenSystem, dial: string, value: number): ChosenSystem {
  return { system, parameters: resolveParameters(system, { ...parameters, [dial]: value }) }
}

/** What a run at a value of the dial will look like: its geometry and units. */
export function viewOf(chosen: ChosenSystem, dial: string, value: number): Recording {
  const { system, parameters } = turned(chosen, dial, value)
  return openShared(sharedFrames(system, parameters, 1, 1))
}

function suitableValues({ min, max, integer, choices }: Parameter, reference: number): number[] {
  if (choices) return choices.map((_, i) => min + i)
  const values =
    reference === 0 ? [0.25, 0.5, 0.75, 1].map((part) => part * max) : FACTORS.map((f) => f * reference)
  return values
    .map((value) => Math.min(Math.max(Number(value.toPrecision(4)), min), max))
    .map((value) => (integer ? Math.round(value) : value))
}

function octaves(ladder: readonly number[]): number[] {
  const chosen: number[] = []
  for (const b of ladder) if (chosen.length === 0 || b >= OCTAVE * chosen[chosen.length - 1]) chosen.push(b)
  return chosen
}
