import type { Measurement } from '../../learning/measurement.js'
import type { PredictiveInformation } from '../../learning/predictiveInformation.js'
import { Random } from '../../run/random.js'
import type { Estimate } from '../bootstrap.js'
import type { CoverageCase } from '../coverage.js'
import { type InputsRow, rowsOf } from './rows.js'
import { defaultKey, variantsOf } from './variants.js'

const CASES = 3000
const BLOCKS = 10
const CELLS_PER_BLOCK = 20
const CELLS = 200
const STANDARD = defaultKey({ history: 2 })
const VARIANTS = variantsOf({ history: 2, beside: [] }, 'density')
/** Error variances of one and two frames, of a target of variance 1. */
const ERRORS = { one: 0.6, two: 0.4 }
/** Of the logarithm of a predictor's error deviation from one training to another, in part the same for both. */
const TRAINING = { shared: 0.1, own: 0.05 }
/** Share of the error that no predictor can avoid, as a correlation of two predictors' errors. */
const COMMON = 0.7
/** Probabilities that a class changes: a predictor that knows them gains 1 − h bits. */
const FLIPS = { learned: 0.1, averaged: 0.2 }

type Draw = (random: Random, replicates: number) => InputsRow[]

/** Errors of two predictors on the same targets, the predictors being as good as their training happened to make them. */
const errorRows: Draw = (random, replicates) => {
  const measured = Array.from({ length: replicates }, () => {
    const luck = TRAINING.shared * random.normal()
    const [one, two] = [ERRORS.one, ERRORS.two].map(
      (variance) => Math.sqrt(variance) * Math.exp(luck + TRAINING.own * random.normal()),
    )
    const blocks = Array.from({ length: BLOCKS }, () => {
      let [a, b, target] = [0, 0, 0]
      for (let cell = 0; cell < CELLS_PER_BLOCK; cell++) {
        const shared = COMMON * random.normal()
        const own = () => shared + Math.sqrt(1 - COMMON ** 2) * random.normal()
        a += (one * own()) ** 2 / CELLS_PER_BLOCK
        b += (two * own()) ** 2 / CELLS_PER_BLOCK
        target += random.normal() ** 2 / CELLS_PER_BLOCK
      }
      return { a, b, target }
    })
    const of = (errors: number[]): Measurement =>
      ({
        chosen: 'ridge',
        errors: { ridge: errors },
        variance: blocks.map((block) => block.target),
        frames: blocks.map(() => 1),
      }) as unknown as Measurement
    return { one: of(blocks.map((block) => block.a)), two: of(blocks.map((block) => block.b)) }
  })
  const variants = new Map([
    ['1', measured.map((replicate) => replicate.one)],
    ['2', measured.map((replicate) => replicate.two)],
  ])
  return rowsOf({ ...PLACE, variants, information: [] }, VARIANTS, STANDARD).rows
}

/** Log-likelihoods of classes that flip with known probability, and errors whose ratio is known. */
const informationRows: Draw = (random, replicates) => {
  const gain = (flip: number) => {
    let bits = 0
    for (let cell = 0; cell < CELLS; cell++)
      bits += (1 + Math.log2(random.uniform() < flip ? flip : 1 - flip)) / CELLS
    return { information: bits, entropy: 1 }
  }
  const information = Array.from(
    { length: replicates },
    (): PredictiveInformation => ({
      ...{ cellSize: 1, offset: 1, fineCells: 4, seconds: 0 },
      learned: gain(FLIPS.learned),
      averaged: gain(FLIPS.averaged),
      densityError: Math.exp(Math.log(ERRORS.two) + 0.1 * random.normal()),
    }),
  )
  return rowsOf({ ...PLACE, variants: new Map(), information }, [], STANDARD).rows
}

const PLACE = { scale: 0, cellSize: 1, offset: 1 }

const bits = (flip: number) => 1 + flip * Math.log2(flip) + (1 - flip) * Math.log2(1 - flip)

const answers: {
  readonly name: string
  readonly draw: Draw
  readonly estimate: (rows: readonly InputsRow[]) => Estimate
  readonly answer: number
}[] = [
  {
    name: 'FVU',
    draw: errorRows,
    estimate: (rows) => find(rows, 'fvu', '2').value,
    answer: ERRORS.two,
  },
  {
    name: 'ratio of FVU to the default',
    draw: errorRows,
    estimate: (rows) => find(rows, 'fvu', '1').change!,
    answer: ERRORS.one / ERRORS.two,
  },
  {
    name: 'ratio of FVU to one thing less',
    draw: errorRows,
    estimate: (rows) => find(rows, 'fvu', '2').added!,
    answer: ERRORS.two / ERRORS.one,
  },
  {
    name: 'predictive information',
    draw: informationRows,
    estimate: (rows) => find(rows, 'information', 'averaged').value,
    answer: bits(FLIPS.averaged),
  },
  {
    name: 'predictive information, learned less averaged',
    draw: informationRows,
    estimate: (rows) => find(rows, 'information', 'learned').change!,
    answer: bits(FLIPS.learned) - bits(FLIPS.averaged),
  },
  {
    name: 'density error with learned classes over without',
    draw: informationRows,
    estimate: (rows) => find(rows, 'density error', 'learned').value,
    answer: ERRORS.two,
  },
]

export const coverage: CoverageCase[] = [3, 5].flatMap((replicates) =>
  answers.map(({ name, draw, estimate, answer }, i) => ({
    name: `inputs: ${name}, ${replicates} replicates`,
    cases: CASES,
    covered: () => {
      const random = new Random(17, 10 * replicates + i)
      let held = 0
      for (let one = 0; one < CASES; one++) {
        const { low, high } = estimate(draw(random, replicates))
        if (low <= answer && answer <= high) held++
      }
      return held
    },
  })),
)

function find(rows: readonly InputsRow[], quantity: InputsRow['quantity'], key: string): InputsRow {
  return rows.find((row) => row.quantity === quantity && row.key === key)!
}
