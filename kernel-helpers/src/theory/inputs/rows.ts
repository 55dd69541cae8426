import type { Measurement } from '../../learning/measurement.js'
import type { PredictiveInformation } from '../../learning/predictiveInformation.js'
import type { Estimate } from '../bootstrap.js'
import { geometricMean, mean } from '../replicates.js'
import type { Variant } from './variants.js'

/** One variant at one cell size, over all replicates. Intervals are 95 %, Student's t; NaN with a single replicate. */
export interface InputsRow {
  /** Number of the cell size, from the smallest. */
  readonly scale: number
  readonly cellSize: number
  readonly offset: number
  /**
   * `fvu`: error of the density; `information`: bits per cell that prediction of a coarse variable gains;
   * `density error`: of a linear prediction with learned classes over that without.
   */
  readonly quantity: 'fvu' | 'information' | 'density error'
  readonly key: string
  readonly variant: string
  readonly value: Estimate
  /** Against the default variant, replicate by replicate: a ratio of FVU, or learned less averaged in bits. */
  readonly change: Estimate | null
  /** Ratio of FVU to that of the variant which sees one thing less. */
  readonly added: Estimate | null
}

/** What was measured at one cell size; undefined until it is there. */
export interface MeasuredScale {
  readonly scale: number
  readonly cellSize: number
  readonly offset: number
  /** Of each variant, by its key, replicate by replicate. */
  readonly variants: ReadonlyMap<string, readonly (Measurement | undefined)[]>
  readonly information: readonly (PredictiveInformation | undefined)[]
}

/** Fraction of the test's variance that the chosen predictor leaves unexplained. */
export function fvuOf({
  errors,
  chosen,
  variance,
  frames,
}: Pick<Measurement, 'errors' | 'chosen' | 'variance' | 'frames'>): number {
  const sum = (values: readonly number[]) => values.reduce((all, value, i) => all + value * frames[i], 0)
  return sum(errors[chosen]) / sum(variance)
}

/** Whether an interval excludes "no difference". */
export function differs({ low, high }: Estimate, none: number): boolean {
  return low > none || high < none
}

export function rowsOf(
  measured: MeasuredScale,
  variants: readonly Variant[],
  standard: string,
): { readonly rows: InputsRow[]; readonly problems: string[] } {
  const { scale, cellSize, offset } = measured
  const place = { scale, cellSize, offset }
  const problems: string[] = []
  const errors = new Map<string, (number | undefined)[]>()
  for (const { key, label } of variants)
    errors.set(
      key,
      (measured.variants.get(key) ?? []).map((measurement, replicate) => {
        const fvu = measurement && fvuOf(measurement)
        if (fvu === undefined || (fvu > 0 && Number.isFinite(fvu))) return fvu
        problems.push(`${label}, replicate ${replicate + 1}: FVU is ${fvu}, expected a number above 0`)
        return undefined
      }),
    )
  const rows = variants.flatMap(({ key, label, poorer }): InputsRow[] => {
    const own = errors.get(key)!
    const values = own.filter((fvu) => fvu !== undefined)
    if (values.length === 0) return []
    const against = (other: string | null): Estimate | null => {
      if (other === null || other === key) return null
      const ratios = pairwise(own, errors.get(other)!, (a, b) => a / b)
      return ratios.length === 0 ? null : geometricMean(ratios)
    }
    return [
      {
        ...place,
        quantity: 'fvu',
        key,
        variant: label,
        value: geometricMean(values),
        change: against(standard),
        added: against(poorer),
      },
    ]
  })
  return { rows: [...rows, ...informationRows(measured)], problems }
}

function informationRows({ information, ...place }: MeasuredScale): InputsRow[] {
  const { scale, cellSize, offset } = place
  const found = information.filter((one) => one !== undefined)
  if (found.length === 0) return []
  const common = { scale, cellSize, offset, added: null }
  const bits = (of: 'learned' | 'averaged') => found.map((one) => one[of].information)
  const apart = mean(found.map(({ learned, averaged }) => learned.information - averaged.information))
  const ratio = geometricMean(found.map((one) => one.densityError))
  return [
    {
      ...common,
      ...{ quantity: 'information', key: 'averaged', variant: 'block averages' },
      value: mean(bits('averaged')),
      change: null,
    },
    {
      ...common,
      ...{ quantity: 'information', key: 'learned', variant: 'learned classes' },
      value: mean(bits('learned')),
      change: apart,
    },
    {
      ...common,
      ...{ quantity: 'density error', key: 'learned', variant: 'with learned classes' },
      value: ratio,
      change: ratio,
    },
  ]
}

function pairwise(
  a: readonly (number | undefined)[],
  b: readonly (number | undefined)[],
  of: (a: number, b: number) => number,
): number[] {
  return a.flatMap((value, i) => {
    const other = b[i]
    return value === undefined || other === undefined ? [] : [of(value, other)]
  })
}
