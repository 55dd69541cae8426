/** Cells on each side of the box that hold images of those across the boundary. */
export const BORDER: i32 = 2
const PAGE: usize = 65_536

/**
 * Particles in a periodic square box, sorted by cell. The box has `cells` × `cells` cells, no narrower than half the
 * reach of the lists of partners, inside a border of images. A slot of the arrays holds a particle or an image; the
 * slots of a cell, and the cells of a row, are contiguous. An image has no velocity and no partners, so that loops run
 * over whole rows.
 *
 * Vectors are pairs of f64; a partner is the address of its position.
 */
@unmanaged
export class Fluid {
  /** Far from everything, at the address of the fluid itself: the partner that makes odd lists even. */
  farX: f64
  farY: f64
  side: f64
  cutoff: f64
  energyShift: f64
  forceShift: f64
  /** Range of the lists. */
  reach: f64
  /** How far a particle may move until the lists are made again. */
  slack: f64
  step: f64
  /** Factor that the next step applies to the velocities first. */
  scale: f64
  particles: i32
  cells: i32
  /** Rows, and cells in a row, of box and border. */
  rows: i32
  /** Whether a particle has moved too far for the lists. */
  moved: i32
  /** Whether there was no memory for all partners. */
  full: i32
  positions: usize
  velocities: usize
  forces: usize
  /** Particle in each slot; −1 for an image. */
  identities: usize
  /** What the above were before they were sorted. */
  formerPositions: usize
  formerVelocities: usize
  formerIdentities: usize
  cellOf: usize
  /** First slot of each cell. */
  starts: usize
  /** For each thread, how many of its particles are in each cell; later the slot of the next one. */
  counts: usize
  /** Positions when the lists were made; also single precision, x and y apart. */
  listed: usize
  listedX: usize
  listedY: usize
  /** Addresses of the first partner of a slot, and behind its last. */
  lists: usize
  /** For each set of lanes, the shuffle that packs them. */
  packings: usize
  /** Room for the partners that a thread lists: address and end, for each thread. */
  rooms: usize
  /** Energies and virial of each row. */
  kinetic: usize
  potential: usize
  virial: usize
  /** Work on each row, in pairs of partners. */
  work: usize

  slotOf(cell: i32): i32 {
    return load<i32>(this.starts + ((<usize>cell) << 2))
  }

  rowStart(row: i32): i32 {
    return this.slotOf(row * this.rows)
  }
}

let top: usize = 0

function take(count: usize, size: usize): usize {
  const start = top
  top = (start + count * size + 63) & ~63
  return start
}

/**
 * Lays out a fluid at rest at an address, for at most so many threads. The particles are then to be put into the first
 * slots. False if there isn't enough memory.
 */
export function create(
  fluid: Fluid,
  particles: i32,
  side: f64,
  cells: i32,
  cutoff: f64,
  skin: f64,
  energyShift: f64,
  forceShift: f64,
  threads: i32,
): bool {
  const rows = cells + 2 * BORDER
  const table = <usize>(rows * rows)
  // The border is no wider than half the box: nothing is in more than four places.
  const slots: usize = 4 * <usize>particles
  top = changetype<usize>(fluid)
  take(1, offsetof<Fluid>())
  const positions = take(slots, 16)
  const velocities = take(slots, 16)
  const forces = take(slots, 16)
  const identities = take(slots, 4)
  const formerPositions = take(slots, 16)
  const formerVelocities = take(slots, 16)
  const formerIdentities = take(slots, 4)
  const cellOf = take(slots, 4)
  const starts = take(table + 1, 4)
  const counts = take(table * threads, 4)
  const listed = take(slots, 16)
  // A vector of candidates may begin at the last slot.
  const listedX = take(slots + 3, 4)
  const listedY = take(slots + 3, 4)
  const lists = take(slots, 8)
  const packings = take(16, 16)
  const kinetic = take(rows, 8)
  const potential = take(rows, 8)
  const virial = take(rows, 8)
  const work = take(rows, 4)
  const rooms = take(threads, 8)
  const missing = <i32>((top + PAGE - 1) / PAGE) - memory.size()
  if (missing > 0 && memory.grow(missing) < 0) return false

  fluid.farX = 1e15
  fluid.farY = 1e15
  fluid.side = side
  fluid.cutoff = cutoff
  fluid.energyShift = energyShift
  fluid.forceShift = forceShift
  fluid.reach = cutoff + skin
  fluid.slack = skin / 2
  fluid.step = 0
  fluid.scale = 1
  fluid.particles = particles
  fluid.cells = cells
  fluid.rows = rows
  fluid.positions = positions
  fluid.velocities = velocities
  fluid.forces = forces
  fluid.identities = identities
  fluid.formerPositions = formerPositions
  fluid.formerVelocities = formerVelocities
  fluid.formerIdentities = formerIdentities
  fluid.cellOf = cellOf
  fluid.starts = starts
  fluid.counts = counts
  fluid.listed = listed
  fluid.listedX = listedX
  fluid.listedY = listedY
  fluid.lists = lists
  fluid.packings = packings
  fluid.kinetic = kinetic
  fluid.potential = potential
  fluid.virial = virial
  fluid.work = work
  fluid.rooms = rooms
  // All in the first row of the box.
  for (let cell = (BORDER + 1) * rows; cell <= rows * rows; cell++) {
    store<i32>(starts + ((<usize>cell) << 2), particles)
  }
  for (let i = 0; i < particles; i++) store<i32>(identities + ((<usize>i) << 2), i)
  for (let lanes = 0; lanes < 16; lanes++) {
    let packed = packings + ((<usize>lanes) << 4)
    for (let lane = 0; lane < 4; lane++) {
      if (((lanes >> lane) & 1) === 0) continue
      // The numbers of the four bytes of the lane.
      store<u32>(packed, 0x03020100 + 0x04040404 * lane)
      packed += 4
    }
  }
  return true
}

/** Gives a thread new room, for `bytes` of partners and twice the room it had. Its address, or 0 if there isn't enough memory. */
export function makeRoom(room: usize, bytes: usize): usize {
  const wanted = max(bytes, 2 * (load<u32>(room, 4) - load<u32>(room)))
  const pages = <i32>((wanted + PAGE - 1) / PAGE)
  const before = memory.grow(pages)
  if (before < 0) return 0
  store<u32>(room, <u32>(<usize>before * PAGE))
  store<u32>(room, <u32>(<usize>(before + pages) * PAGE - 16), 4)
  return load<u32>(room)
}

/** The row where the given one of equal shares of the work begins. */
export function firstRow(fluid: Fluid, share: i32, shares: i32): i32 {
  const end = BORDER + fluid.cells
  if (share === shares) return end
  let total: i64 = 0
  for (let row = BORDER; row < end; row++) total += load<i32>(fluid.work + ((<usize>row) << 2))
  const before = (total * share) / shares
  let row = BORDER
  for (let sum: i64 = 0; row < end; row++) {
    if (sum >= before) break
    sum += load<i32>(fluid.work + ((<usize>row) << 2))
  }
  return row
}
