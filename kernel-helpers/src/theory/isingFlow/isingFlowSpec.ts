import { z } from 'zod'
import { ising } from '../../systems/ising.js'
import type { ChosenSystem } from '../analysis.js'
import { checkOptions } from '../checkOptions.js'
import { even } from './operators.js'
import { levelsOf, SMALLEST } from './renormalizationMoments.js'

/** What may be asked of the flow of a magnet. */
export interface IsingFlowOptions {
  /** J/k. Default: the system's own among others around the critical one. */
  readonly temperatures?: readonly number[] | undefined
  /** Sides of the blocks, in spins: powers of two. */
  readonly blocks?: readonly number[] | undefined
  /** Independent runs at each temperature, from which the intervals come. */
  readonly runs?: number | undefined
  /** States of each run. */
  readonly samples?: number | undefined
  /** Sweeps between them. */
  readonly interval?: number | undefined
  /** Side of the critical lattice of the Monte Carlo renormalization group, in spins: a power of two. */
  readonly criticalSize?: number | undefined
  /** States of each run of it; 0 leaves it out. */
  readonly criticalSamples?: number | undefined
  /** Even operators in it, of 1 to 7. */
  readonly operators?: number | undefined
  readonly seed?: number | undefined
}

export type IsingFlowSpec = Required<{
  [Name in keyof IsingFlowOptions]: NonNullable<IsingFlowOptions[Name]>
}>

export const CRITICAL_TEMPERATURE = ising.presets!.critical.temperature

const LADDERS: Readonly<Record<number, readonly number[]>> = {
  1: [0.5, 0.7, 1, 1.5, 2.5],
  2: [2.1, 2.16, 2.2, 2.24, CRITICAL_TEMPERATURE, 2.3, 2.34, 2.38, 2.45, 2.6],
}
/** The fewest block spins along a side whose surroundings don't overlap. */
const NARROWEST = 8

const power = z.number().refine(isPowerOfTwo, { error: 'expected a power of two' })
export const isingFlowSchema = z.strictObject({
  temperatures: z
    .array(z.number().min(ising.parameters.temperature.min).max(ising.parameters.temperature.max))
    .min(1)
    .optional()
    .describe('temperatures, J/k; by default around the critical one'),
  blocks: z
    .array(power)
    .min(1)
    .default([1, 2, 4, 8])
    .describe('sides of the blocks, in spins: powers of two'),
  runs: z.int().min(2).max(100).default(8).describe('independent runs at each temperature'),
  samples: z.int().min(2).default(40).describe('states of each run'),
  interval: z.int().min(1).default(2).describe('sweeps between states'),
  criticalSize: power
    .min(2 * SMALLEST)
    .max(512)
    .default(64)
    .describe('side of the critical lattice for the exponents, in spins: a power of two'),
  criticalSamples: z
    .int()
    .min(0)
    .default(4000)
    .describe('states of each run of the critical lattice; 0 leaves the exponents out'),
  operators: z
    .int()
    .min(1)
    .max(even.length)
    .default(even.length)
    .describe('even operators for the exponents'),
  seed: z.int().min(0).default(1).describe('seed of everything random'),
})

/**
 * Checks a request against the magnet and fills in what it leaves open.
 *
 * @throws RangeError naming the option, its value and what was expected
 */
export function resolveIsingFlow(
  { system, parameters }: ChosenSystem,
  options: IsingFlowOptions,
): IsingFlowSpec {
  if (system.name !== ising.name)
    throw new RangeError(`system: ${system.name}, expected ${ising.name}: its blocks are magnets again`)
  const { dimensions, size, algorithm, temperature } = parameters
  if (dimensions === 3)
    throw new RangeError('dimensions: 3, expected 1 or 2: of three dimensions only a slice is seen')
  const { choices } = ising.parameters.algorithm
  if (choices![algorithm] === 'kawasaki')
    throw new RangeError(
      `algorithm: kawasaki, expected ${choices!.filter((name) => name !== 'kawasaki').join(', ')}: a spin's surroundings say nothing of its odds where the magnetisation is kept`,
    )
  const asked = checkOptions(isingFlowSchema, options)
  const ladder = LADDERS[dimensions]
  const temperatures = asked.temperatures ?? [...ladder, temperature]
  const blocks = ascending(asked.blocks)
  for (const b of blocks)
    if (size % b !== 0 || size / b < NARROWEST)
      throw new RangeError(
        `blocks: ${b} spins in a lattice of ${size}, expected a divisor of it that leaves at least ${NARROWEST} blocks along a side`,
      )
  return {
    ...asked,
    temperatures: ascending(temperatures),
    blocks,
    criticalSamples: dimensions === 1 ? 0 : asked.criticalSamples,
  }
}

export const levelsIn = ({ criticalSamples, criticalSize }: IsingFlowSpec): number =>
  criticalSamples === 0 ? 0 : levelsOf(criticalSize)

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && Number.isInteger(Math.log2(value))
}
