import { moveImages } from './dynamics'
import { BORDER, Fluid, makeRoom } from './fluid'

/** Bytes of partners of a particle to begin with. */
const EXPECTED: usize = 64

/** Wraps the particles in slots `from` … `to` − 1 into the box and counts them by cell, for one thread. */
export function count(fluid: Fluid, from: i32, to: i32, thread: i32): void {
  const cells = fluid.cells
  const rows = fluid.rows
  const positions = fluid.positions
  const identities = fluid.identities
  const cellOf = fluid.cellOf
  const counts = fluid.counts + ((<usize>(thread * rows * rows)) << 2)
  memory.fill(counts, 0, (<usize>(rows * rows)) << 2)
  const side = f64x2.splat(fluid.side)
  const perSide = f64x2.splat(1 / fluid.side)
  const perCell = f64x2.splat(<f64>cells / fluid.side)
  const lastCell = i32x4.splat(cells - 1)
  for (let slot = <usize>from; slot < <usize>to; slot++) {
    if (load<i32>(identities + (slot << 2)) < 0) continue
    const unwrapped = v128.load(positions + (slot << 4))
    const position = f64x2.sub(unwrapped, f64x2.mul(f64x2.floor(f64x2.mul(unwrapped, perSide)), side))
    v128.store(positions + (slot << 4), position)
    const inside = i32x4.min_s(
      i32x4.max_s(i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(position, perCell)), i32x4.splat(0)),
      lastCell,
    )
    const cell = (i32x4.extract_lane(inside, 1) + BORDER) * rows + i32x4.extract_lane(inside, 0) + BORDER
    store<i32>(cellOf + (slot << 2), cell)
    const counter = counts + ((<usize>cell) << 2)
    store<i32>(counter, load<i32>(counter) + 1)
  }
}

/** From the counts, the first slot of each cell and, within it, of the particles of each thread. */
export function place(fluid: Fluid, threads: i32): void {
  const cells = fluid.cells
  const rows = fluid.rows
  const counts = fluid.counts
  const starts = fluid.starts
  const table = (<usize>(rows * rows)) << 2
  let slot = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < rows; column++) {
      store<i32>(starts + ((<usize>(row * rows + column)) << 2), slot)
      const source = wrapped(row, cells) * rows + wrapped(column, cells)
      for (let thread = 0; thread < threads; thread++) {
        slot += load<i32>(counts + (<usize>thread * table + ((<usize>source) << 2)))
      }
    }
  }
  store<i32>(starts + table, slot)
  for (let row = BORDER; row < BORDER + cells; row++) {
    for (let column = BORDER; column < BORDER + cells; column++) {
      const cell = (<usize>(row * rows + column)) << 2
      let next = load<i32>(starts + cell)
      for (let thread = 0; thread < threads; thread++) {
        const counter = counts + <usize>thread * table + cell
        const here = load<i32>(counter)
        store<i32>(counter, next)
        next += here
      }
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
  const rows = fluid.rows
  const positions = fluid.positions
  const velocities = fluid.velocities
  const identities = fluid.identities
  const cellOf = fluid.cellOf
  const formerPositions = fluid.formerPositions
  const formerVelocities = fluid.formerVelocities
  const formerIdentities = fluid.formerIdentities
  const counts = fluid.counts + ((<usize>(thread * rows * rows)) << 2)
  for (let slot = <usize>from; slot < <usize>to; slot++) {
    const identity = load<i32>(formerIdentities + (slot << 2))
    if (identity < 0) continue
    const next = counts + ((<usize>load<i32>(cellOf + (slot << 2))) << 2)
    const target = <usize>load<i32>(next)
    store<i32>(next, <i32>target + 1)
    v128.store(positions + (target << 4), v128.load(formerPositions + (slot << 4)))
    v128.store(velocities + (target << 4), v128.load(formerVelocities + (slot << 4)))
    store<i32>(identities + (target << 2), identity)
  }
}

/** Fills in the images of the sorted particles of rows `from` … `to` − 1, and notes where all are. */
export function settle(fluid: Fluid, from: i32, to: i32): void {
  const cells = fluid.cells
  const rows = fluid.rows
  for (let row = from; row < to; row++) {
    rest(fluid, fluid.rowStart(row), fluid.slotOf(row * rows + BORDER))
    rest(fluid, fluid.slotOf(row * rows + BORDER + cells), fluid.rowStart(row + 1))
    moveImages(fluid, row)
    note(fluid, row)
    if (row < 2 * BORDER) note(fluid, row + cells)
    if (row >= cells) note(fluid, row - cells)
  }
}

/** Makes slots `from` … `to` − 1 images: at rest, and no one's. */
function rest(fluid: Fluid, from: i32, to: i32): void {
  const velocities = fluid.velocities
  const identities = fluid.identities
  const lists = fluid.lists
  for (let slot = <usize>from; slot < <usize>to; slot++) {
    v128.store(velocities + (slot << 4), f64x2.splat(0))
    store<i32>(identities + (slot << 2), -1)
    store<u64>(lists + (slot << 3), 0)
  }
}

function note(fluid: Fluid, row: i32): void {
  const positions = fluid.positions
  const listed = fluid.listed
  const listedX = fluid.listedX
  const listedY = fluid.listedY
  const end = <usize>fluid.rowStart(row + 1)
  for (let slot = <usize>fluid.rowStart(row); slot < end; slot++) {
    const position = v128.load(positions + (slot << 4))
    v128.store(listed + (slot << 4), position)
    const single = f32x4.demote_f64x2_zero(position)
    store<f32>(listedX + (slot << 2), f32x4.extract_lane(single, 0))
    store<f32>(listedY + (slot << 2), f32x4.extract_lane(single, 1))
  }
}

/**
 * Lists the partners of the particles in rows `from` … `to` − 1, in memory of the thread. Distances are computed in single
 * precision, with a reach longer by what that may be wrong.
 */
export function listPartners(fluid: Fluid, from: i32, to: i32, thread: i32): void {
  const cells = fluid.cells
  const rows = fluid.rows
  const positions = fluid.positions
  const starts = fluid.starts
  const listedX = fluid.listedX
  const listedY = fluid.listedY
  const lists = fluid.lists
  const packings = fluid.packings
  const reach = fluid.reach + fluid.side * 5e-7
  const reachSquared = f32x4.splat(<f32>(reach * reach))
  const lanes = i32x4(0, 1, 2, 3)
  const base = i32x4.splat(<i32>positions)
  const room = fluid.rooms + ((<usize>thread) << 3)
  let partner: usize = load<u32>(room)
  for (let row = from; row < to; row++) {
    let pairs = 0
    for (let column = BORDER; column < BORDER + cells; column++) {
      const cell = row * rows + column
      const end = <usize>fluid.slotOf(cell + 1)
      let slot = <usize>fluid.slotOf(cell)
      if (slot === end) continue
      // The first and last cell of the five rows around.
      const corner = starts + ((<usize>(cell - BORDER * rows - BORDER)) << 2)
      const stride = (<usize>rows) << 2
      let most: usize = 16
      for (let r: usize = 0; r < 5 * stride; r += stride) {
        most += (load<u32>(corner + r, 20) - load<u32>(corner + r)) << 2
      }
      for (; slot < end; slot++) {
        if (<usize>load<u32>(room, 4) - partner < most) {
          partner = makeRoom(room, most + <usize>(fluid.rowStart(to) - fluid.rowStart(from)) * EXPECTED)
          if (partner === 0) {
            fluid.full = 1
            return
          }
        }
        const x = v128.load32_splat(listedX + (slot << 2))
        const y = v128.load32_splat(listedY + (slot << 2))
        const self = i32x4.splat(<i32>slot)
        const first = partner
        for (let r: usize = 0; r < 5 * stride; r += stride) {
          const last = load<i32>(corner + r, 20)
          const lastSlot = i32x4.splat(last)
          for (let candidate = load<i32>(corner + r); candidate < last; candidate += 4) {
            const at = (<usize>candidate) << 2
            const dx = f32x4.sub(v128.load(listedX + at), x)
            const dy = f32x4.sub(v128.load(listedY + at), y)
            const near = f32x4.le(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), reachSquared)
            const slots = i32x4.add(i32x4.splat(candidate), lanes)
            const other = v128.andnot(i32x4.lt_s(slots, lastSlot), i32x4.eq(slots, self))
            const chosen = i32x4.bitmask(v128.and(near, other))
            const addresses = i32x4.add(i32x4.shl(slots, 4), base)
            v128.store(partner, i8x16.swizzle(addresses, v128.load(packings + ((<usize>chosen) << 4))))
            partner += (<usize>popcnt(chosen)) << 2
          }
        }
        store<u32>(partner, <u32>changetype<usize>(fluid))
        partner = (partner + 7) & ~7
        store<u32>(lists + (slot << 3), <u32>first)
        store<u32>(lists + (slot << 3), <u32>partner, 4)
        pairs += <i32>(partner - first) >> 3
      }
    }
    const slots = fluid.rowStart(row + 1) - fluid.rowStart(row)
    store<i32>(fluid.work + ((<usize>row) << 2), pairs + 4 * slots)
  }
}
