/** Synthetic cases with known answers, by which an interval is judged. */
export interface CoverageCase {
  readonly name: string
  readonly cases: number
  /** In how many of them the interval holds the answer. */
  covered(): number
}
