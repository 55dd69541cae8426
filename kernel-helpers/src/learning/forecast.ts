import type { Boundary, FieldShape } from '../recording/recording.js'
import { continuedCells, type Standardisation } from './examples.js'
import { networkOf } from './network.js'
import { applyPredictor, type Predictor } from './predictor.js'
import { RIDGE_RADIUS } from './ridge.js'

/**
 * What a predictor that sees two frames makes of fields that need not come from a recording, such as its own predictions.
 *
 * @param past the fields at t − offset, and `present` those at t: `count × height × width`, standardised as the predictor's
 * @returns the fields at t + offset, in the same units and order
 */
export function forecast(
  predictor: Predictor,
  past: Float32Array,
  present: Float32Array,
  { height, width }: FieldShape,
  boundary: Boundary,
): Promise<Float32Array> {
  const pad = Math.max(RIDGE_RADIUS, networkOf(predictor).radius)
  const cells = continuedCells(boundary, height, width, pad)
  const count = present.length / (height * width)
  const inputs = new Float32Array(2 * count * cells.length)
  for (let example = 0, to = 0; example < count; example++) {
    const start = example * height * width
    for (const cell of cells) {
      inputs[to++] = past[start + cell]
      inputs[to++] = present[start + cell]
    }
  }
  return applyPredictor(predictor, {
    ...{ count, height, width, pad, inputs },
    components: ['scalar', 'scalar'],
    present: 1,
    targets: new Float32Array(0),
  })
}

/** Fields in a recording's units, as a predictor sees them. */
export function standardised(fields: Float32Array, { background, deviation }: Standardisation): Float32Array {
  const mean = meanOf(background)
  return fields.map((value, i) => (value - mean(i)) / deviation)
}

/** The inverse of {@link standardised}. */
export function restored(fields: Float32Array, { background, deviation }: Standardisation): Float32Array {
  const mean = meanOf(background)
  return fields.map((value, i) => mean(i) + deviation * value)
}

function meanOf(background: number | Float32Array): (i: number) => number {
  return typeof background === 'number' ? () => background : (i) => background[i % background.length]
}
