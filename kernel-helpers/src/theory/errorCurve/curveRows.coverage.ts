import type { Measurement } from '../../learning/measurement.js'
import { Random } from '../../run/random.js'
import type { CoverageCase } from '../coverage.js'
import { reduceScale } from './curveRows.js'

const FVU = 0.3

interface Noise {
  /** Between replicates, and between blocks of time. */
  readonly replicates: number
  readonly blocks: number
  /** Of the denominators, between blocks. */
  readonly denominators: number
  /** Correlation of neighbouring blocks. */
  readonly correlation: number
}

/** One replicate of 20 blocks of time whose FVU is {@link FVU}, up to noise that neighbouring blocks share in part. */
function measurement(random: Random, noise: Noise): Measurement {
  const frames = new Array<number>(20).fill(30)
  const series = (deviation: number) => {
    let state = random.normal()
    return frames.map(() => {
      state = noise.correlation * state + Math.sqrt(1 - noise.correlation ** 2) * random.normal()
      return 1 + deviation * state
    })
  }
  const level = Math.exp(noise.replicates * random.normal())
  const network = series(noise.blocks).map((value) => FVU * level * value)
  const variance = series(noise.denominators)
  return {
    ...{ cellSize: 1, offset: 1, height: 8, width: 8, chosen: 'network', variance, frames },
    errors: { network, ridge: network, persistence: variance, mean: variance },
    validation: { network: 0, ridge: 1, persistence: 1, mean: 1 },
    ...{ penalty: 0, history: [], seconds: 0, memory: 0, backend: 'none' },
  }
}

function fvu(name: string, replicates: number, noise: Noise): CoverageCase {
  const cases = 4000
  return {
    name: `FVU: ${name}`,
    cases,
    covered() {
      const random = new Random(17)
      return Array.from({ length: cases }, () => {
        const replicas = Array.from({ length: replicates }, () => measurement(random, noise))
        const rows = reduceScale({ cellSize: 1, offset: 1, replicates: replicas, surrogates: [] }, null)!.rows
        const { fvuLow, fvuHigh } = rows[rows.length - 1]
        return fvuLow <= FVU && FVU <= fvuHigh
      }).filter(Boolean).length
    },
  }
}

const runs = { replicates: 0.1, blocks: 0.1, denominators: 0.05, correlation: 0 }
const alone = { replicates: 0, blocks: 0.2, denominators: 0, correlation: 0 }

/** Of the FVU at one scale. */
export const coverage: readonly CoverageCase[] = [
  ...[2, 3, 5].map((replicates) => fvu(`${replicates} replicates`, replicates, runs)),
  fvu('3 replicates, noisy denominators', 3, { ...runs, denominators: 0.3 }),
  fvu('one replicate of independent blocks', 1, alone),
  fvu('one replicate, noisy denominators', 1, { ...alone, denominators: 0.2 }),
  fvu('one replicate, neighbouring blocks correlated by 0.3', 1, { ...alone, correlation: 0.3 }),
]
