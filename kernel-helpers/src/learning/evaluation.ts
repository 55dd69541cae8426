import type { Examples } from './examples.js'
import { meanSquare } from './training.js'

/** Blocks of test time that intervals are made from. */
const TIME_BLOCKS = 10

/** The frames t without their continuation. */
export function present({ count, height, width, pad, inputs }: Examples): Float32Array {
  const rowLength = width + 2 * pad
  const out = new Float32Array(count * height * width)
  for (let example = 0, to = 0; example < count; example++)
    for (let row = 0; row < height; row++) {
      const from = (example * (height + 2 * pad) + row + pad) * rowLength + pad
      for (let column = 0; column < width; column++) out[to++] = inputs[2 * (from + column) + 1]
    }
  return out
}

/** Targets minus each pixel's mean over all of them. */
export function fluctuation({ count, height, width, targets }: Examples): Float32Array {
  const means = new Float64Array(height * width)
  for (let i = 0; i < targets.length; i++) means[i % means.length] += targets[i] / count
  return targets.map((value, i) => value - means[i % means.length])
}

/** Cuts the examples into blocks of time: frames in each, and how errors become mean squares in each. */
export function timeBlocks({ count, height, width }: Examples, unit: number) {
  const blocks = Math.min(TIME_BLOCKS, count)
  const edges = Array.from({ length: blocks + 1 }, (_, i) => Math.round((i * count) / blocks))
  const size = height * width
  return {
    frames: edges.slice(1).map((edge, i) => edge - edges[i]),
    inBlocks: (errors: Float32Array): number[] =>
      edges.slice(1).map((edge, i) => unit * meanSquare(errors.subarray(edges[i] * size, edge * size))),
  }
}
