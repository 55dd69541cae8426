/**
 * Repulsion r⁻¹² and attraction r⁻⁶. A law is a class without fields, chosen when a kernel is compiled, that from r⁻²
 * computes what all pairs need.
 */
@unmanaged
export class TwelveSix {
  /** −r dU/dr. */
  @inline
  work(inverse2: v128, steepness: v128, pull: v128, exponent: i32): v128 {
    const inverse6 = f64x2.mul(f64x2.mul(inverse2, inverse2), inverse2)
    return f64x2.mul(inverse6, f64x2.sub(f64x2.mul(inverse6, steepness), pull))
  }

  @inline
  energy(inverse2: v128, repulsion: v128, attraction: v128, exponent: i32): v128 {
    const inverse6 = f64x2.mul(f64x2.mul(inverse2, inverse2), inverse2)
    return f64x2.mul(inverse6, f64x2.sub(f64x2.mul(inverse6, repulsion), attraction))
  }
}

/** Repulsion r⁻ⁿ alone. */
@unmanaged
export class InversePower {
  @inline
  work(inverse2: v128, steepness: v128, pull: v128, exponent: i32): v128 {
    return f64x2.mul(power(inverse2, exponent), steepness)
  }

  @inline
  energy(inverse2: v128, repulsion: v128, attraction: v128, exponent: i32): v128 {
    return f64x2.mul(power(inverse2, exponent), repulsion)
  }
}

/** r⁻ⁿ, by squaring. */
@inline
function power(inverse2: v128, exponent: i32): v128 {
  let result = (exponent & 1) === 1 ? f64x2.sqrt(inverse2) : f64x2.splat(1)
  let square = inverse2
  for (let left = exponent >> 1; ; square = f64x2.mul(square, square)) {
    if ((left & 1) === 1) result = f64x2.mul(result, square)
    left >>= 1
    if (left === 0) break
  }
  return result
}
