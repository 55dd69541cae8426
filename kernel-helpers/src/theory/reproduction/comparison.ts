/** A row of a result's table. */
export type Row = Readonly<Record<string, unknown>>

/** How two numbers that should be the same are, from best to worst. */
const agreements = ['identical', 'rounding', 'interval', 'outside'] as const
export type Agreement = (typeof agreements)[number]

/**
 * What rounding explains: half a percent, since training amplifies it to a few parts in a thousand (docs/error-curve.md), or a
 * quarter of the half-width of the number's 95 % interval, for what is a difference of such numbers.
 */
const RELATIVE = 0.005
const PART_OF_INTERVAL = 0.25

/** A value that came out otherwise. */
export interface Deviation {
  /** Which row it stands in, in words. */
  readonly place: string
  readonly column: string
  readonly before: unknown
  readonly after: unknown
  /** Of the larger; null where that makes no sense. */
  readonly relative: number | null
  readonly interval: readonly [low: number, high: number] | null
  readonly agreement: Agreement
}

export interface Comparison {
  /** Rows before and after. */
  readonly rows: readonly [number, number]
  /** Numbers in both, and how many of them have the same bits. */
  readonly numbers: number
  readonly identical: number
  readonly worst: Agreement
  /** The worst and largest first. */
  readonly deviations: readonly Deviation[]
}

/** Compares two tables value by value; their rows are in the same order, as one analysis writes them. */
export function compareRows(before: readonly Row[], after: readonly Row[]): Comparison {
  const compared = before.slice(0, after.length).map((row, i) => compareRow(row, after[i]))
  const deviations = compared
    .flatMap((row) => row.deviations)
    .sort((a, b) => rank(b.agreement) - rank(a.agreement) || (b.relative ?? 0) - (a.relative ?? 0))
  const worst = deviations[0]?.agreement ?? 'identical'
  return {
    rows: [before.length, after.length],
    numbers: compared.reduce((sum, { numbers }) => sum + numbers, 0),
    identical: compared.reduce((sum, { identical }) => sum + identical, 0),
    worst: before.length === after.length ? worst : 'outside',
    deviations,
  }
}

export function rank(agreement: Agreement): number {
  return agreements.indexOf(agreement)
}

function compareRow(before: Row, after: Row) {
  const columns = columnsOf(before)
  const numeric = columns.filter(({ name }) => typeof (before[name] ?? after[name]) === 'number')
  const judged = new Map(numeric.map((column) => [column.name, judge(column, before, after)]))
  // An end of an interval moves with its number.
  for (const { name, low, high } of numeric)
    for (const end of [low, high])
      if (end && judged.get(end) !== 'identical' && judged.get(name) !== 'identical')
        judged.set(end, judged.get(name)!)
  const worst = Math.max(0, ...[...judged.values()].map(rank))
  // A choice that rounding tipped leaves the numbers as they were.
  const choice: Agreement = worst <= rank('rounding') ? 'rounding' : 'outside'
  const deviations = columns
    .map((column) => {
      const same = Object.is(before[column.name] ?? null, after[column.name] ?? null)
      const agreement = judged.get(column.name) ?? (same ? 'identical' : choice)
      return deviation(column, before, after, agreement)
    })
    .filter(({ agreement }) => agreement !== 'identical')
  const identical = [...judged.values()].filter((agreement) => agreement === 'identical').length
  return { numbers: numeric.length, identical, deviations }
}

/** A column and those of its 95 % interval. */
interface Column {
  readonly name: string
  readonly low: string | undefined
  readonly high: string | undefined
}

/** `xLow` and `xHigh` belong to `x`, `low` and `high` to the column before them. */
function columnsOf(row: Row): Column[] {
  const names = Object.keys(row)
  const owner = names[names.indexOf('low') - 1]
  const end = (name: string, suffix: string) =>
    name === owner ? suffix.toLowerCase() : names.find((other) => other === `${name}${suffix}`)
  return names.map((name) => ({ name, low: end(name, 'Low'), high: end(name, 'High') }))
}

function judge(column: Column, before: Row, after: Row): Agreement {
  const [was, is] = [numberOf(before[column.name]), numberOf(after[column.name])]
  if (Object.is(was, is)) return 'identical'
  if (was === null || is === null) return 'outside'
  const interval = intervalOf(column, before)
  const difference = Math.abs(is - was)
  if (relative(was, is)! <= RELATIVE) return 'rounding'
  if (!interval) return 'outside'
  if (difference <= (PART_OF_INTERVAL * (interval[1] - interval[0])) / 2) return 'rounding'
  const other = intervalOf(column, after)
  return other && within(is, interval) && within(was, other) ? 'interval' : 'outside'
}

function deviation(column: Column, before: Row, after: Row, agreement: Agreement): Deviation {
  const { name } = column
  return {
    place: placeOf(before),
    column: name,
    before: before[name] ?? null,
    after: after[name] ?? null,
    relative: relative(numberOf(before[name]), numberOf(after[name])),
    interval: intervalOf(column, before),
    agreement,
  }
}

const PLACES = ['cellSize', 'size', 'temperature', 'block', 'state', 'replicate']

function placeOf(row: Row): string {
  return Object.entries(row)
    .filter(
      ([name, value]) => typeof value === 'string' || (PLACES.includes(name) && numberOf(value) !== null),
    )
    .map(([name, value]) =>
      typeof value === 'string' ? value : `${name} ${Number((value as number).toPrecision(4))}`,
    )
    .join(', ')
}

function intervalOf({ low, high }: Column, row: Row): readonly [number, number] | null {
  const [from, to] = [numberOf(low && row[low]), numberOf(high && row[high])]
  return from === null || to === null ? null : [from, to]
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return low <= value && value <= high
}

function relative(was: number | null, is: number | null): number | null {
  return was === null || is === null
    ? null
    : Math.abs(is - was) / Math.max(Math.abs(was), Math.abs(is), Number.MIN_VALUE)
}

/** JSON has no NaN: null means the same. */
function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
