/** Three significant digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** A value with its interval. */
export function withInterval({ value, low, high }: { value: number; low: number; high: number }): string {
  return `${short(value)} [${short(low)}, ${short(high)}]`
}
