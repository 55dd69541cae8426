import type { Row } from './rows.js'

/** The rows as RFC 4180 text: a header, then one line a row; null is an empty cell. */
export function toCsv(rows: readonly Row[]): string {
  if (rows.length === 0) return ''
  const names = Object.keys(rows[0])
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))]
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
