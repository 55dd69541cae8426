/** Many bodies under softened gravity, G = 1. An instance of this module holds one set of them. */
import { ax, ay, az, count, placeBodies, sizeOfBodies, vx, vy, vz, x, y, z } from './many-bodies/bodies'
import { sumPairs } from './many-bodies/direct'
import { placeTree, sizeOfTree, sumTree } from './many-bodies/tree'

export { mass, potential, soften } from './many-bodies/bodies'
export { ax, ay, az, vx, vy, vz, x, y, z }

/** Bytes that `place` needs, at an address divisible by 64. */
export function bytes(bodies: i32): usize {
  return sizeOfBodies(bodies) + sizeOfTree(bodies)
}

export function place(memory: usize, bodies: i32): void {
  placeTree(placeBodies(memory, bodies), bodies)
}

/** @param openingAngle θ of the tree; 0 for the sum over all pairs */
export function accelerate(openingAngle: f64): void {
  if (openingAngle > 0) sumTree(openingAngle)
  else sumPairs()
}

/** Steps of the leapfrog, kick–drift–kick; the accelerations are those of the positions before and after. */
export function advance(steps: i32, step: f64, openingAngle: f64): void {
  for (let done = 0; done < steps; done++) {
    kick(step / 2)
    drift(x, vx, step)
    drift(y, vy, step)
    drift(z, vz, step)
    accelerate(openingAngle)
    kick(step / 2)
  }
}

function kick(time: f64): void {
  drift(vx, ax, time)
  drift(vy, ay, time)
  drift(vz, az, time)
}

/** to += rate × time */
function drift(to: usize, rate: usize, time: f64): void {
  const times = f64x2.splat(time)
  const end = <usize>count << 3
  for (let at: usize = 0; at < end; at += 16) {
    v128.store(to + at, f64x2.add(v128.load(to + at), f64x2.mul(v128.load(rate + at), times)))
  }
}
