import type { System } from './system.js'

const HEADER = ['parameter', 'symbol', 'unit', 'range', 'default', 'changes while it runs', 'what it is']

/** The parameters of a system as a table in Markdown, as its page in docs/systems has it. */
export function parameterTable({ parameters }: System): string {
  const rows = Object.entries(parameters).map(([name, parameter]) => {
    const { symbol, unit, min, max, choices, live, description } = parameter
    const value = choices?.[parameter.default - min] ?? String(parameter.default)
    const range = choices?.join(', ') ?? `${min} to ${max}`
    const cells = [`\`${name}\``, symbol, unit, range, value, live ? 'yes' : 'starts anew', description]
    return cells.map((cell) => cell.replaceAll('|', '\\|'))
  })
  // As the formatter has it.
  const widths = HEADER.map((_, i) => Math.max(...[HEADER, ...rows].map((cells) => [...cells[i]].length)))
  const rule = widths.map((width) => '-'.repeat(width))
  const padded = (cells: string[]) =>
    cells.map((cell, i) => cell + ' '.repeat(widths[i] - [...cell].length)).join(' | ')
  return [HEADER, rule, ...rows].map((cells) => `| ${padded(cells)} |`).join('\n')
}
