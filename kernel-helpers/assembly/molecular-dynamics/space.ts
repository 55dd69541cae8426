/** Bytes of a vector: x and y, and in three dimensions z and a zero. */
export const VECTOR: usize = DIMENSIONS == 3 ? 32 : 16

/** Lane sum. */
@inline
export function lanes(sums: v128): f64 {
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1)
}
