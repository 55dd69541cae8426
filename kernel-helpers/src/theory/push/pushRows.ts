import { short } from '../figures.js'
import type { Estimate } from '../replicates.js'
import { relativeChange, response } from './change.js'

/** What was measured at one value of the dial and one cell size, replicate by replicate. */
export interface SettingScale {
  readonly cellSize: number
  /** FVU of the predictors trained here, and of the reference's. */
  readonly fvuOwn: readonly number[]
  readonly fvu: readonly number[]
  /** Standard deviation of the field, and time in which its correlation falls to one half (null if it doesn't). */
  readonly deviation: readonly number[]
  readonly decayTime: readonly (number | null)[]
}

/** What was measured at one value of the dial. */
export interface Setting {
  readonly value: number
  readonly name: string
  readonly scales: readonly SettingScale[]
  /** Averages of what the simulation measures of itself, run by run. */
  readonly observables: Readonly<Record<string, readonly number[]>>
}

/** FVUs of the reference's predictors on a short run at another value of the dial. */
export interface Probe {
  readonly value: number
  readonly name: string
  readonly scales: readonly { readonly cellSize: number; readonly fvu: number }[]
}

/** A change from the reference, or a response to the dial. */
export interface PushRow {
  readonly kind: 'change' | 'response' | 'probe'
  readonly quantity: string
  /** Null for a response, which is of all values together. */
  readonly value: number | null
  readonly setting: string
  /** Null for what doesn't depend on it. */
  readonly cellSize: number | null
  /** Relative change, such as 0.03 for 3 %, or d ln quantity / d ln dial; 95 % interval, null for a probe. */
  readonly amount: number
  readonly low: number | null
  readonly high: number | null
}

/** Names of the quantities that depend on the cell size. */
export const QUANTITIES = {
  transfer: 'transfer',
  applied: "FVU of the reference's predictors",
  own: 'FVU of own predictors',
  deviation: 'fluctuation',
  decayTime: 'decay time',
} as const

type ScaleQuantity = keyof typeof QUANTITIES

/**
 * Changes of all quantities from the first setting, and their responses to the dial.
 *
 * @param amount the dial relative to the reference, where it is an amount and not a kind
 */
export function pushRows(
  settings: readonly Setting[],
  amount: ((value: number) => number) | undefined,
): { rows: PushRow[]; problems: string[] } {
  const rows: PushRow[] = []
  const problems: string[] = []
  const [reference, ...pushed] = settings
  const attempt = (what: string, work: () => PushRow) => {
    try {
      rows.push(work())
    } catch (error) {
      problems.push(`${what}: ${(error as Error).message}`)
    }
  }
  const row = (kind: PushRow['kind'], quantity: string, cellSize: number | null, estimate: Estimate) => {
    const { value: amount, low, high } = estimate
    return { kind, quantity, cellSize, amount, low, high, value: null, setting: 'response' }
  }
  for (const setting of pushed)
    for (const [scale, { cellSize }] of setting.scales.entries())
      for (const [key, name] of Object.entries(QUANTITIES) as [ScaleQuantity, string][])
        attempt(`${name}, ${setting.name}, b = ${short(cellSize)}`, () => ({
          ...row('change', name, cellSize, relativeChange(...pairOf(key, setting, reference, scale))),
          value: setting.value,
          setting: setting.name,
        }))
  for (const name of Object.keys(reference.observables))
    for (const setting of pushed)
      attempt(name, () => ({
        ...row('change', name, null, relativeChange(setting.observables[name], reference.observables[name])),
        value: setting.value,
        setting: setting.name,
      }))
  const turned = amount ? pushed.filter(({ value }) => amount(value) > 0) : []
  if (!amount || turned.length === 0) return { rows, problems }
  const dial = turned.map(({ value }) => amount(value))
  for (const [scale, { cellSize }] of reference.scales.entries())
    for (const key of ['own', 'deviation', 'decayTime'] as const)
      attempt(`response of ${QUANTITIES[key]}, b = ${short(cellSize)}`, () => {
        const ratios = turned.map((setting) => {
          const [there, here] = pairOf(key, setting, reference, scale)
          return there.map((value, i) => value / here[i])
        })
        return row('response', QUANTITIES[key], cellSize, response(ratios, dial))
      })
  return { rows, problems }
}

/** What to compare: a quantity at a value of the dial, and what it is relative to. */
function pairOf(
  quantity: ScaleQuantity,
  setting: Setting,
  reference: Setting,
  scale: number,
): [readonly number[], readonly number[]] {
  const [there, here] = [setting.scales[scale], reference.scales[scale]]
  switch (quantity) {
    case 'transfer':
      return [there.fvu, there.fvuOwn]
    case 'applied':
      return [there.fvu, here.fvuOwn]
    case 'own':
      return [there.fvuOwn, here.fvuOwn]
    case 'deviation':
      return [there.deviation, here.deviation]
    case 'decayTime':
      return [known(there.decayTime), known(here.decayTime)]
  }
}

function known(times: readonly (number | null)[]): number[] {
  return times.map((time) => {
    if (time === null)
      throw new RangeError(
        'the field does not decay to one half within half a run, expected it for a decay time',
      )
    return time
  })
}

/** Changes that a probe found, without intervals. */
export function probeRows({ value, name, scales }: Probe, reference: Setting | undefined): PushRow[] {
  return scales.flatMap(({ fvu }, scale) => {
    const home = reference?.scales[scale]
    if (!home) return []
    const mean = home.fvuOwn.reduce((sum, one) => sum + one / home.fvuOwn.length, 0)
    return [
      {
        kind: 'probe' as const,
        quantity: QUANTITIES.applied,
        value,
        setting: name,
        cellSize: home.cellSize,
        amount: fvu / mean - 1,
        low: null,
        high: null,
      },
    ]
  })
}
