import { Random } from '../../run/random.js'
import type { TaskContext } from '../../run/task.js'
import { majority, operatorSums, type Spins } from './blockSpins.js'
import { even, odd } from './operators.js'
import { addSample, type Moments, noMoments, type Sector } from './renormalizationMatrix.js'
import { type Memory, type Sampling, sample } from './sampling.js'

/** The smallest lattice of block spins that is measured: on a smaller one, operators overlap themselves. */
export const SMALLEST = 8

/** How often a lattice can be halved. */
export const levelsOf = (size: number): number => Math.floor(Math.log2(size / SMALLEST))

/** A worker's job: one run's fluctuations of operators on a lattice and on its block spins. */
export interface RenormalizationMomentsTask extends Sampling {
  readonly kind: 'renormalization-moments'
}

export interface RenormalizationMoments extends Readonly<Record<Sector, readonly Moments[]>> {
  readonly memory: Memory
}

const sectors = Object.entries({ even, odd })

/** Runs in a worker. For each halving of the lattice, the moments of both sectors. Plain JSON. */
export function gatherMoments(
  task: RenormalizationMomentsTask,
  context: TaskContext<number>,
): RenormalizationMoments {
  const ties = new Random(task.seed, 1)
  const levels = levelsOf(task.parameters.size)
  const moments = sectors.map(([, operators]) =>
    Array.from({ length: levels }, () => noMoments(operators.length)),
  )
  const sums = (spins: Spins) => sectors.map(([, operators]) => operatorSums(spins, operators))
  const memory = sample(task, context, (spins) => {
    let fine = sums(spins)
    for (let level = 0, lattice = spins; level < levels; level++) {
      lattice = majority(lattice, 2, ties)
      const coarse = sums(lattice)
      for (const sector of moments.keys()) addSample(moments[sector][level], coarse[sector], fine[sector])
      fine = coarse
    }
  })
  return { memory, even: moments[0], odd: moments[1] }
}
