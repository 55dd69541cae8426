import { short } from '../figures.js'
import { differs, type InputsRow } from './rows.js'
import type { Variant } from './variants.js'

/** In words: what each further thing to see adds, and up to which cell size. */
export function verdictOf(
  rows: readonly InputsRow[],
  variants: readonly Variant[],
  standard: string,
  lengthUnit: string,
): string {
  const at = (cellSize: number) => `${short(cellSize)} ${lengthUnit}`
  const of = (key: string, quantity: InputsRow['quantity'] = 'fvu') =>
    rows.filter((row) => row.key === key && row.quantity === quantity)
  const said = variants.flatMap((variant) => {
    if (variant.poorer === null) return []
    const own = of(variant.key)
    const subject =
      variant.beside.length > 0
        ? `${variant.beside.join(' and ')} beside ${frames(variant.frames)}`
        : `the ${ordinal(variant.frames)} frame`
    return [`${subject} ${gains(own, (row) => row.added, at)}`]
  })
  const replaced = variants.flatMap(({ key, beside, frames: seen }) => {
    const own = of(key)
    if (beside.length === 0 || seen > 1 || own.every((row) => row.change === null)) return []
    const worse = own.filter(({ change }) => change && change.low > 1)
    const name = beside.join(' and ')
    return [
      worse.length === 0
        ? `one frame with ${name} is nowhere worse than ${of(standard)[0]?.variant}`
        : `one frame with ${name} is worse than ${of(standard)[0]?.variant} at b = ${worse.map((row) => at(row.cellSize)).join(', ')}`,
    ]
  })
  const learned = of('learned', 'information')
  const classes =
    learned.length === 0
      ? []
      : [
          `learned classes ${moreInformation(learned, at)}; beside densities they ${helps(of('learned', 'density error'), at)}`,
        ]
  return [...said, ...replaced, ...classes].join('; ')
}

/** Where the error falls beyond its interval, by how much at most, and from which cell size on it doesn't. */
function gains(
  rows: readonly InputsRow[],
  ratio: (row: InputsRow) => InputsRow['added'],
  at: (cellSize: number) => string,
): string {
  const known = rows.filter((row) => ratio(row) && Number.isFinite(ratio(row)!.high))
  if (known.length === 0) return 'could not be judged'
  const lower = known.filter((row) => ratio(row)!.high < 1)
  const higher = known.filter((row) => ratio(row)!.low > 1)
  const harm = higher.length > 0 ? ` and raises the error at ${list(higher, at)}` : ''
  if (lower.length === 0) return `adds nothing beyond the intervals at any cell size${harm}`
  const best = lower.reduce((a, b) => (ratio(b)!.value < ratio(a)!.value ? b : a))
  const last = lower[lower.length - 1]
  const next = known.find((row) => row.cellSize > last.cellSize)
  const where = lower.length === known.length ? 'at every cell size' : `at ${list(lower, at)}`
  return `lowers the error ${where}, most at ${at(best.cellSize)} (by ${percent(1 - ratio(best)!.value)} %)${next ? `, nothing from ${at(next.cellSize)} on` : ''}${harm}`
}

function moreInformation(rows: readonly InputsRow[], at: (cellSize: number) => string): string {
  const known = rows.filter((row) => row.change && Number.isFinite(row.change.low))
  if (known.length === 0) return 'could not be compared with averages'
  const apart = known.filter((row) => differs(row.change!, 0))
  if (apart.length === 0) return 'hold as much predictive information as averages at every cell size'
  return apart
    .map(({ cellSize, change }) => {
      const { value } = change!
      return `hold ${short(Math.abs(value))} bits ${value > 0 ? 'more' : 'less'} than averages at ${at(cellSize)}`
    })
    .join(', ')
}

function helps(rows: readonly InputsRow[], at: (cellSize: number) => string): string {
  const lower = rows.filter((row) => row.value.high < 1)
  return lower.length === 0
    ? 'don’t lower the linear error of the density'
    : `lower the linear error of the density at ${list(lower, at)}`
}

function percent(part: number): string {
  return String(Number((100 * part).toPrecision(2)))
}

function list(rows: readonly InputsRow[], at: (cellSize: number) => string): string {
  return rows.map((row) => at(row.cellSize)).join(', ')
}

function frames(count: number): string {
  return count === 1 ? 'one frame' : `${count} frames`
}

function ordinal(count: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'][count - 1]
}
