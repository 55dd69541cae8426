/** A line of a point's tooltip. */
export interface TooltipLine {
  readonly title: string
  /** Column of the plotted table. */
  readonly field: string
  /** A number by default; with `interval`, the columns `<field>Low` and `<field>High` hold its 95 % interval. */
  readonly as?: 'interval' | 'words'
}

/** What a mark of a Vega-Lite plot says of itself: numbers to three digits, with intervals where they are known. */
export function tooltip(lines: readonly TooltipLine[]): { readonly expr: string } {
  const column = (field: string) => `datum[${JSON.stringify(field)}]`
  const number = (field: string) => `format(${column(field)}, '.3~r')`
  const entries = lines.map(({ title, field, as }) => {
    const value = as === 'words' ? column(field) : number(field)
    const interval = `' [' + ${number(`${field}Low`)} + ', ' + ${number(`${field}High`)} + ']'`
    const bounds = as === 'interval' ? ` + (isValid(${column(`${field}Low`)}) ? ${interval} : '')` : ''
    return `${JSON.stringify(title)}: isValid(${column(field)}) ? ${value}${bounds} : '–'`
  })
  return { expr: `{${entries.join(', ')}}` }
}
