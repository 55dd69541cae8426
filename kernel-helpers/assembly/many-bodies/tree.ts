/**
 * Accelerations by an octree: Barnes & Hut, Nature 324, 446 (1986), for groups of bodies at a time (Barnes, J. Comput.
 * Phys. 87, 161 (1990)). A cell counts as its centre of mass if that is further than s/θ + δ from all of the group, s
 * the longest side of the box round its bodies, δ the distance of its two centres (Dubinski, New Astron. 1, 133 (1996)).
 */
import { ax, ay, az, count, mass, potential, softening, x, y, z } from './bodies'
import { bodyAt, keyAt, LEVELS, order, placeOrder, sizeOfOrder } from './morton'

/** Cells of so many bodies are not divided. */
const LEAF = 8
/** Bodies that share a list of what attracts them. */
const GROUP = 32

/** A cell and, right behind it, its parts up to `next`. */
@unmanaged
class Cell {
  from: i32
  to: i32
  next: i32
  leaf: i32
  x: f64
  y: f64
  z: f64
  mass: f64
  lowX: f64
  lowY: f64
  lowZ: f64
  highX: f64
  highY: f64
  highZ: f64
  /** Square of the distance from which on it counts as a point. */
  opening: f64
}

let cells: usize
let used: i32
/** What attracts a group: f32, relative to its centre. */
let listX: usize
let listY: usize
let listZ: usize
let listMass: usize

@inline
function lengthOfList(bodies: i32): usize {
  return (<usize>bodies * 4 + 16 + 63) & ~63
}

export function sizeOfTree(bodies: i32): usize {
  return sizeOfOrder(bodies) + 2 * <usize>bodies * offsetof<Cell>() + 4 * lengthOfList(bodies) + 64
}

export function placeTree(start: usize, bodies: i32): void {
  cells = placeOrder(start, bodies)
  listX = (cells + 2 * <usize>bodies * offsetof<Cell>() + 63) & ~63
  listY = listX + lengthOfList(bodies)
  listZ = listY + lengthOfList(bodies)
  listMass = listZ + lengthOfList(bodies)
}

@inline
function cellAt(index: i32): Cell {
  return changetype<Cell>(cells + <usize>index * offsetof<Cell>())
}

export function sumTree(openingAngle: f64): void {
  order()
  used = 0
  divide(0, count, 0, openingAngle)
  for (let index = 0; index < used; ) {
    const cell = cellAt(index)
    if (cell.leaf || cell.to - cell.from <= GROUP) {
      attract(cell)
      index = cell.next
    } else {
      index++
    }
  }
}

function divide(from: i32, to: i32, above: i32, openingAngle: f64): void {
  const index = used++
  const cell = cellAt(index)
  cell.from = from
  cell.to = to
  let level = above
  if (to - from > LEAF) {
    // Straight to the level on which they part.
    while (level < LEVELS && octant(from, level) === octant(to - 1, level)) level++
  }
  cell.leaf = <i32>(to - from <= LEAF || level === LEVELS)
  clear(cell)
  if (cell.leaf) {
    for (let place = from; place < to; place++) {
      const body = bodyAt(place) << 3
      const bx = load<f64>(x + body)
      const by = load<f64>(y + body)
      const bz = load<f64>(z + body)
      include(cell, load<f64>(mass + body), bx, by, bz, bx, by, bz, bx, by, bz)
    }
  } else {
    for (let start = from; start < to; ) {
      let end = start + 1
      const here = octant(start, level)
      while (end < to && octant(end, level) === here) end++
      const part = cellAt(used)
      divide(start, end, level + 1, openingAngle)
      include(
        cell,
        part.mass,
        part.x,
        part.y,
        part.z,
        part.lowX,
        part.lowY,
        part.lowZ,
        part.highX,
        part.highY,
        part.highZ,
      )
      start = end
    }
  }
  cell.next = used
  finish(cell, openingAngle)
}

@inline
function octant(place: i32, level: i32): u64 {
  return (keyAt(place) >> (3 * (LEVELS - 1 - level))) & 7
}

@inline
function clear(cell: Cell): void {
  cell.mass = 0
  cell.x = 0
  cell.y = 0
  cell.z = 0
  cell.lowX = Infinity
  cell.lowY = Infinity
  cell.lowZ = Infinity
  cell.highX = -Infinity
  cell.highY = -Infinity
  cell.highZ = -Infinity
}

/** Until `finish`, a cell's x, y and z are sums of mass × place. */
@inline
function include(
  cell: Cell,
  mass: f64,
  x: f64,
  y: f64,
  z: f64,
  lowX: f64,
  lowY: f64,
  lowZ: f64,
  highX: f64,
  highY: f64,
  highZ: f64,
): void {
  cell.mass += mass
  cell.x += mass * x
  cell.y += mass * y
  cell.z += mass * z
  cell.lowX = Math.min(cell.lowX, lowX)
  cell.lowY = Math.min(cell.lowY, lowY)
  cell.lowZ = Math.min(cell.lowZ, lowZ)
  cell.highX = Math.max(cell.highX, highX)
  cell.highY = Math.max(cell.highY, highY)
  cell.highZ = Math.max(cell.highZ, highZ)
}

@inline
function finish(cell: Cell, openingAngle: f64): void {
  cell.x /= cell.mass
  cell.y /= cell.mass
  cell.z /= cell.mass
  const side = Math.max(cell.highX - cell.lowX, Math.max(cell.highY - cell.lowY, cell.highZ - cell.lowZ))
  const dx = cell.x - (cell.lowX + cell.highX) / 2
  const dy = cell.y - (cell.lowY + cell.highY) / 2
  const dz = cell.z - (cell.lowZ + cell.highZ) / 2
  const distance = side / openingAngle + Math.sqrt(dx * dx + dy * dy + dz * dz)
  cell.opening = distance * distance
}

@inline
function outside(place: f64, low: f64, high: f64): f64 {
  return Math.max(0, Math.max(low - place, place - high))
}

function attract(group: Cell): void {
  const centreX = (group.lowX + group.highX) / 2
  const centreY = (group.lowY + group.highY) / 2
  const centreZ = (group.lowZ + group.highZ) / 2
  let length: usize = 0
  for (let index = 0; index < used; ) {
    const cell = cellAt(index)
    const dx = outside(cell.x, group.lowX, group.highX)
    const dy = outside(cell.y, group.lowY, group.highY)
    const dz = outside(cell.z, group.lowZ, group.highZ)
    if (dx * dx + dy * dy + dz * dz > cell.opening) {
      append(length, cell.x - centreX, cell.y - centreY, cell.z - centreZ, cell.mass)
      length += 4
      index = cell.next
    } else if (cell.leaf) {
      for (let place = cell.from; place < cell.to; place++) {
        const body = bodyAt(place) << 3
        append(
          length,
          load<f64>(x + body) - centreX,
          load<f64>(y + body) - centreY,
          load<f64>(z + body) - centreZ,
          load<f64>(mass + body),
        )
        length += 4
      }
      index = cell.next
    } else {
      index++
    }
  }
  for (; length & 15; length += 4) append(length, 0, 0, 0, 0)
  for (let place = group.from; place < group.to; place++) {
    const body = bodyAt(place) << 3
    sumList(length, body, load<f64>(x + body) - centreX, load<f64>(y + body) - centreY, load<f64>(z + body) - centreZ)
  }
}

@inline
function append(at: usize, x: f64, y: f64, z: f64, mass: f64): void {
  store<f32>(listX + at, <f32>x)
  store<f32>(listY + at, <f32>y)
  store<f32>(listZ + at, <f32>z)
  store<f32>(listMass + at, <f32>mass)
}

/** In single precision: the rounding is far below the error of the tree. */
function sumList(length: usize, body: usize, x: f64, y: f64, z: f64): void {
  const xi = f32x4.splat(<f32>x)
  const yi = f32x4.splat(<f32>y)
  const zi = f32x4.splat(<f32>z)
  const soft = f32x4.splat(<f32>softening)
  const one = f32x4.splat(1)
  let sumX = f32x4.splat(0)
  let sumY = f32x4.splat(0)
  let sumZ = f32x4.splat(0)
  let sum = f32x4.splat(0)
  for (let at: usize = 0; at < length; at += 16) {
    const dx = f32x4.sub(v128.load(listX + at), xi)
    const dy = f32x4.sub(v128.load(listY + at), yi)
    const dz = f32x4.sub(v128.load(listZ + at), zi)
    const squared = f32x4.add(f32x4.mul(dx, dx), f32x4.add(f32x4.mul(dy, dy), f32x4.add(f32x4.mul(dz, dz), soft)))
    const inverse = f32x4.div(one, f32x4.sqrt(squared))
    const deep = f32x4.mul(v128.load(listMass + at), inverse)
    const pull = f32x4.mul(deep, f32x4.mul(inverse, inverse))
    sum = f32x4.add(sum, deep)
    sumX = f32x4.add(sumX, f32x4.mul(pull, dx))
    sumY = f32x4.add(sumY, f32x4.mul(pull, dy))
    sumZ = f32x4.add(sumZ, f32x4.mul(pull, dz))
  }
  store<f64>(ax + body, total(sumX))
  store<f64>(ay + body, total(sumY))
  store<f64>(az + body, total(sumZ))
  store<f64>(potential + body, load<f64>(mass + body) / Math.sqrt(softening) - total(sum))
}

@inline
function total(sums: v128): f64 {
  const pairs = f64x2.add(
    f64x2.promote_low_f32x4(sums),
    f64x2.promote_low_f32x4(v128.shuffle<f32>(sums, sums, 2, 3, 2, 3)),
  )
  return f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1)
}
