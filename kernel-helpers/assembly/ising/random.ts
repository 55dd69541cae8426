/**
 * Random words in bulk: four streams of xoshiro128** (Blackman & Vigna, ACM Trans. Math. Softw. 47, 36, 2021) side by
 * side in the lanes of a vector.
 */

/** Vectors that `fill` writes at most. */
export const CAPACITY = 512
/** Where `fill` writes. */
export const words: usize = memory.data(16 * CAPACITY, 16)

/** Four vectors: a word of the state of each stream. */
let state: usize
let unused: usize = words
let end: usize = words

export function seed(streams: usize): void {
  state = streams
  unused = end
}

@inline
function rotated(word: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(word, bits), i32x4.shr_u(word, 32 - bits))
}

/** Four words in each of `vectors` vectors; they replace all that are left of former ones. */
export function fill(vectors: i32): void {
  let a = v128.load(state)
  let b = v128.load(state, 16)
  let c = v128.load(state, 32)
  let d = v128.load(state, 48)
  end = words + (<usize>vectors << 4)
  unused = end
  for (let at = words; at < end; at += 16) {
    const scrambled = rotated(i32x4.add(b, i32x4.shl(b, 2)), 7)
    v128.store(at, i32x4.add(scrambled, i32x4.shl(scrambled, 3)))
    const shifted = i32x4.shl(b, 9)
    c = v128.xor(c, a)
    d = v128.xor(d, b)
    b = v128.xor(b, c)
    a = v128.xor(a, d)
    c = v128.xor(c, shifted)
    d = rotated(d, 11)
  }
  v128.store(state, a)
  v128.store(state, b, 16)
  v128.store(state, c, 32)
  v128.store(state, d, 48)
}

/** The next word. */
@inline
export function draw(): u32 {
  if (unused == end) {
    fill(CAPACITY)
    unused = words
  }
  const word = load<u32>(unused)
  unused += 4
  return word
}

/** What a word says of the integers below `limit`: each is as probable but for limit / 2³². */
@inline
export function below(limit: i32, word: u32): i32 {
  return <i32>((<u64>word * limit) >> 32)
}
