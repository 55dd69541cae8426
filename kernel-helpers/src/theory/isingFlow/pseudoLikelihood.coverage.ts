import { Random } from '../../run/random.js'
import type { CoverageCase } from '../coverage.js'
import { mean } from '../replicates.js'
import { countEnvironments, decimate, environmentCount, operatorSums, type Spins } from './blockSpins.js'
import { decimation } from './maps.js'
import { chainNearest, diagonal, nearest, plaquette } from './operators.js'
import { fitCouplings } from './pseudoLikelihood.js'

const [CHAINS, SQUARES] = [3000, 2000]
const RUNS = 4
const operators = [nearest, diagonal, plaquette]

/** A ring of coupling K: bonds are independent but for their product, which is 1. */
function ring(length: number, coupling: number, random: Random, up: Uint8Array): void {
  const unlike = 1 / (1 + Math.exp(2 * coupling))
  do {
    up[0] = +(random.uniform() < 0.5)
    for (let i = 1; i < length; i++) up[i] = up[i - 1] ^ +(random.uniform() < unlike)
  } while (random.uniform() < unlike !== (up[0] !== up[length - 1]))
}

function decimatedRings(coupling: number, random: Random): number {
  const up = new Uint8Array(16 * 64)
  for (let row = 0; row < 16; row++) ring(64, coupling, random, up.subarray(64 * row, 64 * (row + 1)))
  const counts = new Float64Array(environmentCount([chainNearest]))
  countEnvironments(decimate({ width: 64, height: 16, up }, 2), [chainNearest], counts)
  return fitCouplings(counts, [chainNearest])[0]
}

/** States of 4 × 4 spins, drawn by their exact weights, and the environments in each. */
export class Enumerated {
  readonly #environments: Uint8Array
  readonly #cumulative: Float64Array

  constructor(couplings: readonly number[]) {
    const states = 2 ** 16
    this.#environments = new Uint8Array(16 * states)
    this.#cumulative = new Float64Array(states)
    let total = 0
    for (let state = 0; state < states; state++) {
      const spins: Spins = {
        width: 4,
        height: 4,
        up: Uint8Array.from({ length: 16 }, (_, i) => (state >> i) & 1),
      }
      const counts = new Float64Array(environmentCount(operators))
      countEnvironments(spins, operators, counts)
      let place = 16 * state
      for (const [i, count] of counts.entries())
        for (let k = 0; k < count; k++) this.#environments[place++] = i
      const sums = operatorSums(spins, operators)
      total += Math.exp(couplings.reduce((sum, coupling, i) => sum + coupling * sums[i], 0))
      this.#cumulative[state] = total
    }
  }

  /** Couplings fitted to so many states. */
  fit(samples: number, random: Random): number[] {
    const counts = new Float64Array(environmentCount(operators))
    const cumulative = this.#cumulative
    for (let n = 0; n < samples; n++) {
      const target = random.uniform() * cumulative[cumulative.length - 1]
      let [low, high] = [0, cumulative.length - 1]
      while (low < high) {
        const middle = (low + high) >> 1
        if (cumulative[middle] > target) high = middle
        else low = middle + 1
      }
      for (let i = 0; i < 16; i++) counts[this.#environments[16 * low + i]]++
    }
    return fitCouplings(counts, operators)
  }
}

export const coverage: CoverageCase[] = [
  {
    name: 'coupling of a decimated chain, against the exact one',
    cases: CHAINS,
    covered() {
      const random = new Random(11)
      const expected = decimation(2).apply(0.7)
      return holds(CHAINS, expected, () => decimatedRings(0.7, random))
    },
  },
  ...[0.25, 0.08, -0.05].map((_, which, couplings) => ({
    name: `${operators[which].name} coupling of three, against the exact weights of 4 × 4 spins`,
    cases: SQUARES,
    covered() {
      const random = new Random(20 + which)
      exact ??= new Enumerated(couplings)
      return holds(SQUARES, couplings[which], () => exact!.fit(200, random)[which])
    },
  })),
]
let exact: Enumerated | undefined

function holds(cases: number, expected: number, replicate: () => number): number {
  let covered = 0
  for (let i = 0; i < cases; i++) {
    const { low, high } = mean(Array.from({ length: RUNS }, replicate))
    covered += +(low <= expected && expected <= high)
  }
  return covered
}
