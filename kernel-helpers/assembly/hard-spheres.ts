/**
 * Event-driven molecular dynamics of hard disks or spheres in a periodic box. Each particle has a clock of its own and
 * keeps two events: when it leaves its cell (Rapaport, J. Comput. Phys. 34, 184 (1980)), and its soonest collision,
 * known to both partners (Lubachevsky, J. Comput. Phys. 94, 255 (1991)). An instance of this module holds one box.
 */
import {
  adjacent,
  append,
  columns,
  depth,
  enter,
  gather,
  height,
  layers,
  leave,
  Neighbour,
  neighbours,
  placeCells,
  rows,
  sizeOfCells,
  width,
  wrapped,
} from './hard-spheres/cells'
import { count, Disk, move, particle, placeParticles, Site, Sphere, siteOf } from './hard-spheres/particle'
import { placeTournament, schedule, shift, timeOf, winner } from './hard-spheres/tournament'

/**
 * A collision that would go less deep than this fraction of the distance of contact, squared, is none: its push could
 * be lost in rounding, and the same two would collide for ever.
 */
const GRAZING: f64 = 2.0 ** -50

let spatial: bool

export let collisions: f64 = 0
export let crossings: f64 = 0
/** Sum over all collisions of distance × momentum transferred. */
export let virial: f64 = 0

/** Bytes that `arrange` needs, at an address divisible by 64. */
export function bytes(dimensions: i32, particles: i32, cells: i32): i32 {
  const size = dimensions === 3 ? offsetof<Sphere>() : offsetof<Disk>()
  return particles * <i32>(size + offsetof<Site>() + 16) + sizeOfCells(cells, particles)
}

/**
 * Takes over particles that don't overlap. Positions lie in the box; arrays are f64, vectors interleaved. A cell is at
 * least as wide as a particle. In two dimensions there is one layer, of any depth.
 */
export function arrange(
  dimensions: i32,
  memory: usize,
  particles: i32,
  columns: i32,
  rows: i32,
  layers: i32,
  width: f64,
  height: f64,
  depth: f64,
  positions: usize,
  velocities: usize,
  radii: usize,
  masses: usize,
): void {
  spatial = dimensions === 3
  let free = spatial ? placeParticles<Sphere>(memory, particles) : placeParticles<Disk>(memory, particles)
  free = placeTournament(free, particles)
  placeCells(free, particles, columns, rows, layers, width, height, depth)
  if (spatial) takeOver<Sphere>(positions, velocities, radii, masses)
  else takeOver<Disk>(positions, velocities, radii, masses)
}

function takeOver<P extends Disk>(positions: usize, velocities: usize, radii: usize, masses: usize): void {
  const vector = offsetof<P>() > offsetof<Disk>() ? 24 : 16
  for (let i = 0; i < count; i++) {
    const p = particle<P>(i)
    const site = siteOf(i)
    const position = positions + i * vector
    const velocity = velocities + i * vector
    p.radius = load<f64>(radii + 8 * i)
    site.mass = load<f64>(masses + 8 * i)
    site.column = cellAt(load<f64>(position), width, columns)
    site.row = cellAt(load<f64>(position, 8), height, rows)
    site.layer = 0
    p.x = load<f64>(position) - site.column * width
    p.y = load<f64>(position, 8) - site.row * height
    p.vx = load<f64>(velocity)
    p.vy = load<f64>(velocity, 8)
    if (offsetof<P>() > offsetof<Disk>()) {
      const s = changetype<Sphere>(p)
      site.layer = cellAt(load<f64>(position, 16), depth, layers)
      s.z = load<f64>(position, 16) - site.layer * depth
      s.vz = load<f64>(velocity, 16)
    }
    p.clock = 0
    p.collision = Infinity
    p.partner = -1
    enter<P>(i)
    planCrossing<P>(i)
  }
  for (let i = 0; i < count; i++) planCollision<P>(i)
}

function cellAt(x: f64, side: f64, number: i32): i32 {
  return min(<i32>(x / side), number - 1)
}

/** Writes positions and velocities at the present time. */
export function read(positions: usize, velocities: usize): void {
  if (spatial) write<Sphere>(positions, velocities)
  else write<Disk>(positions, velocities)
}

function write<P extends Disk>(positions: usize, velocities: usize): void {
  const vector = offsetof<P>() > offsetof<Disk>() ? 24 : 16
  for (let i = 0; i < count; i++) {
    const p = particle<P>(i)
    const site = siteOf(i)
    const position = positions + i * vector
    const velocity = velocities + i * vector
    store<f64>(position, site.column * width + p.x)
    store<f64>(position, site.row * height + p.y, 8)
    store<f64>(velocity, p.vx)
    store<f64>(velocity, p.vy, 8)
    if (offsetof<P>() > offsetof<Disk>()) {
      const s = changetype<Sphere>(p)
      store<f64>(position, site.layer * depth + s.z, 16)
      store<f64>(velocity, s.vz, 16)
    }
  }
}

/** Advances by `duration`, or to the collision number `limit` if that comes first. Returns the time advanced by. */
export function advance(duration: f64, limit: f64): f64 {
  return spatial ? run<Sphere>(duration, limit) : run<Disk>(duration, limit)
}

function run<P extends Disk>(duration: f64, limit: f64): f64 {
  const last = collisions + limit
  let now: f64 = 0
  while (collisions < last) {
    const i = winner()
    now = timeOf(i)
    if (now > duration) {
      now = duration
      break
    }
    const p = particle<P>(i)
    move<P>(p, now)
    if (siteOf(i).crossing < p.collision) cross<P>(i)
    else if (p.partner < 0) planCollision<P>(i)
    else collide<P>(i, p.partner)
  }
  synchronise<P>(now)
  return now
}

/** Moves all particles to `now` and counts the time from there, so that it stays small and its rounding fine. */
function synchronise<P extends Disk>(now: f64): void {
  for (let i = 0; i < count; i++) {
    const p = particle<P>(i)
    const site = siteOf(i)
    move<P>(p, now)
    p.clock = 0
    p.collision -= now
    site.crossing -= now
    shift(i, timeOf(i) - now)
  }
}

/** Multiplies all velocities by `factor`: the paths stay as they are, and all times shrink. */
export function accelerate(factor: f64): void {
  if (spatial) scale<Sphere>(factor)
  else scale<Disk>(factor)
}

function scale<P extends Disk>(factor: f64): void {
  for (let i = 0; i < count; i++) {
    const p = particle<P>(i)
    p.vx *= factor
    p.vy *= factor
    if (offsetof<P>() > offsetof<Disk>()) changetype<Sphere>(p).vz *= factor
    p.collision /= factor
    siteOf(i).crossing /= factor
    shift(i, timeOf(i) / factor)
  }
}

/** Elastic and smooth: the momentum along the line of centres is exchanged. */
function collide<P extends Disk>(i: i32, j: i32): void {
  const p = particle<P>(i)
  const q = particle<P>(j)
  const here = siteOf(i)
  const there = siteOf(j)
  move<P>(q, p.clock)
  const x = q.x - p.x + adjacent(there.column - here.column, columns) * width
  const y = q.y - p.y + adjacent(there.row - here.row, rows) * height
  let z: f64 = 0
  let squared = x * x + y * y
  let approach = x * (q.vx - p.vx) + y * (q.vy - p.vy)
  if (offsetof<P>() > offsetof<Disk>()) {
    const s = changetype<Sphere>(p)
    const t = changetype<Sphere>(q)
    z = t.z - s.z + adjacent(there.layer - here.layer, layers) * depth
    squared += z * z
    approach += z * (t.vz - s.vz)
  }
  const push = (2 * approach) / (squared * (here.mass + there.mass))
  const given = push * there.mass
  const taken = push * here.mass
  p.vx += given * x
  p.vy += given * y
  q.vx -= taken * x
  q.vy -= taken * y
  if (offsetof<P>() > offsetof<Disk>()) {
    changetype<Sphere>(p).vz += given * z
    changetype<Sphere>(q).vz -= taken * z
  }
  virial -= given * here.mass * squared
  collisions++
  p.partner = -1
  q.partner = -1
  planCrossing<P>(i)
  planCrossing<P>(j)
  planCollision<P>(i)
  planCollision<P>(j)
}

/** Into the next cell, which brings new neighbours on its far side. */
function cross<P extends Disk>(i: i32): void {
  const p = particle<P>(i)
  const site = siteOf(i)
  const axis = site.face >> 1
  const forward = (site.face & 1) === 1
  const step = forward ? 1 : -1
  leave<P>(i)
  if (axis === 0) {
    site.column = wrapped(site.column + step, columns)
    p.x = forward ? 0 : width
  } else if (axis === 1) {
    site.row = wrapped(site.row + step, rows)
    p.y = forward ? 0 : height
  } else if (offsetof<P>() > offsetof<Disk>()) {
    site.layer = wrapped(site.layer + step, layers)
    changetype<Sphere>(p).z = forward ? 0 : depth
  }
  enter<P>(i)
  crossings++
  planCrossing<P>(i)
  search<P>(i, axis, step)
}

function planCrossing<P extends Disk>(i: i32): void {
  const p = particle<P>(i)
  const site = siteOf(i)
  let face = p.vx > 0 ? 1 : 0
  let soonest = timeToLeave(p.x, p.vx, width)
  const vertical = timeToLeave(p.y, p.vy, height)
  if (vertical < soonest) {
    soonest = vertical
    face = p.vy > 0 ? 3 : 2
  }
  if (offsetof<P>() > offsetof<Disk>()) {
    const s = changetype<Sphere>(p)
    const inDepth = timeToLeave(s.z, s.vz, depth)
    if (inDepth < soonest) {
      soonest = inDepth
      face = s.vz > 0 ? 5 : 4
    }
  }
  site.crossing = p.clock + soonest
  site.face = face
}

function timeToLeave(x: f64, v: f64, side: f64): f64 {
  if (v === 0) return Infinity
  return max((v > 0 ? side - x : -x) / v, 0)
}

/** Looks for the next collision of a particle that has none. */
function planCollision<P extends Disk>(i: i32): void {
  particle<P>(i).collision = Infinity
  search<P>(i, -1, 0)
}

/**
 * Replaces the next collision of particle i by a sooner one, if there is one with a particle in the cells around it.
 * @param axis only the cells `step` further along this axis, which the particle has just moved along; -1 for all
 */
function search<P extends Disk>(i: i32, axis: i32, step: i32): void {
  const p = particle<P>(i)
  const site = siteOf(i)
  const now = p.clock
  const radius = p.radius
  const px = p.x
  const py = p.y
  const vx = p.vx
  const vy = p.vy
  let pz: f64 = 0
  let vz: f64 = 0
  if (offsetof<P>() > offsetof<Disk>()) {
    pz = changetype<Sphere>(p).z
    vz = changetype<Sphere>(p).vz
  }
  let soonest = p.collision
  let partner = -1
  let end = gather(site, axis, step)
  for (let at = neighbours; at < end; at += offsetof<Neighbour>()) {
    const neighbour = changetype<Neighbour>(at)
    const corner = neighbour.corner
    const q = particle<P>(neighbour.particle)
    end = append(end, neighbour, q.next)
    const elapsed = now - q.clock
    const u = q.vx - vx
    const v = q.vy - vy
    const x = q.x - px + q.vx * elapsed + corner.x
    const y = q.y - py + q.vy * elapsed + corner.y
    let approach = x * u + y * v
    let speed = u * u + v * v
    let squared = x * x + y * y
    if (offsetof<P>() > offsetof<Disk>()) {
      const s = changetype<Sphere>(q)
      const w = s.vz - vz
      const z = s.z - pz + s.vz * elapsed + corner.z
      approach += z * w
      speed += w * w
      squared += z * z
    }
    const contact = (radius + q.radius) * (radius + q.radius)
    const gap = squared - contact
    const discriminant = approach * approach - speed * gap
    // One branch, not two that can't be predicted. The first condition is also false for the particle itself.
    if (<i32>(approach < 0) & <i32>(discriminant >= 0)) {
      // Two that touch or, by rounding, overlap collide now: Bannerman et al., Comput. Part. Mech. 1, 191 (2014).
      let time = now
      if (gap > 0) time += gap / (sqrt(discriminant) - approach)
      else if (approach * approach <= GRAZING * speed * contact) continue
      if (time < soonest && time < q.collision) {
        soonest = time
        partner = neighbour.particle
      }
    }
  }
  if (partner >= 0) {
    const q = particle<P>(partner)
    part<P>(p)
    part<P>(q)
    p.partner = partner
    q.partner = i
    p.collision = soonest
    q.collision = soonest
    schedule(partner, min(soonest, siteOf(partner).crossing))
  }
  schedule(i, min(soonest, site.crossing))
}

/** Leaves the partner of `p` to look for another collision when this one would have been. */
function part<P extends Disk>(p: P): void {
  if (p.partner >= 0) particle<P>(p.partner).partner = -1
}
