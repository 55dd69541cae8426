import type { Random } from '../../run/random.js'
import { Workspace } from '../../run/workspace.js'
import { type Offset, type Operator, REACH, surroundings } from './operators.js'

/** Spins on a periodic lattice, row-major: 1 for up, 0 for down. */
export interface Spins {
  readonly width: number
  readonly height: number
  readonly up: Uint8Array
}

/**
 * Blocks of b × b spins by the majority of each; a tie is decided at random.
 * @throws RangeError unless b divides both sides
 */
export function majority({ width, height, up }: Spins, b: number, random: Random): Spins {
  divisible('width', width, b)
  divisible('height', height, b)
  const [columns, rows] = [width / b, height / b]
  const sums = new Uint16Array(columns * rows)
  for (let y = 0; y < height; y++) {
    const blocks = Math.floor(y / b) * columns
    for (let x = 0, column = 0; column < columns; column++)
      for (const end = x + b; x < end; x++) sums[blocks + column] += up[y * width + x]
  }
  const half = (b * b) / 2
  return {
    width: columns,
    height: rows,
    up: Uint8Array.from(sums, (sum) => (sum === half ? +(random.uniform() < 0.5) : +(sum > half))),
  }
}

/**
 * Every b-th spin of each chain (row); the others are summed over.
 * @throws RangeError unless b divides the width
 */
export function decimate({ width, height, up }: Spins, b: number): Spins {
  divisible('width', width, b)
  return { width: width / b, height, up: up.filter((_, i) => i % b === 0) }
}

function divisible(name: string, side: number, b: number): void {
  if (side % b !== 0)
    throw new RangeError(`${name}: ${side} spins, expected a multiple of ${b}, the side of a block`)
}

/**
 * The sum over all sites of each operator's products of spins ±1.
 * @throws RangeError if the lattice is too small for the operators
 */
export function operatorSums(spins: Spins, operators: readonly Operator[]): number[] {
  const { stride, first } = load(spins)
  const { counts } = space.arrays({ counts: operators.length })
  space.kernel.oddProducts(
    first,
    stride,
    spins.width,
    spins.height,
    write(operators, 'terms', stride),
    operators.length,
    counts.byteOffset,
  )
  return operators.map(({ terms }, i) => {
    const sum = terms.length * spins.up.length - 2 * counts[i]
    return terms[0].length % 2 === 0 ? sum : -sum
  })
}

/** How many environments the operators tell apart. */
export function environmentCount(operators: readonly Operator[]): number {
  return operators.reduce((product, one) => product * (1 + surroundings(one).length), 2)
}

/**
 * How often a spin has which sums of products around it: all that a pseudo-likelihood needs to know. See
 * {@link environments} for what the counts belong to.
 * @param counts added to
 * @throws RangeError if the lattice is too small, or there are more than 256 environments
 */
export function countEnvironments(spins: Spins, operators: readonly Operator[], counts: Float64Array): void {
  const number = environmentCount(operators)
  if (number > 256) throw new RangeError(`operators: ${number} environments, expected at most 256`)
  const { stride, first } = load(spins)
  const arrays = space.arrays({ counts: number })
  arrays.counts.fill(0, 0, number)
  const table = write(operators, 'surroundings', stride)
  space.kernel.countEnvironments(
    first,
    stride,
    spins.width,
    spins.height,
    table,
    operators.length,
    arrays.counts.byteOffset,
  )
  for (let i = 0; i < number; i++) counts[i] += arrays.counts[i]
}

/** In the order of the counts: the spin ±1, and for each operator the sum of the products around it. */
export function environments(operators: readonly Operator[]): { spin: number; sums: number[] }[] {
  const around = operators.map((one) => surroundings(one))
  return Array.from({ length: environmentCount(operators) }, (_, number) => {
    let rest = number
    const sums = around
      .toReversed()
      .map((terms) => {
        const odd = rest % (1 + terms.length)
        rest = Math.floor(rest / (1 + terms.length))
        return (terms[0].length % 2 === 0 ? 1 : -1) * (terms.length - 2 * odd)
      })
      .toReversed()
    return { spin: 2 * rest - 1, sums }
  })
}

interface Kernel {
  oddProducts(...given: Parameters<Kernel['countEnvironments']>): void
  countEnvironments(
    spins: number,
    stride: number,
    width: number,
    height: number,
    table: number,
    operators: number,
    counts: number,
  ): void
}

const space = new Workspace<Kernel, { spins: 'uint8'; table: 'int32'; counts: 'int32' }>('block-spins', {
  spins: 'uint8',
  table: 'int32',
  counts: 'int32',
})

/** Copies a lattice with a margin in which it repeats. */
function load({ width, height, up }: Spins): { stride: number; first: number } {
  if (Math.min(width, height) < REACH)
    throw new RangeError(`spins: ${width} × ${height}, expected at least ${REACH} along each side`)
  const stride = width + 2 * REACH
  // Sixteen sites are read at a time.
  const { spins } = space.arrays({ spins: stride * (height + 2 * REACH) + 16 })
  for (let row = -REACH; row < height + REACH; row++) {
    const from = ((row + height) % height) * width
    const to = (row + REACH) * stride
    spins.set(up.subarray(from + width - REACH, from + width), to)
    spins.set(up.subarray(from, from + width), to + REACH)
    spins.set(up.subarray(from, from + REACH), to + REACH + width)
  }
  return { stride, first: spins.byteOffset + REACH * stride + REACH }
}

/** Tables of operators for the kernel: the sums of lattices are taken many times. */
const tables = new WeakMap<readonly Operator[], Map<string, Int32Array>>()

function write(operators: readonly Operator[], of: 'terms' | 'surroundings', stride: number): number {
  const known = tables.get(operators) ?? new Map<string, Int32Array>()
  tables.set(operators, known)
  const key = `${of} ${stride}`
  const words = known.get(key) ?? Int32Array.from(encode(operators, of, stride))
  known.set(key, words)
  const { table } = space.arrays({ table: words.length })
  table.set(words)
  return table.byteOffset
}

function encode(operators: readonly Operator[], of: 'terms' | 'surroundings', stride: number): number[] {
  return operators
    .map((one): readonly (readonly Offset[])[] => (of === 'terms' ? one.terms : surroundings(one)))
    .flatMap((terms) => [
      terms.length,
      ...terms.flatMap((term) => [term.length, ...term.map(([x, y]) => y * stride + x)]),
    ])
}
