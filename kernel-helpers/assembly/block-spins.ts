/**
 * Products of neighbouring spins on a lattice: a byte each, 1 for up, in rows `stride` apart with a margin around them.
 * Sixteen sites at a time, so that bytes up to 16 beyond the lattice are read, but not counted.
 *
 * A table of operators (i32) has, for each, the number of its products, and for each product the number of its spins
 * and where they are from the site, in bytes.
 */

/** Sixteen bytes of ones, then of zeros: loaded from the middle on, a mask of the first few lanes. */
const ramp: usize = memory.data(32, 16)
v128.store(ramp, i8x16.splat(-1))

@inline
function lanes(count: i32): v128 {
  return v128.load(ramp + 16 - min(16, count))
}

/** Parity of the spins that are up in the product at `term`, for sixteen sites. */
@inline
function parity(site: usize, term: usize): v128 {
  const end = term + 4 + (<usize>load<i32>(term) << 2)
  let odd = i8x16.splat(0)
  for (let at = term + 4; at < end; at += 4) odd = v128.xor(odd, v128.load(site + load<i32>(at)))
  return odd
}

@inline
function after(term: usize): usize {
  return term + 4 + (<usize>load<i32>(term) << 2)
}

/** @param odd for each operator (i32), how many of its products over all sites have an odd number of spins up */
export function oddProducts(
  spins: usize,
  stride: i32,
  width: i32,
  height: i32,
  table: usize,
  operators: i32,
  odd: usize,
): void {
  let at = table
  for (let i = 0; i < operators; i++) {
    const terms = load<i32>(at)
    const first = at + 4
    let total = i32x4.splat(0)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x += 16) {
        const site = spins + <usize>(y * stride + x)
        let sum = i8x16.splat(0)
        at = first
        for (let term = 0; term < terms; term++) {
          sum = i8x16.add(sum, parity(site, at))
          at = after(at)
        }
        sum = v128.and(sum, lanes(width - x))
        total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(sum)))
      }
    }
    store<i32>(
      odd + (<usize>i << 2),
      i32x4.extract_lane(total, 0) +
        i32x4.extract_lane(total, 1) +
        i32x4.extract_lane(total, 2) +
        i32x4.extract_lane(total, 3),
    )
  }
}

const places: usize = memory.data(16, 16)

/**
 * Counts the environments of all sites. The number of an environment has the spin as its first digit (base 2) and then, for
 * each operator, how many of the products around the spin are odd (base 1 + products); it must fit into a byte.
 * @param counts one i32 for each environment, added to
 */
export function countEnvironments(
  spins: usize,
  stride: i32,
  width: i32,
  height: i32,
  table: usize,
  operators: i32,
  counts: usize,
): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += 16) {
      const site = spins + <usize>(y * stride + x)
      let number = v128.load(site)
      let at = table
      for (let i = 0; i < operators; i++) {
        const terms = load<i32>(at)
        at += 4
        let digit = i8x16.splat(0)
        for (let term = 0; term < terms; term++) {
          digit = i8x16.add(digit, parity(site, at))
          at = after(at)
        }
        const shifted = number
        for (let k = 0; k < terms; k++) number = i8x16.add(number, shifted)
        number = i8x16.add(number, digit)
      }
      v128.store(places, number)
      const count = min(16, width - x)
      for (let lane = 0; lane < count; lane++) {
        const place = counts + (<usize>load<u8>(places + lane) << 2)
        store<i32>(place, load<i32>(place) + 1)
      }
    }
  }
}
