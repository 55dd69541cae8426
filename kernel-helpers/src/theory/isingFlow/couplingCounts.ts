import { Random } from '../../run/random.js'
import type { TaskContext } from '../../run/task.js'
import { countEnvironments, decimate, environmentCount, majority, type Spins } from './blockSpins.js'
import { chainNearest, chainSecond, diagonal, nearest, type Operator, plaquette } from './operators.js'
import { type Memory, type Sampling, sample } from './sampling.js'

/** How block spins are made: of b × b spins of the original, or of 2 × 2 block spins again and again. */
export const rules = ['direct', 'repeated', 'decimation'] as const
export type Rule = (typeof rules)[number]

/** A chain is decimated, a square lattice has its majorities taken in both ways. */
export const rulesIn = (dimensions: number): Rule[] =>
  dimensions === 1 ? ['decimation'] : ['direct', 'repeated']

/** What couplings are fitted to. */
export const operatorsIn = (dimensions: number): readonly Operator[] =>
  dimensions === 1 ? [chainNearest, chainSecond] : [nearest, diagonal, plaquette]

/** A worker's job: block spins of one run, counted by their surroundings. */
export interface CouplingCountsTask extends Sampling {
  readonly kind: 'coupling-counts'
  /** Powers of two, ascending. */
  readonly blocks: readonly number[]
}

export interface CouplingCounts {
  readonly memory: Memory
  /** By rule and then block size: counts of `environments`. Plain JSON. */
  readonly counts: Readonly<Partial<Record<Rule, readonly (readonly number[])[]>>>
}

/** Runs in a worker. */
export function countCouplings(task: CouplingCountsTask, context: TaskContext<number>): CouplingCounts {
  const { parameters, seed, blocks } = task
  const { dimensions } = parameters
  const operators = operatorsIn(dimensions)
  const ties = new Random(seed, 1)
  const counts = Object.fromEntries(
    rulesIn(dimensions).map((rule) => [
      rule,
      blocks.map(() => new Float64Array(environmentCount(operators))),
    ]),
  )
  const memory = sample(task, context, (spins) => {
    for (const [rule, own] of Object.entries(counts))
      for (const [i, lattice] of blockSpins(spins, blocks, rule as Rule, ties).entries())
        countEnvironments(lattice, operators, own[i])
  })
  return {
    memory,
    counts: Object.fromEntries(
      Object.entries(counts).map(([rule, own]) => [rule, own.map((one) => [...one])]),
    ),
  }
}

/** The lattices of block spins for each block size. */
export function blockSpins(spins: Spins, blocks: readonly number[], rule: Rule, ties: Random): Spins[] {
  let [lattice, side] = [spins, 1]
  return blocks.map((b) => {
    if (rule === 'decimation') return decimate(spins, b)
    if (rule === 'direct') return b === 1 ? spins : majority(spins, b, ties)
    for (; side < b; side *= 2) lattice = majority(lattice, 2, ties)
    return lattice
  })
}
