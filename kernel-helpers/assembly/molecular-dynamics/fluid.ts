import { VECTOR } from './space'

/** Cells on each side of the box that hold images of those across the boundary. */
export const BORDER: i32 = 2
const PAGE: usize = 65_536

/** How two species interact; constants of force and energy as `forces` and `energies` use them. */
@unmanaged
export class Pair {
  cutoffSquared: f64
  /** Of the force: 1/24 of the factors of r⁻ⁿ and r⁻⁶ in −r dU/dr, and of the shift. */
  steepness: f64
  pull: f64
  shift: f64
  /** Of the energy: the factors of r⁻ⁿ and r⁻⁶, of the distance, and what doesn't depend on it. */
  repulsion: f64
  attraction: f64
  slope: f64
  constant: f64
}

/**
 * Particles in a periodic square or cubic box, sorted by cell. The box has `cells` cells along each side, no narrower
 * than half the reach of the lists of partners, inside a border of images. A slot of the arrays holds a particle or an
 * image; the slots of a cell, the cells of a row and the rows of a plane are contiguous. A layer is what is at one place
 * along the last dimension: a row, or in three dimensions a plane. An image has no velocity and no partners, so that
 * loops run over whole layers.
 *
 * Vectors have `VECTOR` bytes of f64; a partner is the address of its position.
 */
@unmanaged
export class Fluid {
  /** Far from everything, at the address of the fluid itself: the partner that makes odd lists even. */
  farX: f64
  farY: f64
  farZ: f64
  farNothing: f64
  side: f64
  /** Range of the lists. */
  reach: f64
  /** How far a particle may move until the lists are made again. */
  slack: f64
  step: f64
  /** Factor that the next step applies to the velocities first. */
  scale: f64
  dimensions: i32
  particles: i32
  cells: i32
  /** Cells in a row of box and border, and rows in a plane. */
  rows: i32
  /** Cells in a layer. */
  layer: i32
  /** Species, whose particles are numbered one after the other. */
  species: i32
  /** n of the repulsion r⁻ⁿ. */
  exponent: i32
  /** Whether any force is shifted. */
  shifted: i32
  /** Whether a particle has moved too far for the lists. */
  moved: i32
  /** Whether there was no memory for all partners. */
  full: i32
  positions: usize
  velocities: usize
  forces: usize
  /** Particle in each slot; of an image, its complement (if there is one species, just −1). */
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
  /** Positions when the lists were made; also single precision, x, y and z apart. */
  listed: usize
  listedX: usize
  listedY: usize
  listedZ: usize
  /** Addresses of the first partner of a slot, and behind the last of each species. */
  lists: usize
  /** For each set of lanes, the shuffle that packs them. */
  packings: usize
  /** Room for the partners that a thread lists: address and end, for each thread. */
  rooms: usize
  /** First particle of each species, and how many there are. */
  firsts: usize
  /** A `Pair` for each species with each. */
  pairs: usize
  /** Energies and virial of each layer. */
  kinetic: usize
  potential: usize
  virial: usize
  /** Work on each layer, in pairs of partners. */
  work: usize

  slotOf(cell: i32): i32 {
    return load<i32>(this.starts + ((<usize>cell) << 2))
  }

  layerStart(layer: i32): i32 {
    return this.slotOf(layer * this.layer)
  }

  pair(one: i32, other: i32): Pair {
    return changetype<Pair>(this.pairs + <usize>(one * this.species + other) * offsetof<Pair>())
  }

  /** Species of a particle or of what the identity of an image stands for. */
  speciesOf(identity: i32): i32 {
    const particle = identity ^ (identity >> 31)
    let species = 0
    while (particle >= load<i32>(this.firsts + ((<usize>species) << 2), 4)) species++
    return species
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
 * slots, their numbers of each species and the interactions to be set. False if there isn't enough memory.
 */
export function create(
  fluid: Fluid,
  particles: i32,
  side: f64,
  cells: i32,
  reach: f64,
  slack: f64,
  species: i32,
  exponent: i32,
  threads: i32,
): bool {
  const rows = cells + 2 * BORDER
  const layer = DIMENSIONS == 3 ? rows * rows : rows
  const table = <usize>(layer * rows)
  // The border is no wider than half the box: nothing is in more than four, or eight, places.
  const slots: usize = (1 << DIMENSIONS) * <usize>particles
  top = changetype<usize>(fluid)
  take(1, offsetof<Fluid>())
  const positions = take(slots, VECTOR)
  const velocities = take(slots, VECTOR)
  const forces = take(slots, VECTOR)
  // A vector of candidates may begin at the last slot.
  const identities = take(slots + 3, 4)
  const formerPositions = take(slots, VECTOR)
  const formerVelocities = take(slots, VECTOR)
  const formerIdentities = take(slots + 3, 4)
  const cellOf = take(slots, 4)
  const starts = take(table + 1, 4)
  const counts = take(table * threads, 4)
  const listed = take(slots, VECTOR)
  const listedX = take(slots + 3, 4)
  const listedY = take(slots + 3, 4)
  const listedZ = DIMENSIONS == 3 ? take(slots + 3, 4) : 0
  const lists = take(slots, 4 * <usize>(species + 1))
  const packings = take(16, 16)
  const firsts = take(species + 1, 4)
  const pairs = take(species * species, offsetof<Pair>())
  const kinetic = take(rows, 8)
  const potential = take(rows, 8)
  const virial = take(rows, 8)
  const work = take(rows, 4)
  const rooms = take(threads, 8)
  const missing = <i32>((top + PAGE - 1) / PAGE) - memory.size()
  if (missing > 0 && memory.grow(missing) < 0) return false

  fluid.farX = 1e15
  fluid.farY = 1e15
  fluid.farZ = 1e15
  fluid.farNothing = 0
  fluid.side = side
  fluid.reach = reach
  fluid.slack = slack
  fluid.step = 0
  fluid.scale = 1
  fluid.dimensions = DIMENSIONS
  fluid.particles = particles
  fluid.cells = cells
  fluid.rows = rows
  fluid.layer = layer
  fluid.species = species
  fluid.exponent = exponent
  fluid.shifted = 0
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
  fluid.listedZ = listedZ
  fluid.lists = lists
  fluid.packings = packings
  fluid.firsts = firsts
  fluid.pairs = pairs
  fluid.kinetic = kinetic
  fluid.potential = potential
  fluid.virial = virial
  fluid.work = work
  fluid.rooms = rooms
  // All in the first layer of the box.
  for (let cell = BORDER * layer + 1; cell <= <i32>table; cell++) {
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

/** The particles of a species are those from `first` to `end` − 1. */
export function setSpecies(fluid: Fluid, species: i32, first: i32, end: i32): void {
  store<i32>(fluid.firsts + ((<usize>species) << 2), first)
  store<i32>(fluid.firsts + ((<usize>species) << 2), end, 4)
}

/** U = repulsion r⁻ⁿ − attraction r⁻⁶ − energyShift + (r − cutoff) forceShift within the cutoff. */
export function setPair(
  fluid: Fluid,
  one: i32,
  other: i32,
  cutoff: f64,
  repulsion: f64,
  attraction: f64,
  energyShift: f64,
  forceShift: f64,
): void {
  const pair = fluid.pair(one, other)
  pair.cutoffSquared = cutoff * cutoff
  pair.steepness = (repulsion * <f64>fluid.exponent) / 24
  pair.pull = attraction / 4
  pair.shift = forceShift / 24
  pair.repulsion = repulsion
  pair.attraction = attraction
  pair.slope = forceShift
  pair.constant = energyShift + cutoff * forceShift
  if (forceShift !== 0) fluid.shifted = 1
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

/** The layer where the given one of equal shares of the work begins. */
export function firstLayer(fluid: Fluid, share: i32, shares: i32): i32 {
  const end = BORDER + fluid.cells
  if (share === shares) return end
  let total: i64 = 0
  for (let layer = BORDER; layer < end; layer++) total += load<i32>(fluid.work + ((<usize>layer) << 2))
  const before = (total * share) / shares
  let layer = BORDER
  for (let sum: i64 = 0; layer < end; layer++) {
    if (sum >= before) break
    sum += load<i32>(fluid.work + ((<usize>layer) << 2))
  }
  return layer
}
