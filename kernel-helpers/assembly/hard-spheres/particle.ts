/** Lengths are measured from the lower corner of the particle's cell, times from the last synchronisation. */
@unmanaged
export class Disk {
  x: f64
  y: f64
  vx: f64
  vy: f64
  /** When it was there. */
  clock: f64
  radius: f64
  /** Time of the collision with `partner`; without a partner, time to look for a collision again. */
  collision: f64
  /** -1 if there is none. */
  partner: i32
  /** Another particle in the same cell, or -1. */
  next: i32
}

@unmanaged
export class Sphere extends Disk {
  z: f64
  vz: f64
}

/** What a particle needs less often; apart, so that a disk fills one cache line. */
@unmanaged
export class Site {
  mass: f64
  /** Time at which the particle leaves its cell. */
  crossing: f64
  /** The face it leaves through: 0 … 5 for left, right, down, up, front, behind. */
  face: i32
  column: i32
  row: i32
  layer: i32
}

export let count: i32
let particles: usize
let sites: usize

/** Returns the end of the memory that `number` particles take. */
export function placeParticles<P extends Disk>(memory: usize, number: i32): usize {
  count = number
  particles = memory
  sites = memory + number * offsetof<P>()
  return sites + number * offsetof<Site>()
}

export function particle<P extends Disk>(i: i32): P {
  return changetype<P>(particles + i * offsetof<P>())
}

export function siteOf(i: i32): Site {
  return changetype<Site>(sites + i * offsetof<Site>())
}

export function move<P extends Disk>(p: P, time: f64): void {
  const elapsed = time - p.clock
  p.x += p.vx * elapsed
  p.y += p.vy * elapsed
  if (offsetof<P>() > offsetof<Disk>()) {
    const s = changetype<Sphere>(p)
    s.z += s.vz * elapsed
  }
  p.clock = time
}
