/** Three significant digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** A value with its interval. */
export function withInterval({ value, low, high }: { value: number; low: number; high: number }): string {
  return `${short(value)} [${short(low)}, ${short(high)}]`
}

/** Parts of a whole as percentages, with their interval. */
export function withPercent({ value, low, high }: { value: number; low: number; high: number }): string {
  const percent = (part: number) => Number((100 * part).toPrecision(2))
  return `${percent(value)} % [${percent(low)}, ${percent(high)}]`
}
