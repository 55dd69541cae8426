/** Orders bodies along Morton's curve, so that each cell of an octree holds a range of them. */
import { count, x, y, z } from './bodies'

/** Levels of the octree: 3 bits of a key for each. */
export const LEVELS = 20
const PASSES = 8

/** Key (u64) and body (u64) of each, in order; and room for another such list. */
let entries: usize
let others: usize
const counters = memory.data(256 * 4)

export function sizeOfOrder(bodies: i32): usize {
  return <usize>bodies * 32
}

export function placeOrder(start: usize, bodies: i32): usize {
  entries = start
  others = start + <usize>bodies * 16
  return others + <usize>bodies * 16
}

@inline
export function keyAt(place: i32): u64 {
  return load<u64>(entries + (<usize>place << 4))
}

@inline
export function bodyAt(place: i32): usize {
  return load<u32>(entries + (<usize>place << 4), 8)
}

export function order(): void {
  let lowX = Infinity
  let lowY = Infinity
  let lowZ = Infinity
  let side: f64 = 0
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 3
    lowX = Math.min(lowX, load<f64>(x + at))
    lowY = Math.min(lowY, load<f64>(y + at))
    lowZ = Math.min(lowZ, load<f64>(z + at))
  }
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 3
    side = Math.max(side, load<f64>(x + at) - lowX)
    side = Math.max(side, load<f64>(y + at) - lowY)
    side = Math.max(side, load<f64>(z + at) - lowZ)
  }
  const perSide = side > 0 ? (<f64>(1 << LEVELS) - 1) / side : 0
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 3
    const column = spread(<u64>((load<f64>(x + at) - lowX) * perSide))
    const row = spread(<u64>((load<f64>(y + at) - lowY) * perSide))
    const layer = spread(<u64>((load<f64>(z + at) - lowZ) * perSide))
    store<u64>(entries + (<usize>i << 4), column | (row << 1) | (layer << 2))
    store<u64>(entries + (<usize>i << 4), i, 8)
  }
  for (let pass = 0; pass < PASSES; pass++) sortByDigit(pass)
}

/** Moves the bits of a number 3 places apart. */
function spread(number: u64): u64 {
  let bits = number & 0x1fffff
  bits = (bits | (bits << 32)) & 0x1f00000000ffff
  bits = (bits | (bits << 16)) & 0x1f0000ff0000ff
  bits = (bits | (bits << 8)) & 0x100f00f00f00f00f
  bits = (bits | (bits << 4)) & 0x10c30c30c30c30c3
  return (bits | (bits << 2)) & 0x1249249249249249
}

/** A stable pass of a radix sort, by a byte of the keys. */
function sortByDigit(digit: i32): void {
  memory.fill(counters, 0, 256 * 4)
  const byte = <usize>digit
  const end = entries + (<usize>count << 4)
  for (let entry = entries; entry < end; entry += 16) {
    const counter = counters + (<usize>load<u8>(entry + byte) << 2)
    store<u32>(counter, load<u32>(counter) + 1)
  }
  let place: u32 = 0
  for (let counter = counters; counter < counters + 256 * 4; counter += 4) {
    const here = load<u32>(counter)
    store<u32>(counter, place)
    place += here
  }
  for (let entry = entries; entry < end; entry += 16) {
    const counter = counters + (<usize>load<u8>(entry + byte) << 2)
    const next = load<u32>(counter)
    store<u32>(counter, next + 1)
    v128.store(others + (<usize>next << 4), v128.load(entry))
  }
  const sorted = others
  others = entries
  entries = sorted
}
