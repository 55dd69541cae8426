import { z } from 'zod'
import { findSystem, resolveParameters, type System } from '../../systems/index.js'
import type { ChosenSystem } from '../analysis.js'
import { checkOptions } from '../checkOptions.js'
import { FEWEST_RUNS } from './estimates.js'
import { hasMomentum, type Scale } from './fluctuations.js'
import { modesOf } from './modes.js'
import { REACH } from './testFunction.js'

const positive = z.number().positive().finite()
export const hydrodynamicsSchema = z.strictObject({
  cellSizes: z
    .array(positive)
    .min(1)
    .optional()
    .describe(`sides of the cells; a test function is ${2 * REACH} cells wide and must fit into the box`),
  runs: z.int().min(FEWEST_RUNS).max(1000).default(12).describe('independent runs of each state'),
  frames: z.int().min(100).default(8000).describe('frames of each run'),
  seed: z.int().min(0).default(1).describe('seed of the first run'),
  systems: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('states to compare: other systems, at the same densities and temperatures'),
  densities: z.array(positive).min(1).optional().describe('states to compare: densities'),
  temperatures: z.array(positive).min(1).optional().describe('states to compare: temperatures'),
})

export type HydrodynamicsOptions = z.input<typeof hydrodynamicsSchema>

/** The request with every default filled in. */
export interface HydrodynamicsSpec {
  readonly cellSizes: readonly number[]
  readonly runs: number
  readonly frames: number
  readonly seed: number
  /** Names of other systems, in the same states. */
  readonly systems: readonly string[]
  /** Every density with every temperature; none: the system as it is. */
  readonly densities: readonly number[]
  readonly temperatures: readonly number[]
}

/** Default cell sizes are the widest that fits, and halves of it down to this, in the length unit. */
const FINEST = 0.45
/** Most amplitudes of modes to sample of one run at one cell size. */
const AMPLITUDES = 1.5e5
const SHORTEST_WINDOW = 8
const SAMPLES_IN_WINDOW = 16
/** Windows of time that a run should hold at least. */
const FEWEST_WINDOWS = 4
const FINE_WINDOWS = 12

/** @throws RangeError naming the option, its value and what was expected */
export function resolveSpec(chosen: ChosenSystem, options: HydrodynamicsOptions): HydrodynamicsSpec {
  const {
    cellSizes,
    systems = [],
    densities,
    temperatures,
    ...rest
  } = checkOptions(hydrodynamicsSchema, options)
  const { density, temperature } = chosen.parameters
  const families =
    densities || temperatures
      ? {
          densities: sorted(densities ?? [density]),
          temperatures: sorted(temperatures ?? (temperature === undefined ? [] : [temperature])),
        }
      : { densities: [], temperatures: [] }
  const asked = { ...rest, systems: [...new Set(systems)], ...families }
  const all = statesOf(chosen, asked)
  for (const state of all) checkFluid(state)
  const widest =
    Math.min(...all.map(({ system, parameters }) => system.observable(parameters).width)) / (2 * REACH)
  const spec = { ...asked, cellSizes: sorted(cellSizes ?? halves(widest)) }
  for (const state of all) for (const cellSize of spec.cellSizes) scaleOf(state, cellSize, spec.frames)
  return spec
}

/**
 * The system, and others that it is compared with, in each of the states.
 *
 * @throws RangeError if there is no such system, or it can't be in one of the states
 */
export function statesOf(
  chosen: ChosenSystem,
  { systems, densities, temperatures }: Pick<HydrodynamicsSpec, 'systems' | 'densities' | 'temperatures'>,
): ChosenSystem[] {
  const each = densities.flatMap((density) =>
    temperatures.length > 0 ? temperatures.map((temperature) => ({ density, temperature })) : [{ density }],
  )
  const changes: Record<string, number>[] = each.length > 0 ? each : [{}]
  return [chosen, ...systems.map((name) => likeAs(chosen, findSystem(name)))].flatMap(
    ({ system, parameters }) =>
      changes.map((change) => ({
        system,
        parameters: resolveParameters(system, { ...parameters, ...change }),
      })),
  )
}

/** Another system with the parameters that both have. */
function likeAs({ parameters }: ChosenSystem, system: System): ChosenSystem {
  const shared = Object.entries(parameters).filter(([name]) => Object.hasOwn(system.parameters, name))
  return { system, parameters: resolveParameters(system, Object.fromEntries(shared)) }
}

/**
 * One window of time is what a particle takes to cross a cell at the characteristic speed, or to diffuse that far.
 *
 * @throws RangeError if a run holds too few windows, or the box no test function
 */
export function scaleOf({ system, parameters }: ChosenSystem, cellSize: number, frames: number): Scale {
  const { width, speed, frameInterval } = system.observable(parameters)
  const modes = modesOf(cellSize, width)
  const time = speed === null ? cellSize ** 2 / (4 * parameters.diffusivity) : cellSize / speed
  const crossing = time / frameInterval
  const stride = Math.max(1, Math.round(crossing / SAMPLES_IN_WINDOW))
  const window = Math.max(SHORTEST_WINDOW, 4 * Math.round(crossing / (4 * stride)))
  const least = stride * FEWEST_WINDOWS * window + 1
  if (frames < least)
    throw new RangeError(
      `frames: ${frames}, expected at least ${least}: ${FEWEST_WINDOWS} windows of ${stride * window} frames at cell size ${cellSize}`,
    )
  const affordable = Math.max(FINE_WINDOWS * window, Math.floor(AMPLITUDES / modes.length))
  return { cellSize, stride, window, samples: Math.min(Math.floor((frames - 1) / stride) + 1, affordable) }
}

function checkFluid({ system, parameters }: ChosenSystem): void {
  const { kind, boundary, speed, channels = [] } = system.observable(parameters)
  if (kind !== 'particles' || boundary !== 'periodic' || !(hasMomentum(system, parameters) || speed === null))
    throw new RangeError(
      `system: ${system.name} has no momentum channel in a periodic box, expected a fluid of particles such as hard-disks, or random-walkers`,
    )
  if (channels.includes('species A'))
    throw new RangeError(
      `system: ${system.name} of two species, expected one: a mixture has more fields than these`,
    )
}

function halves(widest: number): number[] {
  const sizes = [widest]
  while (sizes[0] / 2 >= FINEST) sizes.unshift(sizes[0] / 2)
  return sizes
}

function sorted(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}
