/**
 * Spins on a periodic lattice of 1, 2 or 3 dimensions, a byte each, 1 for up. With one dimension every row is a chain of
 * its own. An instance of this module holds one lattice. Odds are probabilities × 2³², f64.
 */
import { below, CAPACITY, draw, fill, seed, words } from './ising/random'

let dimensions: i32
let columns: i32
let rows: i32
let layers: i32
/** Spins in a layer, and in all layers. */
let area: i32
let volume: i32
/** One byte each. */
let spins: usize
/** Members of a cluster, one i32 each, as many as there are spins. */
let members: usize

/** Sides are at most 1024, so that three coordinates fit into a member. */
export function arrange(
  along: i32,
  across: i32,
  down: i32,
  deep: i32,
  spinsAt: usize,
  membersAt: usize,
  streams: usize,
): void {
  dimensions = along
  columns = across
  rows = down
  layers = deep
  area = columns * rows
  volume = area * layers
  spins = spinsAt
  members = membersAt
  seed(streams)
}

@inline
function site(x: i32, y: i32, z: i32): usize {
  return spins + <usize>(z * area + y * columns + x)
}

@inline
function after(i: i32, length: i32): i32 {
  return select<i32>(0, i + 1, i + 1 == length)
}

@inline
function before(i: i32, length: i32): i32 {
  return select<i32>(length, i, i == 0) - 1
}

/** The spins before and after the one at `place`, number i of `length` that lie `stride` apart and make a round of `round`. */
@inline
function pair(place: usize, i: i32, length: i32, stride: i32, round: i32): i32 {
  const ahead = place + stride - select<i32>(round, 0, i + 1 == length)
  const behind = place - stride + select<i32>(round, 0, i == 0)
  return <i32>load<u8>(ahead) + <i32>load<u8>(behind)
}

@inline
function upAround(place: usize, x: i32, y: i32, z: i32): i32 {
  let up = pair(place, x, columns, 1, columns)
  if (dimensions > 1) up += pair(place, y, rows, columns, area)
  if (dimensions > 2) up += pair(place, z, layers, area, volume)
  return up
}

/**
 * Offers a flip to spins drawn at random.
 * @param odds of a flip, by 8 × spin + neighbours up
 */
export function flip(updates: i32, odds: usize): void {
  while (updates > 0) {
    const count = min(updates, CAPACITY)
    fill(count)
    const end = words + (<usize>count << 4)
    for (let at = words; at < end; at += 16) {
      const x = below(columns, load<u32>(at))
      const y = below(rows, load<u32>(at, 4))
      const z = below(layers, load<u32>(at, 8))
      const place = site(x, y, z)
      const spin: i32 = load<u8>(place)
      const flips = <f64>load<u32>(at, 12) < load<f64>(odds + (<usize>(8 * spin + upAround(place, x, y, z)) << 3))
      store<u8>(place, spin ^ <i32>flips)
    }
    updates -= count
  }
}

/**
 * Offers an exchange to neighbours drawn at random.
 * @param odds of an exchange, by 5 + neighbours up that the spin that is up would lose, itself not counted
 */
export function exchange(updates: i32, odds: usize): void {
  while (updates > 0) {
    const count = min(updates, CAPACITY)
    fill(count)
    const end = words + (<usize>count << 4)
    for (let at = words; at < end; at += 16) {
      const x = below(columns, load<u32>(at))
      const y = below(rows, load<u32>(at, 4))
      const layer = <u64>load<u32>(at, 8) * layers
      const z = <i32>(layer >> 32)
      const axis = below(dimensions, <u32>layer)
      const u = axis == 0 ? after(x, columns) : x
      const v = axis == 1 ? after(y, rows) : y
      const w = axis == 2 ? after(z, layers) : z
      const here = site(x, y, z)
      const there = site(u, v, w)
      const spin: i32 = load<u8>(here)
      if (load<u8>(there) == spin) continue
      const more = upAround(here, x, y, z) - upAround(there, u, v, w)
      const lost = spin == 1 ? more + 1 : 1 - more
      if (<f64>load<u32>(at, 12) < load<f64>(odds + (<usize>(5 + lost) << 3))) {
        store<u8>(here, spin ^ 1)
        store<u8>(there, spin)
      }
    }
    updates -= count
  }
}

let spin: i32
let size: i32
let grounded: bool
let bondOdds: f64
let groundOdds: f64
let groundSpin: i32
/** In the clusters of the last call. */
export let visited: f64 = 0

/**
 * Flips clusters around spins drawn at random: Wolff, Phys. Rev. Lett. 62, 361 (1989). A field is one more spin, bound
 * to all others, that stays as it is, and with it the clusters that it belongs to.
 * @param count stops after so many clusters, or
 * @param limit when there are so many spins in them
 * @param bond odds of a bond between equal neighbours
 * @param ground odds of a bond to the field
 * @param favoured the spin that has the direction of the field
 * @returns the number of clusters
 */
export function flipClusters(count: i32, limit: f64, bond: f64, ground: f64, favoured: i32): i32 {
  bondOdds = bond
  groundOdds = ground
  groundSpin = favoured
  visited = 0
  let clusters = 0
  while (clusters < count && visited < limit) {
    flipCluster()
    visited += size
    clusters++
  }
  return clusters
}

function flipCluster(): void {
  const column = below(columns, draw())
  const row = below(rows, draw())
  const layer = below(layers, draw())
  spin = load<u8>(site(column, row, layer))
  size = 0
  grounded = false
  join(column, row, layer)
  for (let i = 0; i < size && !grounded; i++) {
    const member = load<i32>(members + (<usize>i << 2))
    const x = member & 1023
    const y = (member >> 10) & 1023
    const z = member >> 20
    meet(after(x, columns), y, z)
    meet(before(x, columns), y, z)
    if (dimensions > 1) {
      meet(x, after(y, rows), z)
      meet(x, before(y, rows), z)
    }
    if (dimensions > 2) {
      meet(x, y, after(z, layers))
      meet(x, y, before(z, layers))
    }
  }
  if (!grounded) return
  for (let i = 0; i < size; i++) {
    const member = load<i32>(members + (<usize>i << 2))
    store<u8>(site(member & 1023, (member >> 10) & 1023, member >> 20), spin)
  }
}

@inline
function meet(x: i32, y: i32, z: i32): void {
  if (load<u8>(site(x, y, z)) == spin && <f64>draw() < bondOdds) join(x, y, z)
}

function join(x: i32, y: i32, z: i32): void {
  store<u8>(site(x, y, z), spin ^ 1)
  store<i32>(members + (<usize>size << 2), x | (y << 10) | (z << 20))
  size++
  if (groundOdds > 0 && spin == groundSpin && <f64>draw() < groundOdds) grounded = true
}

/** Spins that are up. */
export function up(): i32 {
  const end = spins + volume
  let sum = 0
  for (let at = spins; at < end; at++) sum += load<u8>(at)
  return sum
}

/** Pairs of neighbours that are unlike. */
export function unlike(): i32 {
  let sum = 0
  for (let z = 0; z < layers; z++) {
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const spin: i32 = load<u8>(site(x, y, z))
        sum += spin ^ load<u8>(site(after(x, columns), y, z))
        if (dimensions > 1) sum += spin ^ load<u8>(site(x, after(y, rows), z))
        if (dimensions > 2) sum += spin ^ load<u8>(site(x, y, after(z, layers)))
      }
    }
  }
  return sum
}
