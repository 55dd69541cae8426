import { type Estimate, mean } from '../replicates.js'
import type { GapMeasurement } from './gap.js'

/** How the two paths compare at 2b, in one replicate or in their mean; variances are parts of that of the target at 2b. */
export interface GapFigures {
  /** Mean square of the difference between the paths. */
  readonly gap: number
  /** FVU of evolving twice at b and then averaging, and of averaging and then evolving at 2b. */
  readonly evolvedFvu: number
  readonly coarsenedFvu: number
  /** Correlation of the two paths' errors: near 1 where they are wrong alike. */
  readonly errorCorrelation: number
}

export type GapEstimates = { readonly [Name in keyof GapFigures]: Estimate }

/** What the replicates at one pair b, 2b amount to. */
export interface GapScale {
  /** 2b and b, in the recording's length unit. */
  readonly cellSize: number
  readonly fineCellSize: number
  /** Frames that both paths look ahead, 2S. */
  readonly offset: number
  readonly replicates: readonly { readonly replicate: number; readonly figures: GapFigures }[]
  readonly mean: GapEstimates
}

export function figuresOf({
  gap,
  evolvedError,
  coarsenedError,
  variance,
  frames,
}: Pick<GapMeasurement, 'gap' | 'evolvedError' | 'coarsenedError' | 'variance' | 'frames'>): GapFigures {
  const total = (values: readonly number[]) => values.reduce((sum, value, i) => sum + value * frames[i], 0)
  const [apart, evolved, coarsened] = [gap, evolvedError, coarsenedError].map(
    (squares) => total(squares) / total(variance),
  )
  return {
    gap: apart,
    evolvedFvu: evolved,
    coarsenedFvu: coarsened,
    // |A − B|² = |A − T|² + |B − T|² − 2 (A − T)(B − T)
    errorCorrelation: (evolved + coarsened - apart) / (2 * Math.sqrt(evolved * coarsened)),
  }
}

/**
 * Means over replicates with Student's 95 % intervals; a mean square is at least 0.
 *
 * @param measurements the replicates that there are, by their numbers
 */
export function reduceGaps(measurements: ReadonlyMap<number, GapMeasurement>): GapScale | undefined {
  const [first] = measurements.values()
  if (!first) return undefined
  const replicates = [...measurements]
    .sort(([a], [b]) => a - b)
    .map(([replicate, measurement]) => ({ replicate, figures: figuresOf(measurement) }))
  return {
    cellSize: first.cellSize,
    fineCellSize: first.fineCellSize,
    offset: first.offset,
    replicates,
    mean: meanOf(replicates.map(({ figures }) => figures)),
  }
}

/** {@link reduceGaps} of figures. */
export function meanOf(figures: readonly GapFigures[]): GapEstimates {
  const all = (name: keyof GapFigures) => mean(figures.map((one) => one[name]))
  const positive = (name: keyof GapFigures) => {
    const { value, low, high } = all(name)
    return { value, low: Math.max(0, low), high }
  }
  return {
    gap: positive('gap'),
    evolvedFvu: positive('evolvedFvu'),
    coarsenedFvu: positive('coarsenedFvu'),
    errorCorrelation: all('errorCorrelation'),
  }
}
