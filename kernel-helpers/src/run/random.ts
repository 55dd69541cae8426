/**
 * A reproducible stream of random numbers: xoshiro128** (Blackman & Vigna, ACM Trans. Math. Softw. 47, 36, 2021).
 * Streams of one seed are independent of each other: give each consumer its own.
 */
export class Random {
  private readonly state = new Uint32Array(4)
  private spare = Number.NaN

  /** @throws RangeError unless `seed` and `stream` are integers from 0 to 2⁵³ − 1. */
  constructor(seed: number, stream = 0) {
    for (const [name, value] of Object.entries({ seed, stream })) {
      if (!Number.isSafeInteger(value) || value < 0) {
        throw new RangeError(`${name} is ${value}; expected an integer from 0 to 2^53 - 1`)
      }
    }
    const words = [seed, seed / 2 ** 32, stream, stream / 2 ** 32]
    for (let i = 0; i < 4; i++) {
      this.state[i] = words.reduce((hash, word) => mix(hash ^ word), mix(i + 1))
    }
    // All zeros is the one state that xoshiro never leaves.
    this.state[0] |= +this.state.every((word) => word === 0)
  }

  /** Uniform over the integers 0 … 2³² − 1. */
  private next(): number {
    const s = this.state
    const scrambled = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0
    const shifted = s[1] << 9
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= shifted
    s[3] = rotateLeft(s[3], 11)
    return scrambled
  }

  /** Uniform on [0, 1), 53 bits. */
  uniform(): number {
    return ((this.next() >>> 5) * 2 ** 26 + (this.next() >>> 6)) * 2 ** -53
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const value = this.spare
      this.spare = Number.NaN
      return value
    }
    let u: number
    let v: number
    let s: number
    do {
      u = 2 * this.uniform() - 1
      v = 2 * this.uniform() - 1
      s = u * u + v * v
    } while (s >= 1 || s === 0)
    const factor = Math.sqrt((-2 * Math.log(s)) / s)
    this.spare = v * factor
    return u * factor
  }

  /** Uniform over the integers 0 … n − 1. @throws RangeError unless `n` is an integer from 1 to 2³². */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new RangeError(`n is ${n}; expected an integer from 1 to 2^32`)
    }
    const unbiased = 2 ** 32 - (2 ** 32 % n)
    let value: number
    do {
      value = this.next()
    } while (value >= unbiased)
    return value % n
  }

  fillNormal(out: Float32Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.normal()
  }

  /** Shuffles in place (Fisher–Yates) and returns `items`. */
  shuffle<Items extends { length: number; [index: number]: unknown }>(items: Items): Items {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1)
      const item = items[i]
      items[i] = items[j]
      items[j] = item
    }
    return items
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

/** Finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
function mix(word: number): number {
  let h = (word + 0x9e3779b9) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
