/**
 * Normal numbers by the ziggurat: Marsaglia & Tsang, J. Stat. Softw. 5(8), 1 (2000), with the layer and the place in it
 * from different bits, as Doornik, "An improved ziggurat method" (2005), asks for. Bits come from xoshiro128**
 * (Blackman & Vigna, ACM Trans. Math. Softw. 47, 36 (2021)). An instance of this module is one stream.
 */
const LAYERS: i32 = 128
/** Where the tail begins, and the area of each layer: Marsaglia & Tsang, for 128 layers. */
const TAIL: f64 = 3.442619855899
const AREA: f64 = 9.91256303526217e-3

let s0: u32
let s1: u32
let s2: u32
let s3: u32
/** Right edges of the layers, from the base (of the width that its area would have as a rectangle) up: f64. */
let edges: usize

export function tableBytes(): i32 {
  return 8 * (LAYERS + 1)
}

export function prepare(table: usize, a: u32, b: u32, c: u32, d: u32): void {
  s0 = a
  s1 = b
  s2 = c
  s3 = d
  edges = table
  let height = Math.exp(-0.5 * TAIL * TAIL)
  store<f64>(edges, AREA / height)
  store<f64>(edges, TAIL, 8)
  for (let i = 2; i < LAYERS; i++) {
    const below = edge(i - 1)
    height += AREA / below
    store<f64>(edges + (<usize>i << 3), Math.sqrt(-2 * Math.log(height)))
  }
  store<f64>(edges + (<usize>LAYERS << 3), 0)
}

@inline
function edge(layer: i32): f64 {
  return load<f64>(edges + (<usize>layer << 3))
}

@inline
function bits(): u32 {
  const scrambled = rotl<u32>(s1 * 5, 7) * 9
  const shifted = s1 << 9
  s2 ^= s0
  s3 ^= s1
  s1 ^= s2
  s0 ^= s3
  s2 ^= shifted
  s3 = rotl<u32>(s3, 11)
  return scrambled
}

/** Uniform on (0, 1]. */
@inline
function uniform(): f64 {
  return (<f64>bits() + 1) * 2.0 ** -32
}

function normal(): f64 {
  while (true) {
    const word = (<i64>bits() << 32) | <i64>bits()
    const layer = <i32>word & (LAYERS - 1)
    const outer = edge(layer)
    const inner = edge(layer + 1)
    const x = <f64>(word >> 10) * 2.0 ** -53 * outer
    if (Math.abs(x) < inner) return x
    if (layer === 0) return x < 0 ? -tail() : tail()
    const low = Math.exp(0.5 * (x * x - outer * outer))
    const high = Math.exp(0.5 * (x * x - inner * inner))
    if (low + uniform() * (high - low) < 1) return x
  }
}

/** Beyond `TAIL`: Marsaglia, Technometrics 6, 101 (1964). */
function tail(): f64 {
  while (true) {
    const x = -Math.log(uniform()) / TAIL
    if (-2 * Math.log(uniform()) > x * x) return TAIL + x
  }
}

/** Adds a normal number of a standard deviation to each of `count` f64. */
export function add(values: usize, count: i32, deviation: f64): void {
  for (const end = values + (<usize>count << 3); values < end; values += 8)
    store<f64>(values, load<f64>(values) + deviation * normal())
}
