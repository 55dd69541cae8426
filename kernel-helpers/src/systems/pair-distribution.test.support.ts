/** Pair distribution function g(r), an average over the configurations that are added. */
export class PairDistribution {
  readonly #counts: Float64Array
  #pairs = 0
  #configurations = 0

  constructor(
    readonly dimensions: 2 | 3,
    readonly side: number,
    readonly range: number,
    readonly bins: number,
  ) {
    this.#counts = new Float64Array(bins)
  }

  /** @param positions interleaved */
  add(positions: Float64Array): void {
    const { dimensions, side, range, bins } = this
    const half = side / 2
    const particles = positions.length / dimensions
    for (let i = 0; i < particles; i++) {
      for (let j = 0; j < i; j++) {
        let squared = 0
        for (let axis = 0; axis < dimensions; axis++) {
          let d = positions[dimensions * i + axis] - positions[dimensions * j + axis]
          if (d > half) d -= side * Math.ceil((d - half) / side)
          else if (d < -half) d += side * Math.ceil((-half - d) / side)
          squared += d * d
        }
        if (squared < range * range) this.#counts[Math.floor((Math.sqrt(squared) / range) * bins)]++
      }
    }
    this.#pairs += (particles * (particles - 1)) / 2
    this.#configurations++
  }

  /** Middle of each bin. */
  get distances(): number[] {
    return Array.from(this.#counts, (_, bin) => ((bin + 0.5) * this.range) / this.bins)
  }

  get values(): number[] {
    const perPair = this.#pairs / this.side ** this.dimensions
    return Array.from(this.#counts, (count, bin) => count / perPair / this.#shell(bin))
  }

  /** Mean number of particles around one within the range of the bins up to `distance`. */
  neighbours(distance: number): number {
    const end = Math.round((distance / this.range) * this.bins)
    const sum = this.#counts.slice(0, end).reduce((total, count) => total + count, 0)
    const particles = (1 + Math.sqrt(1 + (8 * this.#pairs) / this.#configurations)) / 2
    return (2 * sum) / this.#configurations / particles
  }

  #shell(bin: number): number {
    const { dimensions, range, bins } = this
    const [inner, outer] = [(bin * range) / bins, ((bin + 1) * range) / bins]
    return (dimensions === 2 ? Math.PI : (4 / 3) * Math.PI) * (outer ** dimensions - inner ** dimensions)
  }
}
