import type { FieldShape, Recording } from '../../recording/recording.js'

/**
 * Means of 2 × 2 cells.
 *
 * @param fields `count × fine.height × fine.width`; what is left over at the end of an axis is not seen
 * @returns `count × coarse.height × coarse.width`
 */
export function halved(fields: Float32Array, fine: FieldShape, coarse: FieldShape): Float32Array {
  const count = fields.length / (fine.height * fine.width)
  const out = new Float32Array(count * coarse.height * coarse.width)
  for (let field = 0, to = 0; field < count; field++)
    for (let row = 0; row < coarse.height; row++) {
      const start = (field * fine.height + 2 * row) * fine.width
      for (let column = 0; column < coarse.width; column++) {
        const upper = start + 2 * column
        const lower = upper + fine.width
        out[to++] = (fields[upper] + fields[upper + 1] + fields[lower] + fields[lower + 1]) / 4
      }
    }
  return out
}

/** @throws RangeError unless four cells of side b make one of side 2b */
export function checkNested(recording: Recording, b: number, twice: number): void {
  const [fine, coarse] = [recording.shape(b), recording.shape(twice)]
  const fits = (cells: number, half: number) =>
    recording.boundary === 'periodic' ? cells === 2 * half : cells >= 2 * half
  if (!fits(fine.height, coarse.height) || !fits(fine.width, coarse.width))
    throw new RangeError(
      `cellSizes: ${b} and ${twice} make ${fine.height} × ${fine.width} and ${coarse.height} × ${coarse.width} cells, expected twice as many at the finer one`,
    )
}

/** Equal lengths, up to rounding. */
function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * b
}

/** Cell sizes in chains of octaves, b, 2b, 4b, …, each from the finest up; one that has no partner is a chain of its own. */
export function octaveChains(cellSizes: readonly number[]): number[][] {
  const chains: number[][] = []
  for (const size of [...new Set(cellSizes)].sort((a, b) => a - b)) {
    const chain = chains.find((one) => same(2 * one[one.length - 1], size))
    if (chain) chain.push(size)
    else chains.push([size])
  }
  return chains
}

/**
 * The chain nearest to the one asked for whose cells fit the recording: a periodic box must hold a whole number of the
 * coarsest ones, and then holds 2, 4, … times as many finer ones.
 */
export function fittedChain(recording: Recording, chain: readonly number[]): number[] {
  const coarsest = chain[chain.length - 1]
  if (recording.boundary === 'open') return chain.map((_, i) => coarsest / 2 ** (chain.length - 1 - i))
  const pixel = 'pixelSize' in recording ? (recording.pixelSize as number) : 0
  const below = 2 ** (chain.length - 1)
  const cells = Math.round(recording.width / coarsest)
  const fits = (count: number) => recording.width / (count * below) >= pixel * (1 - 1e-9)
  const whole = fits(cells) ? cells : cells - 1
  return chain.map((_, i) => recording.width / (whole * 2 ** (chain.length - 1 - i)))
}
