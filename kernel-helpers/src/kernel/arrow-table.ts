import { inspect } from 'node:util'
import type { MimeBundle } from './displayable.js'

const ROWS = 20
const CELL_CHARACTERS = 60

/** What is used of an Arrow table, whichever copy of the library made it. */
interface Table {
  readonly numRows: number
  readonly numCols: number
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type: unknown }[] }
  getChildAt(index: number): { get(row: number): unknown } | null
}

export function isTable(value: object): value is Table {
  const { numRows, numCols, schema, getChildAt } = value as Partial<Table>
  return (
    typeof numRows === 'number' &&
    typeof numCols === 'number' &&
    typeof getChildAt === 'function' &&
    Array.isArray(schema?.fields)
  )
}

/** The first rows of an Arrow table under the names and types of its columns, as HTML and as text. */
export function tableBundle(table: Table): MimeBundle {
  const { fields } = table.schema
  const rows = Array.from({ length: Math.min(ROWS, table.numRows) }, (_, row) =>
    fields.map((_field, column) => cell(table.getChildAt(column)?.get(row))),
  )
  const names = fields.map(({ name }) => name)
  const types = fields.map(({ type }) => String(type))
  const size = `${table.numRows} row${table.numRows === 1 ? '' : 's'} × ${table.numCols} column${table.numCols === 1 ? '' : 's'}`
  const rest = table.numRows > rows.length ? `first ${rows.length} of ${size}` : size
  return {
    'text/html': htmlTable(names, types, rows, rest),
    'text/plain': textTable([names, types, ...rows], rest),
  }
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (value instanceof Date) return value.toISOString()
  const text =
    typeof value === 'object'
      ? inspect('toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : value, {
          breakLength: Number.POSITIVE_INFINITY,
          maxArrayLength: 6,
        })
      : String(value)
  return text.length > CELL_CHARACTERS ? `${text.slice(0, CELL_CHARACTERS - 1)}…` : text
}

function htmlTable(
  names: readonly string[],
  types: readonly string[],
  rows: readonly (readonly string[])[],
  caption: string,
): string {
  const heads = names.map(
    (name, column) => `<th>${escapeHtml(name)}<br><small>${escapeHtml(types[column])}</small></th>`,
  )
  const body = rows.map((row) => `<tr>${row.map((text) => `<td>${escapeHtml(text)}</td>`).join('')}</tr>`)
  return [
    '<table>',
    `<thead><tr>${heads.join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody>`,
    '</table>',
    `<small>${caption}</small>`,
  ].join('\n')
}

function textTable(lines: readonly (readonly string[])[], caption: string): string {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const text = lines.map((line) => line.map((entry, column) => entry.padStart(widths[column])).join('  '))
  return [...text, caption].join('\n')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
