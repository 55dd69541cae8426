/**
 * Two-dimensional incompressible flow in a periodic square of side 2π, and a dye in it: both the vorticity ω and the
 * dye θ obey ∂s/∂t = −∇·(u s) + damping. Pseudo-spectral, the nonlinear term free of aliasing by the rule of two thirds
 * (Orszag, J. Atmos. Sci. 28, 1074 (1971)).
 *
 * Modes: kx = 0 … K in a row, rows ky = 0 … K, −K … −1; complex, all of ω and then all of θ. The others follow from the
 * fields' being real. On the grid the two components of the velocity make one complex field, u + iv, and so do ω + iθ:
 * a step costs four complex transforms each way. An instance of this module holds one flow.
 */
import { conjugate, forward, gridBytes, inverse, prepare, product, rowBytes, side } from './turbulence/fourier'

export { forward, gridBytes, inverse, prepare, transformBytes } from './turbulence/fourier'

let highest: i32
let modes: i32
let flow: usize
let scalars: usize

/** Grids of `gridBytes`, at addresses divisible by 16: `velocity` is for u + iv, `carried` for ω + iθ. */
export function arrange(n: i32, k: i32, memory: usize, velocity: usize, carried: usize): void {
  prepare(n, k, memory)
  highest = k
  modes = (k + 1) * (2 * k + 1)
  flow = velocity
  scalars = carried
}

@inline
function waveNumber(row: i32): i32 {
  return row <= highest ? row : row - (2 * highest + 1)
}

/** Of a mode in a grid, in bytes. */
@inline
function place(kx: i32, ky: i32): usize {
  return <usize>(ky & (side - 1)) * rowBytes + (<usize>(kx & (side - 1)) << 4)
}

/** Leaves u + iv and ω + iθ in the grids. */
export function toGrid(state: usize): void {
  memory.fill(flow, 0, gridBytes(side))
  memory.fill(scalars, 0, gridBytes(side))
  const dye = <usize>modes << 4
  let at = state
  for (let row = 0; row <= 2 * highest; row++) {
    const ky = waveNumber(row)
    for (let kx = 0; kx <= highest; kx++) {
      const square = max(1, kx * kx + ky * ky)
      const x = <f64>kx / <f64>square
      const y = <f64>ky / <f64>square
      const vorticity = v128.load(at)
      const concentration = v128.load(at + dye)
      const here = place(kx, ky)
      const opposite = place(-kx, -ky)
      v128.store(flow + here, product(vorticity, x, y))
      v128.store(flow + opposite, product(conjugate(vorticity), -x, -y))
      v128.store(scalars + here, f64x2.add(vorticity, product(concentration, 0, 1)))
      v128.store(scalars + opposite, f64x2.add(conjugate(vorticity), product(conjugate(concentration), 0, 1)))
      at += 16
    }
  }
  inverse(flow)
  inverse(scalars)
}

/** The modes of ω + iθ in the grid. */
export function toModes(state: usize): void {
  forward(scalars)
  const scale = f64x2.splat(0.5 / <f64>(side * side))
  const dye = <usize>modes << 4
  let at = state
  for (let row = 0; row <= 2 * highest; row++) {
    const ky = waveNumber(row)
    for (let kx = 0; kx <= highest; kx++) {
      const here = f64x2.mul(scale, v128.load(scalars + place(kx, ky)))
      const opposite = f64x2.mul(scale, conjugate(v128.load(scalars + place(-kx, -ky))))
      v128.store(at, f64x2.add(here, opposite))
      v128.store(at + dye, product(f64x2.sub(here, opposite), 0, -1))
      at += 16
    }
  }
}

/**
 * One step of the classical Runge–Kutta scheme for the variables in which damping is exact.
 * @param factors by which each mode is damped in half a step, f64
 * @param stage room for a state, as is `sum`
 */
export function step(state: usize, factors: usize, stage: usize, sum: usize, timeStep: f64): void {
  for (let part = 0; part < 4; part++) {
    toGrid(part === 0 ? state : stage)
    for (let at: usize = 0, end = <usize>gridBytes(side); at < end; at += 16) {
      const velocity = v128.load(flow + at)
      const carried = v128.load(scalars + at)
      v128.store(flow + at, f64x2.mul(velocity, v128.shuffle<f64>(carried, carried, 0, 0)))
      v128.store(scalars + at, f64x2.mul(velocity, v128.shuffle<f64>(carried, carried, 1, 1)))
    }
    forward(flow)
    forward(scalars)
    const dye = <usize>modes
    advance(part, flow, state, factors, stage, sum, timeStep)
    advance(part, scalars, state + (dye << 4), factors + (dye << 3), stage + (dye << 4), sum + (dye << 4), timeStep)
  }
}

/** One of the four parts of a step of ω or θ. @param flux modes of u s + i v s */
function advance(
  part: i32,
  flux: usize,
  state: usize,
  factors: usize,
  stage: usize,
  sum: usize,
  timeStep: f64,
): void {
  const scale = -0.5 / <f64>(side * side)
  const sixth = f64x2.splat(timeStep / 6)
  const third = f64x2.splat(timeStep / 3)
  const half = f64x2.splat(timeStep / 2)
  const whole = f64x2.splat(timeStep)
  for (let row = 0; row <= 2 * highest; row++) {
    const ky = waveNumber(row)
    for (let kx = 0; kx <= highest; kx++) {
      const x = scale * <f64>kx
      const y = scale * <f64>ky
      const here = v128.load(flux + place(kx, ky))
      const opposite = conjugate(v128.load(flux + place(-kx, -ky)))
      const change = f64x2.sub(product(here, y, x), product(opposite, y, -x))
      const damping = v128.load64_splat(factors)
      const start = v128.load(state)
      if (part === 0) {
        v128.store(stage, f64x2.mul(damping, f64x2.add(start, f64x2.mul(half, change))))
        const total = f64x2.add(start, f64x2.mul(sixth, change))
        v128.store(sum, f64x2.mul(f64x2.mul(damping, damping), total))
      } else if (part === 3) {
        v128.store(state, f64x2.add(v128.load(sum), f64x2.mul(sixth, change)))
      } else {
        const damped = f64x2.mul(damping, change)
        v128.store(
          stage,
          part === 1
            ? f64x2.add(f64x2.mul(damping, start), f64x2.mul(half, change))
            : f64x2.mul(damping, f64x2.add(f64x2.mul(damping, start), f64x2.mul(whole, change))),
        )
        v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(third, damped)))
      }
      state += 16
      stage += 16
      sum += 16
      factors += 8
    }
  }
}
