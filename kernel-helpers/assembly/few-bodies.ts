/**
 * A few bodies under gravity, G = 1, by Gauss–Radau quadrature of order 15: Everhart, in Dynamics of Comets (1985), with
 * the predictions and the control of rounding of IAS15, Rein & Spiegel, Mon. Not. R. Astron. Soc. 446, 1424 (2015).
 * Within a step of length Δ, at time hΔ, the acceleration is a + Σ bⱼ hʲ⁺¹ = a + Σ gₙ h (h − h₁) … (h − hₙ₋₁), where
 * j = 0 … 6 and n = 1 … 7. An instance of this module holds one set of bodies.
 */
const STAGES = 7
/** h₀ … h₇: the spacings of Gauss & Radau. */
const spacings = memory.data<f64>([
  0, 0.05626256053692215, 0.18024069173689236, 0.3526247171131696, 0.5471536263305554, 0.7342101772154105,
  0.8853209468390958, 0.9775206135612875,
])
/** bⱼ = Σₙ toPowers[n][j] gₙ and gₙ = Σⱼ toNewton[j][n] bⱼ. */
const toPowers = memory.data(8 * 8 * 8)
const toNewton = memory.data(8 * 8 * 8)
/** 1 / (hₙ − hₘ) */
const perSpacing = memory.data(8 * 8 * 8)
/** 1 / ((j + 2) (j + 3)) */
const integrals = memory.data(8 * 8)

/**
 * Step over the time in which accelerations change: (10⁻⁹ · 7!)^(1/7), which makes the error of a step some 10⁻¹⁶
 * (Pham, Rein & Spiegel, Open J. Astrophys. 7 (2024)).
 */
const PRECISION: f64 = 0.175
/** A step that should have been this much shorter is taken again; none grows by more than its inverse. */
const SAFETY: f64 = 0.25
const MOST_ITERATIONS = 12
/** A polynomial says nothing about times much beyond its step. */
const FURTHEST_PREDICTION: f64 = 20

/** Bytes of the x of all bodies, and of a vector of all coordinates, rounded up to pairs of them. */
let row: usize
let bytesOfAll: usize

export let masses: usize
export let positions: usize
export let velocities: usize
let accelerations: usize
/** What additions to the positions and velocities have lost to rounding (Kahan). */
let lostPositions: usize
let lostVelocities: usize
let stagePositions: usize
let stageAccelerations: usize
/** Seven vectors each. */
let b: usize
let g: usize
let predicted: usize
let formerB: usize
let formerPredicted: usize

/** Length of the next step, and of the last that was accepted. */
let next: f64
let former: f64

export let steps: f64 = 0

/** Bytes of f64 arrays that `place` needs. */
export function bytes(number: i32): i32 {
  return 8 * (2 * number + (3 * number + 1) * (7 + 5 * STAGES))
}

/** Bodies of which the arrays at `masses`, `positions` and `velocities`, all x before all y before all z, are written before `start`. */
export function place(address: usize, number: i32): void {
  row = <usize>number * 8
  bytesOfAll = (3 * row + 15) & ~15
  memory.fill(address, 0, bytes(number))
  masses = address
  positions = masses + ((row + 15) & ~15)
  velocities = positions + bytesOfAll
  accelerations = velocities + bytesOfAll
  lostPositions = accelerations + bytesOfAll
  lostVelocities = lostPositions + bytesOfAll
  stagePositions = lostVelocities + bytesOfAll
  stageAccelerations = stagePositions + bytesOfAll
  b = stageAccelerations + bytesOfAll
  g = b + <usize>STAGES * bytesOfAll
  predicted = g + <usize>STAGES * bytesOfAll
  formerB = predicted + <usize>STAGES * bytesOfAll
  formerPredicted = formerB + <usize>STAGES * bytesOfAll
}

/** @param firstStep tried first */
export function start(firstStep: f64): void {
  makeTables()
  memory.fill(lostPositions, 0, bytesOfAll + bytesOfAll)
  memory.fill(b, 0, <usize>(5 * STAGES) * bytesOfAll)
  next = firstStep
  former = 0
  steps = 0
  attract(positions, accelerations)
}

@inline
function entry(table: usize, row: i32, column: i32): usize {
  return table + (<usize>(8 * row + column) << 3)
}

function makeTables(): void {
  store<f64>(entry(toPowers, 1, 0), 1)
  store<f64>(entry(toNewton, 0, 1), 1)
  for (let n = 1; n < STAGES; n++) {
    const h = load<f64>(spacings + (<usize>n << 3))
    for (let j = 0; j <= n; j++) {
      const lower = j > 0 ? load<f64>(entry(toPowers, n, j - 1)) : 0
      store<f64>(entry(toPowers, n + 1, j), lower - h * load<f64>(entry(toPowers, n, j)))
    }
    for (let m = 1; m <= n + 1; m++) {
      const own = load<f64>(spacings + (<usize>m << 3)) * load<f64>(entry(toNewton, n - 1, m))
      store<f64>(entry(toNewton, n, m), own + load<f64>(entry(toNewton, n - 1, m - 1)))
    }
  }
  for (let n = 0; n <= STAGES; n++) {
    for (let m = 0; m < n; m++) {
      const between = load<f64>(spacings + (<usize>n << 3)) - load<f64>(spacings + (<usize>m << 3))
      store<f64>(entry(perSpacing, n, m), 1 / between)
    }
    store<f64>(integrals + (<usize>n << 3), 1 / <f64>((n + 2) * (n + 3)))
  }
}

/** Advances by `duration`. False if the step has become too short to go on: a collision. */
export function advance(duration: f64): bool {
  const shortest = duration * 1e-15
  let left = duration
  while (left > 0) {
    const last = next >= left
    const step = last ? left : next
    const change = attempt(step)
    if (!(change >= SAFETY)) {
      next = step * (change > 0 ? change : SAFETY)
      if (next < shortest) return false
      continue
    }
    accept(step)
    left -= step
    // A step cut short says nothing about how long they may become.
    if (!last || change < 1) next = step * Math.min(change, 1 / SAFETY)
  }
  return true
}

/** Solves a step for its b. @returns the factor by which the step should have been longer */
function attempt(step: f64): f64 {
  predict(former > 0 ? step / former : Infinity)
  let before = Infinity
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const correction = iterate(step)
    if (correction < 1e-16 || (iteration > 1 && correction >= before)) break
    before = correction
  }
  return PRECISION * Math.sqrt(shortestTime())
}

/**
 * Square of the shortest time in which the acceleration of a body changes, in steps: by its derivatives at the end of the
 * step, combined as by Aarseth (in Multiple Time Scales, 1985), so that none of them may vanish.
 */
function shortestTime(): f64 {
  let shortest = Infinity
  for (let body: usize = 0; body < row; body += 8) {
    let acceleration: f64 = 0
    let first: f64 = 0
    let second: f64 = 0
    let third: f64 = 0
    for (let k = body; k < 3 * row; k += row) {
      let own = load<f64>(accelerations + k)
      let once: f64 = 0
      let twice: f64 = 0
      let thrice: f64 = 0
      for (let j = 0; j < STAGES; j++) {
        const term = load<f64>(b + <usize>j * bytesOfAll + k)
        own += term
        once += term * <f64>(j + 1)
        twice += term * <f64>((j + 1) * j)
        thrice += term * <f64>((j + 1) * j * (j - 1))
      }
      acceleration += own * own
      first += once * once
      second += twice * twice
      third += thrice * thrice
    }
    const slow = Math.sqrt(acceleration * second) + first
    const fast = Math.sqrt(first * third) + second
    shortest = Math.min(shortest, slow / fast)
  }
  return shortest
}

/** From the last accepted step, corrected by how wrong its own prediction was. */
function predict(ratio: f64): void {
  if (ratio > FURTHEST_PREDICTION) {
    memory.fill(b, 0, <usize>(3 * STAGES) * bytesOfAll)
    return
  }
  for (let k: usize = 0; k < bytesOfAll; k += 8) {
    let power: f64 = 1
    for (let j = 0; j < STAGES; j++) {
      power *= ratio
      let sum: f64 = 0
      let binomial: f64 = 1
      for (let i = j; i < STAGES; i++) {
        sum += binomial * load<f64>(formerB + <usize>i * bytesOfAll + k)
        binomial = (binomial * (i + 2)) / (i + 1 - j)
      }
      const at = <usize>j * bytesOfAll + k
      store<f64>(predicted + at, power * sum)
      store<f64>(b + at, power * sum + load<f64>(formerB + at) - load<f64>(formerPredicted + at))
    }
    for (let n = 1; n <= STAGES; n++) {
      let sum: f64 = 0
      for (let j = n - 1; j < STAGES; j++) {
        sum += load<f64>(entry(toNewton, j, n)) * load<f64>(b + <usize>j * bytesOfAll + k)
      }
      store<f64>(g + <usize>(n - 1) * bytesOfAll + k, sum)
    }
  }
}

/** One pass over the stages. @returns by how much b₆ has changed, relative to the acceleration */
function iterate(step: f64): f64 {
  let correction = f64x2.splat(0)
  for (let n = 1; n <= STAGES; n++) {
    const h = load<f64>(spacings + (<usize>n << 3))
    for (let k: usize = 0; k < bytesOfAll; k += 16) {
      v128.store(stagePositions + k, f64x2.add(v128.load(positions + k), displacement(k, h, step)))
    }
    attract(stagePositions, stageAccelerations)
    for (let k: usize = 0; k < bytesOfAll; k += 16) {
      const gained = f64x2.sub(v128.load(stageAccelerations + k), v128.load(accelerations + k))
      let difference = f64x2.mul(gained, v128.load64_splat(entry(perSpacing, n, 0)))
      for (let m = 1; m < n; m++) {
        const lower = v128.load(g + <usize>(m - 1) * bytesOfAll + k)
        difference = f64x2.mul(f64x2.sub(difference, lower), v128.load64_splat(entry(perSpacing, n, m)))
      }
      const place = g + <usize>(n - 1) * bytesOfAll + k
      const change = f64x2.sub(difference, v128.load(place))
      v128.store(place, difference)
      for (let j = 0; j < n; j++) {
        const power = b + <usize>j * bytesOfAll + k
        const share = f64x2.mul(change, v128.load64_splat(entry(toPowers, n, j)))
        v128.store(power, f64x2.add(v128.load(power), share))
      }
      if (n === STAGES) correction = f64x2.max(correction, f64x2.abs(change))
    }
  }
  const most = Math.max(f64x2.extract_lane(correction, 0), f64x2.extract_lane(correction, 1))
  return most / largest(stageAccelerations)
}

/** Of coordinates k and k + 1 up to time h of the step. */
@inline
function displacement(k: usize, h: f64, step: f64): v128 {
  const part = f64x2.splat(h)
  let sum = f64x2.splat(0)
  for (let j = STAGES - 1; j >= 0; j--) {
    const term = f64x2.mul(
      v128.load(b + <usize>j * bytesOfAll + k),
      v128.load64_splat(integrals + (<usize>j << 3)),
    )
    sum = f64x2.mul(part, f64x2.add(sum, term))
  }
  const time = f64x2.splat(h * step)
  const half = f64x2.mul(v128.load(accelerations + k), f64x2.splat(0.5))
  const velocity = f64x2.sub(v128.load(velocities + k), v128.load(lostVelocities + k))
  const moved = f64x2.mul(time, f64x2.add(velocity, f64x2.mul(time, f64x2.add(half, sum))))
  return f64x2.sub(moved, v128.load(lostPositions + k))
}

function accept(step: f64): void {
  const time = f64x2.splat(step)
  for (let k: usize = 0; k < bytesOfAll; k += 16) {
    let sum = v128.load(accelerations + k)
    for (let j = STAGES - 1; j >= 0; j--) {
      const share = f64x2.splat(1 / <f64>(j + 2))
      sum = f64x2.add(sum, f64x2.mul(v128.load(b + <usize>j * bytesOfAll + k), share))
    }
    add(positions + k, lostPositions + k, displacement(k, 1, step))
    add(velocities + k, lostVelocities + k, f64x2.sub(f64x2.mul(time, sum), v128.load(lostVelocities + k)))
  }
  memory.copy(formerB, b, <usize>STAGES * bytesOfAll)
  memory.copy(formerPredicted, predicted, <usize>STAGES * bytesOfAll)
  former = step
  steps++
  attract(positions, accelerations)
}

/** Adds, and notes by how much the sum is too large. */
@inline
function add(sum: usize, lost: usize, term: v128): void {
  const before = v128.load(sum)
  const after = f64x2.add(before, term)
  v128.store(sum, after)
  v128.store(lost, f64x2.sub(f64x2.sub(after, before), term))
}

function attract(places: usize, out: usize): void {
  memory.fill(out, 0, bytesOfAll)
  const y = row
  const z = row + row
  for (let first: usize = 8; first < row; first += 8) {
    for (let second: usize = 0; second < first; second += 8) {
      const dx = load<f64>(places + second) - load<f64>(places + first)
      const dy = load<f64>(places + y + second) - load<f64>(places + y + first)
      const dz = load<f64>(places + z + second) - load<f64>(places + z + first)
      const squared = dx * dx + dy * dy + dz * dz
      const cube = 1 / (squared * Math.sqrt(squared))
      const onFirst = cube * load<f64>(masses + second)
      const onSecond = -cube * load<f64>(masses + first)
      push(out + first, onFirst, dx)
      push(out + y + first, onFirst, dy)
      push(out + z + first, onFirst, dz)
      push(out + second, onSecond, dx)
      push(out + y + second, onSecond, dy)
      push(out + z + second, onSecond, dz)
    }
  }
}

@inline
function push(to: usize, factor: f64, distance: f64): void {
  store<f64>(to, load<f64>(to) + factor * distance)
}

function largest(vector: usize): f64 {
  let most: f64 = 0
  for (let k: usize = 0; k < bytesOfAll; k += 8) most = Math.max(most, Math.abs(load<f64>(vector + k)))
  return most
}
