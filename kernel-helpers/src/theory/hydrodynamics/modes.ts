import { REACH, spaceTransform } from './testFunction.js'

/** A plane wave that fits into the periodic box. */
export interface Mode {
  /** Waves along x and along y. */
  readonly column: number
  readonly row: number
  /** Wave number. */
  readonly k: number
  /** Unit vector along the wave vector. */
  readonly x: number
  readonly y: number
  /** Of the test function and of the average over a cell: their |Fourier transform|². */
  readonly weight: number
}

/** What of the largest k² × weight is small enough to be left out. */
const NEGLIGIBLE = 1e-3
/** Where there are more, every second, third, … is taken. */
const MOST_MODES = 500

/**
 * The plane waves that make up coarse fields seen through the test functions ψ of one cell size, of each pair ±k one. The
 * coarse field is the mean over a square cell at every position, not on one grid, which would alias. Summed over all
 * translations of ψ, a product of weak integrals is a sum over modes of the weight times the product of their
 * amplitudes (Parseval).
 *
 * @param side of the periodic square box
 * @throws RangeError if the test function is wider than the box
 */
export function modesOf(cellSize: number, side: number): Mode[] {
  const radius = REACH * cellSize
  if (!(2 * radius <= side * (1 + 1e-9)))
    throw new RangeError(
      `cellSize: ${cellSize}, expected at most ${Math.floor((1000 * side) / (2 * REACH)) / 1000}: a test function ${2 * REACH} cells wide must fit into the box of side ${Number(side.toPrecision(4))}`,
    )
  const unit = (2 * Math.PI) / side
  // Half a wave per cell is the finest that cells show.
  const most = Math.floor(Math.PI / cellSize / unit)
  const modes: Mode[] = []
  const transforms = new Map<number, number>()
  const transform = (squared: number, k: number) => {
    if (!transforms.has(squared)) transforms.set(squared, spaceTransform(k, radius))
    return transforms.get(squared)!
  }
  for (let row = 0; row <= most; row++)
    for (let column = row === 0 ? 1 : -most; column <= most; column++) {
      const waves = Math.hypot(column, row)
      if (waves > most) continue
      const k = unit * waves
      const cell = sinc((unit * column * cellSize) / 2) * sinc((unit * row * cellSize) / 2)
      const weight = (transform(column ** 2 + row ** 2, k) * cell) ** 2
      modes.push({ column, row, k, x: column / waves, y: row / waves, weight })
    }
  const power = ({ k, weight }: Mode) => k * k * weight
  const largest = modes.reduce((max, mode) => Math.max(max, power(mode)), 0)
  const edge = modes.reduce(
    (max, mode) => (power(mode) > NEGLIGIBLE * largest ? Math.max(max, mode.k) : max),
    0,
  )
  const kept = modes.filter(({ k }) => k <= edge)
  const every = Math.ceil(kept.length / MOST_MODES)
  return kept.filter((_, i) => i % every === 0)
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x) / x
}

/** The wave number that the regression at a cell size is mostly about: the root of the mean of k² by weight k²|ψ̂|². */
export function typicalWavenumber(modes: readonly Mode[]): number {
  let [sum, total] = [0, 0]
  for (const { k, weight } of modes) {
    sum += weight * k ** 4
    total += weight * k ** 2
  }
  return Math.sqrt(sum / total)
}

/** Amplitudes of modes in fields of `cells × cells`: the mean over cells of field × exp(−ik·x). */
export class Projector {
  readonly #waves: number
  readonly #cosine: Float64Array
  readonly #sine: Float64Array
  /** Of each wave along x and each row, real and imaginary part. */
  readonly #rows: Float64Array

  constructor(
    readonly cells: number,
    readonly modes: readonly Mode[],
  ) {
    this.#waves = 1 + Math.max(...modes.map(({ column, row }) => Math.max(Math.abs(column), row)))
    const angle = (i: number) => (2 * Math.PI * ((Math.floor(i / cells) * (i % cells)) % cells)) / cells
    this.#cosine = Float64Array.from({ length: this.#waves * cells }, (_, i) => Math.cos(angle(i)))
    this.#sine = Float64Array.from({ length: this.#waves * cells }, (_, i) => Math.sin(angle(i)))
    this.#rows = new Float64Array(2 * this.#waves * cells)
  }

  /** @param out real and imaginary part of each mode */
  project(field: Float32Array, out: Float64Array): void {
    const { cells, modes } = this
    const [cosine, sine, rows] = [this.#cosine, this.#sine, this.#rows]
    for (let wave = 0; wave < this.#waves; wave++)
      for (let row = 0; row < cells; row++) {
        let real = 0
        let imaginary = 0
        for (let f = row * cells, c = wave * cells; c < (wave + 1) * cells; f++, c++) {
          real += field[f] * cosine[c]
          imaginary -= field[f] * sine[c]
        }
        rows[2 * (wave * cells + row)] = real
        rows[2 * (wave * cells + row) + 1] = imaginary
      }
    const perCell = 1 / (cells * cells)
    for (let m = 0; m < modes.length; m++) {
      // The field is real: the amplitude at −column is the conjugate of that at column.
      const sign = modes[m].column < 0 ? -1 : 1
      const across = Math.abs(modes[m].column) * cells
      const down = modes[m].row * cells
      let real = 0
      let imaginary = 0
      for (let row = 0; row < cells; row++) {
        const a = rows[2 * (across + row)]
        const b = sign * rows[2 * (across + row) + 1]
        real += a * cosine[down + row] + b * sine[down + row]
        imaginary += b * cosine[down + row] - a * sine[down + row]
      }
      out[2 * m] = real * perCell
      out[2 * m + 1] = imaginary * perCell
    }
  }
}
