import type { Table } from 'apache-arrow'
import { element } from '../dom.js'

const MOST_ROWS = 200

/** The first rows of a table under the names and types of its columns. */
export function tableView(table: Table): HTMLElement {
  const { fields } = table.schema
  const shown = Math.min(MOST_ROWS, table.numRows)
  const head = fields.map(({ name, type }) =>
    element('th', { scope: 'col' }, name, element('small', {}, String(type))),
  )
  const body = Array.from({ length: shown }, (_, row) =>
    element('tr', {}, ...fields.map((_, column) => cell(table.getChildAt(column)?.get(row)))),
  )
  const count = `${table.numRows} ${table.numRows === 1 ? 'row' : 'rows'}, ${fields.length} ${fields.length === 1 ? 'column' : 'columns'}`
  const caption = shown < table.numRows ? `${count}; the first ${shown}` : count
  const whole = element('table', {}, element('caption', {}, caption))
  whole.append(element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body))
  return element('div', { class: 'scalescope-table', tabindex: '0' }, whole)
}

function cell(value: unknown): HTMLElement {
  const number = typeof value === 'number' || typeof value === 'bigint'
  return element('td', number ? { 'data-number': '' } : {}, inWords(value))
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
  const text = String(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
