const CUT = 4
const ENTRIES = 4096

/**
 * A normal distribution cut at ±4 standard deviations and renormalised, with its cumulative
 * distribution tabulated (linear interpolation, error below 2e-7). Because a share is a difference of
 * cumulative values at cell edges, shares of neighbouring cells add up exactly to those of their union.
 */
export class TruncatedGaussian {
  static readonly #cumulative = cumulativeTable()
  readonly #reach: number
  readonly #scale: number

  constructor(readonly width: number) {
    this.#reach = CUT * width
    this.#scale = ENTRIES / (2 * CUT * width)
  }

  /** Number of cells of side `cellSize` (with an edge at 0) touched by the Gaussian centred at `position`. */
  cellsCovered(cellSize: number, position: number): number {
    return (
      Math.floor((position + this.#reach) / cellSize) - Math.floor((position - this.#reach) / cellSize) + 1
    )
  }

  /** Writes the share of each touched cell into `out` and returns the index of the first one. */
  shares(position: number, cellSize: number, out: Float64Array): number {
    const first = Math.floor((position - this.#reach) / cellSize)
    const last = Math.floor((position + this.#reach) / cellSize)
    let below = 0
    for (let cell = first; cell <= last; cell++) {
      const upTo = this.#cumulativeAt((cell + 1) * cellSize - position)
      out[cell - first] = upTo - below
      below = upTo
    }
    return first
  }

  #cumulativeAt(distance: number): number {
    const table = TruncatedGaussian.#cumulative
    const place = (distance + this.#reach) * this.#scale
    if (place <= 0) return 0
    if (place >= ENTRIES) return 1
    const index = Math.floor(place)
    return table[index] + (place - index) * (table[index + 1] - table[index])
  }
}

/** Composite Simpson integration of exp(−x²/2) over ±4, normalised to end at 1. */
function cumulativeTable(): Float64Array {
  const table = new Float64Array(ENTRIES + 1)
  const step = (2 * CUT) / ENTRIES
  const bell = (x: number) => Math.exp((-x * x) / 2)
  for (let i = 0; i < ENTRIES; i++) {
    const x = -CUT + i * step
    table[i + 1] = table[i] + (step / 6) * (bell(x) + 4 * bell(x + step / 2) + bell(x + step))
  }
  const total = table[ENTRIES]
  return table.map((value) => value / total)
}
