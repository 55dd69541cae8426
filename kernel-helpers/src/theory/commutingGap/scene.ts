import type { FieldShape } from '../../recording/recording.js'

/** Cells along a side at 2b that are kept to be drawn. */
const LARGEST_SIDE = 32

/** The fields of the diagram at one time. */
export interface SceneFields {
  /** x(t) and f_b f_b x, at b. */
  readonly present: Float32Array
  readonly future: Float32Array
  /** C x(t), C f_b f_b x, f_2b C x and C x(t + 2S), at 2b. */
  readonly coarsePresent: Float32Array
  readonly evolved: Float32Array
  readonly coarsened: Float32Array
  readonly truth: Float32Array
}

/** The corner of the fields that is drawn: at 2b `height × width`, at b twice as many cells along each axis. */
export interface Scene extends FieldShape, SceneFields {
  readonly frame: number
  /** All cells at 2b. */
  readonly whole: FieldShape
}

/** At most `count` places, evenly spread over 0 … `available` − 1. */
export function sceneTimes(available: number, count: number): number[] {
  const taken = Math.min(available, count)
  return Array.from({ length: taken }, (_, i) => Math.floor(((i + 0.5) * available) / taken))
}

export function sceneOf(
  frame: number,
  { fine, coarse }: { readonly fine: FieldShape; readonly coarse: FieldShape },
  fields: SceneFields,
): Scene {
  const height = Math.min(LARGEST_SIDE, coarse.height)
  const width = Math.min(LARGEST_SIDE, coarse.width)
  const ofCoarse = (field: Float32Array) => corner(field, coarse, height, width)
  const ofFine = (field: Float32Array) => corner(field, fine, 2 * height, 2 * width)
  return {
    frame,
    height,
    width,
    whole: coarse,
    present: ofFine(fields.present),
    future: ofFine(fields.future),
    coarsePresent: ofCoarse(fields.coarsePresent),
    evolved: ofCoarse(fields.evolved),
    coarsened: ofCoarse(fields.coarsened),
    truth: ofCoarse(fields.truth),
  }
}

function corner(
  field: Float32Array,
  { width: from }: FieldShape,
  height: number,
  width: number,
): Float32Array {
  const out = new Float32Array(height * width)
  for (let row = 0; row < height; row++) out.set(field.subarray(row * from, row * from + width), row * width)
  return out
}
