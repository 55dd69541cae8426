import { Random } from '../../run/random.js'
import type { CoverageCase } from '../coverage.js'
import { figuresOf, type GapFigures, meanOf } from './rows.js'

const CASES = 2000
/** Independent blocks of test time, and cells in each. */
const BLOCKS = 10
const CELLS = 40
/** Logarithmic scatter of the errors from one training to the next. */
const TRAININGS = 0.05

interface Truth {
  readonly name: string
  /** Variances, over that of the target, of the error that the paths share, and of each path's own. */
  readonly shared: number
  readonly evolved: number
  readonly coarsened: number
}

const truths: readonly Truth[] = [
  { name: 'both wrong alike', shared: 0.5, evolved: 0.02, coarsened: 0.04 },
  { name: 'each wrong in its own way', shared: 0, evolved: 0.2, coarsened: 0.3 },
]

/** One replicate of errors that are normal, with their shares known. */
function replicate(random: Random, { shared, evolved, coarsened }: Truth): GapFigures {
  const [together, one, other] = [shared, evolved, coarsened].map((variance) =>
    Math.sqrt(variance * Math.exp(TRAININGS * random.normal() - TRAININGS ** 2 / 2)),
  )
  const blocks = Array.from({ length: BLOCKS }, () => {
    const sums = { gap: 0, evolvedError: 0, coarsenedError: 0, variance: 0 }
    for (let cell = 0; cell < CELLS; cell++) {
      const both = together * random.normal()
      const [a, b] = [both + one * random.normal(), both + other * random.normal()]
      sums.gap += (a - b) ** 2
      sums.evolvedError += a ** 2
      sums.coarsenedError += b ** 2
      sums.variance += random.normal() ** 2
    }
    return sums
  })
  const of = (name: keyof (typeof blocks)[number]) => blocks.map((block) => block[name] / CELLS)
  return figuresOf({
    gap: of('gap'),
    evolvedError: of('evolvedError'),
    coarsenedError: of('coarsenedError'),
    variance: of('variance'),
    frames: new Array<number>(BLOCKS).fill(1),
  })
}

function exact({ shared, evolved, coarsened }: Truth): GapFigures {
  const [first, second] = [shared + evolved, shared + coarsened]
  return {
    gap: evolved + coarsened,
    evolvedFvu: first,
    coarsenedFvu: second,
    errorCorrelation: shared / Math.sqrt(first * second),
  }
}

/** For each figure, in how many cases its interval holds the truth. */
function covered(truth: Truth, replicates: number): Record<keyof GapFigures, number> {
  const random = new Random(11, replicates)
  const values = exact(truth)
  const inside = { gap: 0, evolvedFvu: 0, coarsenedFvu: 0, errorCorrelation: 0 }
  for (let n = 0; n < CASES; n++) {
    const estimates = meanOf(Array.from({ length: replicates }, () => replicate(random, truth)))
    for (const figure of Object.keys(inside) as (keyof GapFigures)[]) {
      const { low, high } = estimates[figure]
      if (low <= values[figure] && values[figure] <= high) inside[figure]++
    }
  }
  return inside
}

/** How often the 95 % intervals of a commuting gap and of its context hold the truth. */
export const coverage: CoverageCase[] = truths.flatMap((truth) =>
  [2, 3, 5].flatMap((replicates) => {
    let known: ReturnType<typeof covered> | undefined
    return (['gap', 'evolvedFvu', 'coarsenedFvu', 'errorCorrelation'] as const).map((figure) => ({
      name: `commute: ${figure}, ${truth.name}, ${replicates} replicates`,
      cases: CASES,
      covered: () => {
        known ??= covered(truth, replicates)
        return known[figure]
      },
    }))
  }),
)
