// Fourier transforms of n × n complex numbers, n a power of two from 8 on. A number is one vector: real and imaginary
// part, f64. Rows lie `rowBytes` apart: at a power of two, a column would compete for one place in the cache.

/** Address of the number that a line's gathering reads first, second, …, as indices (i32). */
let forwardOrder: usize
let inverseOrder: usize
let twiddles: usize
/** The line at work. */
let line: usize

export let side: i32
export let rowBytes: usize
/** Columns of higher wave number are taken to be zero, and left undefined by `forward`. */
let reach: i32

/** Bytes that `prepare` needs, at an address divisible by 16. */
export function transformBytes(n: i32): i32 {
  return 56 * n
}

export function gridBytes(n: i32): i32 {
  return 16 * n * (n + 4)
}

export function prepare(n: i32, highest: i32, memory: usize): void {
  side = n
  reach = highest
  rowBytes = <usize>(n + 4) << 4
  line = memory
  forwardOrder = line + (<usize>n << 4)
  inverseOrder = forwardOrder + (<usize>n << 2)
  twiddles = inverseOrder + (<usize>n << 2)
  const bits = ctz(n)
  for (let i = 0; i < n; i++) {
    let reversed = 0
    for (let bit = 0; bit < bits; bit++) reversed |= ((i >> bit) & 1) << (bits - 1 - bit)
    store<i32>(forwardOrder + (<usize>i << 2), reversed)
    // The inverse is the transform of the line read backwards.
    store<i32>(inverseOrder + (<usize>i << 2), (n - reversed) & (n - 1))
  }
  let to = twiddles
  for (let quarter = firstQuarter(); 4 * quarter <= n; quarter *= 4) {
    for (let j = 0; j < quarter; j++) {
      const angle = (-2 * Math.PI * <f64>j) / <f64>(4 * quarter)
      storeFactor(to, 2 * angle)
      storeFactor(to + 32, angle)
      storeFactor(to + 64, 3 * angle)
      to += 96
    }
  }
}

/** What `turned` multiplies by: exp(i · angle). */
function storeFactor(at: usize, angle: f64): void {
  const sine = Math.sin(angle)
  v128.store(at, f64x2.splat(Math.cos(angle)))
  v128.store(at, f64x2(-sine, sine), 16)
}

/** After a first pass of radix 4, or of radix 2 where n is an odd power of two. */
@inline
function firstQuarter(): i32 {
  return ctz(side) & 1 ? 2 : 4
}

/** F(k) = Σ f(x) exp(−2πi k·x/n), in place. */
export function forward(field: usize): void {
  rows(field, forwardOrder)
  columns(field, forwardOrder)
}

/** f(x) = Σ F(k) exp(2πi k·x/n), in place. */
export function inverse(field: usize): void {
  columns(field, inverseOrder)
  rows(field, inverseOrder)
}

function rows(field: usize, order: usize): void {
  for (let i = 0; i < side; i++) transform(field + <usize>i * rowBytes, 16, order)
}

function columns(field: usize, order: usize): void {
  for (let i = 0; i <= reach; i++) transform(field + (<usize>i << 4), rowBytes, order)
  for (let i = max(reach + 1, side - reach); i < side; i++) transform(field + (<usize>i << 4), rowBytes, order)
}

/** Of n numbers that lie `stride` bytes apart, by decimation in time (Cooley & Tukey, Math. Comput. 19, 297 (1965)). */
function transform(start: usize, stride: usize, order: usize): void {
  let quarter = firstQuarter()
  if (quarter === 2) gatherPairs(start, stride, order)
  else gatherQuads(start, stride, order)
  let factors = twiddles
  for (; 4 * quarter < side; quarter *= 4) {
    for (let group = 0; group < side; group += 4 * quarter) {
      const at = line + (<usize>group << 4)
      combine(at, quarter, factors, at, 16)
    }
    factors += 96 * <usize>quarter
  }
  combine(line, quarter, factors, start, stride)
}

@inline
function pick(start: usize, stride: usize, order: usize): v128 {
  return v128.load(start + <usize>load<i32>(order) * stride)
}

function gatherPairs(start: usize, stride: usize, order: usize): void {
  for (let to = line, end = line + (<usize>side << 4); to < end; to += 32) {
    const a = pick(start, stride, order)
    const b = pick(start, stride, order + 4)
    v128.store(to, f64x2.add(a, b))
    v128.store(to, f64x2.sub(a, b), 16)
    order += 8
  }
}

function gatherQuads(start: usize, stride: usize, order: usize): void {
  for (let to = line, end = line + (<usize>side << 4); to < end; to += 64) {
    const a = pick(start, stride, order)
    const b = pick(start, stride, order + 4)
    const c = pick(start, stride, order + 8)
    const d = pick(start, stride, order + 12)
    butterfly(a, b, c, d, to, 16)
    order += 16
  }
}

/** Four transforms of `quarter` numbers, one after the other, to one of four times as many, written `stride` apart. */
function combine(from: usize, quarter: i32, factors: usize, to: usize, stride: usize): void {
  const apart = <usize>quarter << 4
  const wide = <usize>quarter * stride
  for (const end = from + apart; from < end; from += 16) {
    const a = v128.load(from)
    const b = turned(v128.load(from + apart), factors)
    const c = turned(v128.load(from + 2 * apart), factors + 32)
    const d = turned(v128.load(from + 3 * apart), factors + 64)
    butterfly(a, b, c, d, to, wide)
    factors += 96
    to += stride
  }
}

@inline
function butterfly(a: v128, b: v128, c: v128, d: v128, to: usize, apart: usize): void {
  const even = f64x2.add(a, b)
  const odd = f64x2.sub(a, b)
  const sum = f64x2.add(c, d)
  const difference = timesMinusI(f64x2.sub(c, d))
  v128.store(to, f64x2.add(even, sum))
  v128.store(to + apart, f64x2.add(odd, difference))
  v128.store(to + 2 * apart, f64x2.sub(even, sum))
  v128.store(to + 3 * apart, f64x2.sub(odd, difference))
}

@inline
function turned(a: v128, factor: usize): v128 {
  return f64x2.add(f64x2.mul(a, v128.load(factor)), f64x2.mul(swapped(a), v128.load(factor, 16)))
}

@inline
function timesMinusI(a: v128): v128 {
  return v128.xor(swapped(a), f64x2(0, -0.0))
}

@inline
export function swapped(a: v128): v128 {
  return v128.shuffle<f64>(a, a, 1, 0)
}

@inline
export function conjugate(a: v128): v128 {
  return v128.xor(a, f64x2(0, -0.0))
}

@inline
export function product(a: v128, real: f64, imaginary: f64): v128 {
  return f64x2.add(
    f64x2.mul(a, f64x2.splat(real)),
    f64x2.mul(swapped(a), f64x2(-imaginary, imaginary)),
  )
}
