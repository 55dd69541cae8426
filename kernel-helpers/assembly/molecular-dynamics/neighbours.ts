import { moveImages } from './dynamics'
import { BORDER, Fluid, makeRoom } from './fluid'
import { VECTOR } from './space'

/** Bytes of partners of a particle to begin with. */
const EXPECTED: usize = 64

/** Wraps the particles in slots `from` … `to` − 1 into the box and counts them by cell, for one thread. */
export function count(fluid: Fluid, from: i32, to: i32, thread: i32): void {
  const cells = fluid.cells
  const rows = fluid.rows
  const positions = fluid.positions
  const identities = fluid.identities
  const cellOf = fluid.cellOf
  const table = (<usize>(fluid.layer * rows)) << 2
  const counts = fluid.counts + <usize>thread * table
  memory.fill(counts, 0, table)
  const side = f64x2.splat(fluid.side)
  const perSide = f64x2.splat(1 / fluid.side)
  const perCell = f64x2.splat(<f64>cells / fluid.side)
  const lastCell = i32x4.splat(cells - 1)
  for (let slot = <usize>from; slot < <usize>to; slot++) {
    if (load<i32>(identities + (slot << 2)) < 0) continue
    const at = positions + slot * VECTOR
    const inside = cellsOf(wrap(at, perSide, side), perCell, lastCell)
    let row = i32x4.extract_lane(inside, 1) + BORDER
    if (DIMENSIONS == 3) {
      const plane = i32x4.extract_lane(cellsOf(wrap(at + 16, perSide, side), perCell, lastCell), 0)
      row += (plane + BORDER) * rows
    }
    const cell = row * rows + i32x4.extract_lane(inside, 0) + BORDER
    store<i32>(cellOf + (slot << 2), cell)
    const counter = counts + ((<usize>cell) << 2)
    store<i32>(counter, load<i32>(counter) + 1)
  }
}

/** Wraps two coordinates into the box. */
@inline
function wrap(at: usize, perSide: v128, side: v128): v128 {
  const unwrapped = v128.load(at)
  const position = f64x2.sub(unwrapped, f64x2.mul(f64x2.floor(f64x2.mul(unwrapped, perSide)), side))
  v128.store(at, position)
  return position
}

@inline
function cellsOf(position: v128, perCell: v128, lastCell: v128): v128 {
  const cells = i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(position, perCell))
  return i32x4.min_s(i32x4.max_s(cells, i32x4.splat(0)), lastCell)
}

/** From the counts, the first slot of each cell and, within it, of the particles of each thread. */
export function place(fluid: Fluid, threads: i32): void {
  const cells = fluid.cells
  const rows = fluid.rows
  const counts = fluid.counts
  const starts = fluid.starts
  const planes = DIMENSIONS == 3 ? rows : 1
  const table = (<usize>(planes * rows * rows)) << 2
  let slot = 0
  let cell: usize = 0
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < rows; column++, cell += 4) {
        store<i32>(starts + cell, slot)
        let source = wrapped(row, cells) * rows + wrapped(column, cells)
        if (DIMENSIONS == 3) source += wrapped(plane, cells) * rows * rows
        for (let thread = 0; thread < threads; thread++) {
          slot += load<i32>(counts + (<usize>thread * table + ((<usize>source) << 2)))
        }
      }
    }
  }
  store<i32>(starts + table, slot)
  // Only cells of the box have counts.
  for (cell = 0; cell < table; cell += 4) {
    let next = load<i32>(starts + cell)
    for (let thread = 0; thread < threads; thread++) {
      const counter = counts + <usize>thread * table + cell
      const here = load<i32>(counter)
      store<i32>(counter, next)
      next += here
    }
  }
  const positions = fluid.positions
  const velocities = fluid.velocities
  const identities = fluid.identities
  fluid.positions = fluid.formerPositions
  fluid.velocities = fluid.formerVelocities
  fluid.identities = fluid.formerIdentities
  fluid.formerPositions = positions
  fluid.formerVelocities = velocities
  fluid.formerIdentities = identities
  fluid.moved = 0
}

function wrapped(cell: i32, cells: i32): i32 {
  if (cell < BORDER) return cell + cells
  return cell < BORDER + cells ? cell : cell - cells
}

/** Moves the particles that one thread has counted to their new slots. */
export function sort(fluid: Fluid, from: i32, to: i32, thread: i32): void {
  const positions = fluid.positions
  const velocities = fluid.velocities
  const identities = fluid.identities
  const cellOf = fluid.cellOf
  const formerPositions = fluid.formerPositions
  const formerVelocities = fluid.formerVelocities
  const formerIdentities = fluid.formerIdentities
  const counts = fluid.counts + ((<usize>(thread * fluid.layer * fluid.rows)) << 2)
  for (let slot = <usize>from; slot < <usize>to; slot++) {
    const identity = load<i32>(formerIdentities + (slot << 2))
    if (identity < 0) continue
    const next = counts + ((<usize>load<i32>(cellOf + (slot << 2))) << 2)
    const target = <usize>load<i32>(next)
    store<i32>(next, <i32>target + 1)
    move(formerPositions + slot * VECTOR, positions + target * VECTOR)
    move(formerVelocities + slot * VECTOR, velocities + target * VECTOR)
    store<i32>(identities + (target << 2), identity)
  }
}

@inline
function move(source: usize, target: usize): void {
  v128.store(target, v128.load(source))
  if (DIMENSIONS == 3) v128.store(target, v128.load(source, 16), 16)
}

/** Fills in the images of the sorted particles of layers `from` … `to` − 1, and notes where all are. */
export function settle(fluid: Fluid, from: i32, to: i32): void {
  const cells = fluid.cells
  const rows = fluid.rows
  const size = fluid.layer
  for (let layer = from; layer < to; layer++) {
    // All between the ends of one row of the box and the next are images.
    let image = layer * size
    for (let row = DIMENSIONS == 3 ? BORDER : 0; row < (DIMENSIONS == 3 ? BORDER + cells : 1); row++) {
      const first = layer * size + row * rows + BORDER
      rest(fluid, fluid.slotOf(image), fluid.slotOf(first))
      image = first + cells
    }
    rest(fluid, fluid.slotOf(image), fluid.layerStart(layer + 1))
    moveImages(fluid, layer, fluid.species > 1)
    note(fluid, layer)
    if (layer < 2 * BORDER) note(fluid, layer + cells)
    if (layer >= cells) note(fluid, layer - cells)
  }
}

/** Makes slots `from` … `to` − 1 images: at rest, and without partners. */
function rest(fluid: Fluid, from: i32, to: i32): void {
  const velocities = fluid.velocities
  const identities = fluid.identities
  const entry = (<usize>(fluid.species + 1)) << 2
  const lists = fluid.lists
  for (let slot = <usize>from; slot < <usize>to; slot++) {
    v128.store(velocities + slot * VECTOR, f64x2.splat(0))
    if (DIMENSIONS == 3) v128.store(velocities + slot * VECTOR, f64x2.splat(0), 16)
    store<i32>(identities + (slot << 2), -1)
    for (let at = slot * entry; at < (slot + 1) * entry; at += 4) store<u32>(lists + at, 0)
  }
}

function note(fluid: Fluid, layer: i32): void {
  const positions = fluid.positions
  const listed = fluid.listed
  const listedX = fluid.listedX
  const listedY = fluid.listedY
  const listedZ = fluid.listedZ
  const end = <usize>fluid.layerStart(layer + 1)
  for (let slot = <usize>fluid.layerStart(layer); slot < end; slot++) {
    const at = slot * VECTOR
    const position = v128.load(positions + at)
    v128.store(listed + at, position)
    const single = f32x4.demote_f64x2_zero(position)
    store<f32>(listedX + (slot << 2), f32x4.extract_lane(single, 0))
    store<f32>(listedY + (slot << 2), f32x4.extract_lane(single, 1))
    if (DIMENSIONS == 3) {
      const z = load<f64>(positions + at, 16)
      store<f64>(listed + at, z, 16)
      store<f32>(listedZ + (slot << 2), <f32>z)
    }
  }
}

/**
 * Lists the partners of the particles in layers `from` … `to` − 1, one species after the other, in memory of the thread.
 * Distances are computed in single precision, with a reach longer by what that may be wrong.
 */
export function listPartners(fluid: Fluid, from: i32, to: i32, thread: i32): void {
  const cells = fluid.cells
  const rows = fluid.rows
  const layerSize = fluid.layer
  const positions = fluid.positions
  const starts = fluid.starts
  const identities = fluid.identities
  const listedX = fluid.listedX
  const listedY = fluid.listedY
  const listedZ = fluid.listedZ
  const lists = fluid.lists
  const packings = fluid.packings
  const firsts = fluid.firsts
  const species = fluid.species
  const entry = (<usize>(species + 1)) << 2
  const reach = fluid.reach + fluid.side * 5e-7
  const reachSquared = f32x4.splat(<f32>(reach * reach))
  const lanes = i32x4(0, 1, 2, 3)
  const base = i32x4.splat(<i32>positions)
  const room = fluid.rooms + ((<usize>thread) << 3)
  // The rows around that are within reach: five, of each of five planes.
  const stride = (<usize>rows) << 2
  const plane = (<usize>layerSize) << 2
  const planes: usize = DIMENSIONS == 3 ? 5 * plane : plane
  const corner = (DIMENSIONS == 3 ? BORDER * layerSize : 0) + BORDER * rows + BORDER
  let partner: usize = load<u32>(room)
  for (let layer = from; layer < to; layer++) {
    let pairs = 0
    for (let cell = layer * layerSize; cell < (layer + 1) * layerSize; cell++) {
      const end = <usize>fluid.slotOf(cell + 1)
      let slot = <usize>fluid.slotOf(cell)
      if (slot === end || load<i32>(identities + (slot << 2)) < 0) continue
      const around = starts + ((<usize>(cell - corner)) << 2)
      let most: usize = 16 * <usize>species
      for (let p: usize = 0; p < planes; p += plane) {
        for (let r = p; r < p + 5 * stride; r += stride) {
          most += (load<u32>(around + r, 20) - load<u32>(around + r)) << 2
        }
      }
      for (; slot < end; slot++) {
        if (<usize>load<u32>(room, 4) - partner < most) {
          partner = makeRoom(room, most + <usize>(fluid.layerStart(to) - fluid.layerStart(from)) * EXPECTED)
          if (partner === 0) {
            fluid.full = 1
            return
          }
        }
        const x = v128.load32_splat(listedX + (slot << 2))
        const y = v128.load32_splat(listedY + (slot << 2))
        const z = DIMENSIONS == 3 ? v128.load32_splat(listedZ + (slot << 2)) : i32x4.splat(0)
        const self = i32x4.splat(<i32>slot)
        const first = partner
        const list = lists + slot * entry
        store<u32>(list, <u32>first)
        for (let kind: usize = 0; kind < <usize>species; kind++) {
          const firstOfKind = i32x4.splat(load<i32>(firsts + (kind << 2)))
          const endOfKind = i32x4.splat(load<i32>(firsts + (kind << 2), 4))
          for (let p: usize = 0; p < planes; p += plane) {
            for (let r = p; r < p + 5 * stride; r += stride) {
              const last = load<i32>(around + r, 20)
              const lastSlot = i32x4.splat(last)
              for (let candidate = load<i32>(around + r); candidate < last; candidate += 4) {
                const at = (<usize>candidate) << 2
                const dx = f32x4.sub(v128.load(listedX + at), x)
                const dy = f32x4.sub(v128.load(listedY + at), y)
                let squared = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy))
                if (DIMENSIONS == 3) {
                  const dz = f32x4.sub(v128.load(listedZ + at), z)
                  squared = f32x4.add(squared, f32x4.mul(dz, dz))
                }
                const near = f32x4.le(squared, reachSquared)
                const slots = i32x4.add(i32x4.splat(candidate), lanes)
                let other = v128.andnot(i32x4.lt_s(slots, lastSlot), i32x4.eq(slots, self))
                if (species > 1) {
                  const identity = v128.load(identities + at)
                  const particle = v128.xor(identity, i32x4.shr_s(identity, 31))
                  const kindred = v128.andnot(i32x4.lt_s(particle, endOfKind), i32x4.lt_s(particle, firstOfKind))
                  other = v128.and(other, kindred)
                }
                const chosen = i32x4.bitmask(v128.and(near, other))
                const addresses = i32x4.add(i32x4.shl(slots, DIMENSIONS == 3 ? 5 : 4), base)
                v128.store(partner, i8x16.swizzle(addresses, v128.load(packings + ((<usize>chosen) << 4))))
                partner += (<usize>popcnt(chosen)) << 2
              }
            }
          }
          store<u32>(partner, <u32>changetype<usize>(fluid))
          partner = (partner + 7) & ~7
          store<u32>(list + (kind << 2), <u32>partner, 4)
        }
        pairs += <i32>(partner - first) >> 3
      }
    }
    const slots = fluid.layerStart(layer + 1) - fluid.layerStart(layer)
    store<i32>(fluid.work + ((<usize>layer) << 2), pairs + 4 * slots)
  }
}
