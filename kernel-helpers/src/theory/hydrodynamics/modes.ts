import { REACH, spaceTransform } from './testFunction.js'

/** A plane wave that fits into the periodic box. */
export interface Mode {
  readonly column: number
  readonly row: number
  /** Wave number. */
  readonly k: number
  /** Unit vector along the wave vector. */
  readonly x: number
  readonly y: number
  /** |ψ̂(k)|² of the test function in space. */
  readonly weight: number
}

/** What of the largest k²|ψ̂(k)|² is small enough to be left out. */
const NEGLIGIBLE = 1e-3

/**
 * The plane waves that the test functions ψ of one cell size are made of, of each pair ±k one. Summed over all
 * translations of ψ, a product of weak integrals is a sum over these of |ψ̂(k)|² times the product of amplitudes (Parseval).
 *
 * @param side of the periodic square box
 * @throws RangeError if the test function is wider than the box
 */
export function modesOf(cellSize: number, side: number): Mode[] {
  const radius = REACH * cellSize
  if (!(2 * radius <= side * (1 + 1e-9)))
    throw new RangeError(
      `cellSize: ${cellSize}, expected at most ${Number((side / (2 * REACH)).toPrecision(3))}: a test function ${2 * REACH} cells wide must fit into the box of side ${Number(side.toPrecision(4))}`,
    )
  const unit = (2 * Math.PI) / side
  // Half a wave per cell is the finest that cells show.
  const most = Math.floor(Math.PI / cellSize / unit)
  const modes: Mode[] = []
  for (let row = 0; row <= most; row++)
    for (let column = row === 0 ? 1 : -most; column <= most; column++) {
      const length = Math.hypot(column, row)
      const k = unit * length
      if (length <= most)
        modes.push({
          column,
          row,
          k,
          x: column / length,
          y: row / length,
          weight: spaceTransform(k, radius) ** 2,
        })
    }
  const largest = Math.max(...modes.map(({ k, weight }) => k * k * weight))
  const edge = Math.max(
    ...modes.filter(({ k, weight }) => k * k * weight > NEGLIGIBLE * largest).map(({ k }) => k),
  )
  return modes.filter(({ k }) => k <= edge)
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
  readonly #rows: Float64Array

  constructor(
    readonly cells: number,
    readonly modes: readonly Mode[],
  ) {
    this.#waves = 1 + Math.max(...modes.map(({ column, row }) => Math.max(Math.abs(column), row)))
    const angle = (i: number) =>
      (2 * Math.PI * ((Math.floor(i / cells) * (i % cells)) % cells)) / cells
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
        let [real, imaginary] = [0, 0]
        for (let i = 0, f = row * cells, c = wave * cells; i < cells; i++, f++, c++) {
          real += field[f] * cosine[c]
          imaginary -= field[f] * sine[c]
        }
        rows[2 * (wave * cells + row)] = real
        rows[2 * (wave * cells + row) + 1] = imaginary
      }
    const perCell = 1 / (cells * cells)
    for (const [m, mode] of modes.entries()) {
      const sign = Math.sign(mode.column)
      const [across, down] = [Math.abs(mode.column) * cells, mode.row * cells]
      let [real, imaginary] = [0, 0]
      for (let row = 0; row < cells; row++) {
        const a = rows[2 * (across + row)]
        const b = (sign < 0 ? -1 : 1) * rows[2 * (across + row) + 1]
        real += a * cosine[down + row] + b * sine[down + row]
        imaginary += b * cosine[down + row] - a * sine[down + row]
      }
      out[2 * m] = real * perCell
      out[2 * m + 1] = imaginary * perCell
    }
  }
}
