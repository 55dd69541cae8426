import { z } from 'zod'
import type { Recording } from '../../recording/recording.js'
import {
  type ErrorCurveOptions,
  type ErrorCurveSpec,
  errorCurveSchema,
  longestOffset,
  resolveSpec,
} from '../errorCurve/errorCurveSpec.js'
import { short } from '../figures.js'
import { suitableCellSizes } from '../ladder.js'
import { checkNested, fittedChain, octaveChains } from './halving.js'

/** What may be asked of {@link commutingGapAnalysis}. */
export interface CommutingGapOptions
  extends Pick<
    ErrorCurveOptions,
    'replicates' | 'seed' | 'budget' | 'kappa' | 'speed' | 'background' | 'backend'
  > {
  /** In pairs b and 2b, in the recording's length unit. Default: the octaves in the system's ladder, or of a pixel. */
  readonly cellSizes?: readonly number[] | undefined
  /** Time offset at the finest cell size, in frames; it doubles with the cell size. */
  readonly offset?: number | undefined
}

export interface CommutingGapSpec
  extends Pick<
    ErrorCurveSpec,
    'replicates' | 'seed' | 'budget' | 'kappa' | 'speed' | 'background' | 'backend'
  > {
  /** Chains of cell sizes b, 2b, 4b, … with time offsets S, 2S, 4S, …, finest first. */
  readonly chains: readonly (readonly { readonly cellSize: number; readonly offset: number }[])[]
}

const { shape } = errorCurveSchema

/** What may be asked, for the command line and for checking. */
export const commutingGapSchema = z.strictObject({
  cellSizes: shape.cellSizes.describe("sides of the cells in pairs b and 2b, in the recording's length unit"),
  replicates: shape.replicates,
  seed: shape.seed,
  budget: shape.budget,
  kappa: shape.kappa,
  offset: shape.offset.describe(
    'time offset at the finest cell size, in frames; it doubles with the cell size',
  ),
  speed: shape.speed,
  background: shape.background,
  backend: shape.backend,
})

/**
 * Checks a request against the recordings and fills in what it leaves open.
 *
 * @throws RangeError naming the option, its value and what was expected
 */
export function resolveCommutingGap(
  recordings: readonly Recording[],
  options: CommutingGapOptions,
): CommutingGapSpec {
  const unknown = Object.keys(options).filter((name) => !(name in commutingGapSchema.shape))
  if (unknown.length > 0)
    throw new RangeError(
      `${unknown.join(', ')}: unknown, expected one of ${Object.keys(commutingGapSchema.shape).join(', ')}`,
    )
  const { replicates, seed, budget, kappa, speed, background, backend } = resolveSpec(recordings, {
    ...options,
    surrogates: 0,
  })
  const [first] = recordings
  const asked = options.cellSizes
  const offsetAt = (cellSize: number) =>
    resolveSpec(recordings, { ...options, cellSizes: [cellSize], surrogates: 0 }).scales[0].offset
  const longest = longestOffset(recordings)
  const chains = (asked ? pairsAmong(asked, first.lengthUnit) : defaultChains(first)).map((chain) => {
    const fitted = fittedChain(first, chain)
    const finest = offsetAt(fitted[0])
    return fitted.map((cellSize, i) => ({ cellSize, offset: finest * 2 ** i }))
  })
  for (const chain of chains)
    for (const [i, { cellSize, offset }] of chain.entries()) {
      if (i > 0) checkNested(first, chain[i - 1].cellSize, cellSize)
      if (asked && offset > longest)
        throw new RangeError(
          `offset: ${offset} frames at cell size ${short(cellSize)} ${first.lengthUnit}, expected at most ${longest}: the shortest part of the recording must hold the frames t − offset to t + offset several times`,
        )
    }
  const possible = chains
    .map((chain) => chain.filter(({ offset }) => offset <= longest))
    .filter((chain) => chain.length > 1)
  if (possible.length === 0)
    throw new RangeError(
      `frames: ${Math.min(...recordings.map((r) => r.frames))}, too few for a pair b and 2b: expected parts that hold windows of 4·offset frames, at offset ${chains[0][0].offset}`,
    )
  return { chains: possible, replicates, seed, budget, kappa, speed, background, backend }
}

/** The request that resolves to a specification. */
export function commutingGapOptionsOf({
  chains,
  speed,
  backend,
  ...same
}: CommutingGapSpec): CommutingGapOptions {
  return {
    ...same,
    cellSizes: chains.flat().map(({ cellSize }) => cellSize),
    ...(speed === null ? { offset: chains[0][0].offset } : { speed }),
    ...(backend === null ? {} : { backend }),
  }
}

/** @throws RangeError naming the cell sizes that have no partner, and which would be one */
function pairsAmong(cellSizes: readonly number[], unit: string): number[][] {
  const chains = octaveChains(cellSizes)
  const alone = chains.filter((chain) => chain.length === 1).flat()
  if (alone.length > 0 || chains.length === 0)
    throw new RangeError(
      `cellSizes: ${cellSizes.map(short).join(', ')} ${unit}, expected pairs b and 2b: missing ${alone.map((b) => `${short(b / 2)} or ${short(2 * b)}`).join('; ')}`,
    )
  return chains
}

/** The octaves in what suits the recording; if there are none, octaves of the finest that does. */
function defaultChains(recording: Recording): number[][] {
  const suitable = suitableCellSizes(recording)
  const chains = octaveChains(suitable).filter((chain) => chain.length > 1)
  if (chains.length > 0) return chains
  const [finest, coarsest] = [suitable[0], suitable[suitable.length - 1]]
  const octaves = Math.max(1, Math.floor(Math.log2(coarsest / finest)))
  return [Array.from({ length: octaves + 1 }, (_, i) => finest * 2 ** i)]
}
