export let count: i32
/** Square of the softening length. */
export let softening: f64 = 0

/** Coordinates, velocities, accelerations, masses and potentials: f64, and room for a body of mass 0 at the end. */
export let x: usize
export let y: usize
export let z: usize
export let vx: usize
export let vy: usize
export let vz: usize
export let ax: usize
export let ay: usize
export let az: usize
export let mass: usize
/** Of each body in the field of the others, per mass. */
export let potential: usize

const ARRAYS = 11

/** Bytes of one array, with room to round up to whole vectors. */
@inline
function stride(bodies: i32): usize {
  return (<usize>bodies * 8 + 16 + 63) & ~63
}

export function sizeOfBodies(bodies: i32): usize {
  return stride(bodies) * ARRAYS
}

/** @returns the address of what is free behind them */
export function placeBodies(start: usize, bodies: i32): usize {
  const bytes = stride(bodies)
  count = bodies
  memory.fill(start, 0, sizeOfBodies(bodies))
  x = start
  y = x + bytes
  z = y + bytes
  vx = z + bytes
  vy = vx + bytes
  vz = vy + bytes
  ax = vz + bytes
  ay = ax + bytes
  az = ay + bytes
  mass = az + bytes
  potential = mass + bytes
  return potential + bytes
}

export function soften(length: f64): void {
  softening = length * length
}
