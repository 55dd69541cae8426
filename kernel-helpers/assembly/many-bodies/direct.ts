import { ax, ay, az, count, mass, potential, softening, x, y, z } from './bodies'

/** Accelerations and potentials from all pairs, in double precision. */
export function sumPairs(): void {
  const end = (<usize>count << 3)
  const soft = f64x2.splat(softening)
  const one = f64x2.splat(1)
  const self = 1 / Math.sqrt(softening)
  for (let i: usize = 0; i < end; i += 8) {
    const xi = v128.load64_splat(x + i)
    const yi = v128.load64_splat(y + i)
    const zi = v128.load64_splat(z + i)
    let sumX = f64x2.splat(0)
    let sumY = f64x2.splat(0)
    let sumZ = f64x2.splat(0)
    let sum = f64x2.splat(0)
    for (let j: usize = 0; j < end; j += 16) {
      const dx = f64x2.sub(v128.load(x + j), xi)
      const dy = f64x2.sub(v128.load(y + j), yi)
      const dz = f64x2.sub(v128.load(z + j), zi)
      const squared = f64x2.add(f64x2.mul(dx, dx), f64x2.add(f64x2.mul(dy, dy), f64x2.add(f64x2.mul(dz, dz), soft)))
      const inverse = f64x2.div(one, f64x2.sqrt(squared))
      const deep = f64x2.mul(v128.load(mass + j), inverse)
      const pull = f64x2.mul(deep, f64x2.mul(inverse, inverse))
      sum = f64x2.add(sum, deep)
      sumX = f64x2.add(sumX, f64x2.mul(pull, dx))
      sumY = f64x2.add(sumY, f64x2.mul(pull, dy))
      sumZ = f64x2.add(sumZ, f64x2.mul(pull, dz))
    }
    store<f64>(ax + i, f64x2.extract_lane(sumX, 0) + f64x2.extract_lane(sumX, 1))
    store<f64>(ay + i, f64x2.extract_lane(sumY, 0) + f64x2.extract_lane(sumY, 1))
    store<f64>(az + i, f64x2.extract_lane(sumZ, 0) + f64x2.extract_lane(sumZ, 1))
    const others = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) - load<f64>(mass + i) * self
    store<f64>(potential + i, -others)
  }
}
