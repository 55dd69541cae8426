import { Random } from '../../run/random.js'
import type { CoverageCase } from '../coverage.js'
import type { Estimate } from '../replicates.js'
import { findPeaks, type ReplicatedCurve } from './extrema.js'
import { findKnee } from './knee.js'

const cellSizes = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8]

/** Standard deviations, of the logarithms: of a replicate's level and tilt, which all scales share, and of each scale's own. */
export interface CurveNoise {
  readonly level: number
  readonly tilt: number
  readonly own: number
}

export function syntheticCurve(
  random: Random,
  replicates: number,
  shape: (logSize: number) => number,
  { level, tilt, own }: CurveNoise,
): ReplicatedCurve {
  const logs = Array.from({ length: replicates }, () => {
    const [up, turn] = [level * random.normal(), tilt * random.normal()]
    return cellSizes.map((b) => shape(Math.log(b)) + up + turn * Math.log(b) + own * random.normal())
  })
  return { cellSizes, logs }
}

const parabola = (top: number) => (u: number) => -0.35 * (u - Math.log(top)) ** 2

/** Rises with exponent 2, falls with −0.4, and turns over in between: its top is exactly there. */
const lopsided = (top: number) => (u: number) => {
  const [rise, fall, width] = [2, 0.4, 0.5]
  const v = u - Math.log(top)
  return rise * v - (rise + fall) * width * Math.log1p(Math.exp(v / width + Math.log(rise / fall)))
}

/** Two power laws that meet at a cell size. */
const broken = (place: number, before: number, after: number) => (u: number) => {
  const v = u - Math.log(place)
  return v < 0 ? before * v : after * v
}

function places(
  name: string,
  find: (curve: ReplicatedCurve) => Estimate | undefined,
  replicates: number,
  truth: number,
  shape: (logSize: number) => number,
  own: number,
): CoverageCase {
  const cases = 2000
  return {
    name: `place of a ${name}, noise ${100 * own} %, ${replicates} replicates`,
    cases,
    covered() {
      const random = new Random(29)
      let covered = 0
      for (let found = 0; found < cases; ) {
        const curve = syntheticCurve(random, replicates, shape, { level: 0.06, tilt: 0.03, own })
        const place = find(curve)
        if (!place) continue
        found++
        if (place.low <= Math.log(truth) && Math.log(truth) <= place.high) covered++
      }
      return covered
    },
  }
}

const peak = (curve: ReplicatedCurve) => findPeaks(curve)[0]?.place
const knee = (curve: ReplicatedCurve) => findKnee(curve)?.place

/** Of the places of peaks and knees that are found, between the scales measured. */
export const coverage: readonly CoverageCase[] = [3, 5].flatMap((replicates) => [
  places('parabolic peak', peak, replicates, 0.83, parabola(0.83), 0.005),
  places('parabolic peak', peak, replicates, 1.2, parabola(1.2), 0.02),
  places('lopsided peak', peak, replicates, 0.83, lopsided(0.83), 0.005),
  places('lopsided peak', peak, replicates, 1.2, lopsided(1.2), 0.02),
  places('knee', knee, replicates, 0.83, broken(0.83, 1.5, 0.2), 0.005),
  places('knee', knee, replicates, 1.7, broken(1.7, 1.5, 0.2), 0.02),
])
