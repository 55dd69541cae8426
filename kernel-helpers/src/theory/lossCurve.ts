/** Most points of a curve: a training is judged every 20 steps, so longer ones are told in means. */
const MOST_POINTS = 40

/** Validation loss against step, over all trainings of a row: at each stage the mean of those that have come so far. */
export class LossCurve {
  readonly #stages: { sum: number; count: number }[] = []
  readonly #last = new Map<string, number>()

  /** The loss of one of the trainings; what it has told already is ignored. */
  add(training: string, step: number, steps: number, loss: number): void {
    if (!Number.isFinite(loss) || this.#last.get(training) === loss) return
    this.#last.set(training, loss)
    const stage = Math.min(MOST_POINTS - 1, Math.floor((step / steps) * MOST_POINTS))
    this.#stages[stage] ??= { sum: 0, count: 0 }
    this.#stages[stage].sum += loss
    this.#stages[stage].count++
  }

  /** From the first stage to the last, to four significant digits. */
  get points(): number[] {
    return this.#stages
      .filter((stage) => stage !== undefined)
      .map(({ sum, count }) => Number((sum / count).toPrecision(4)))
  }
}
