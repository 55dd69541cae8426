import { Field, Float64, makeVector, Schema, Table, tableFromIPC, tableToIPC } from 'apache-arrow'
import { expect, test } from 'vitest'
import { decodePlottedTable, encodePlottedTable } from './plottedTable.js'

const description = {
  schema_version: 1,
  title: 'Prediction error by scale: σ',
  verdict: 'a peak',
  caption: 'how',
  plots: [{ name: 'fvu', label: 'FVU', spec: { $schema: 'vega-lite', mark: 'line' } }],
  recordings: ['abc'],
  manifest: { id: 'abc' },
}

test('a result survives the trip through an Arrow file, and so do the notes of its table', () => {
  const columns = new Table({ cellSize: makeVector(Float64Array.of(1, 2)) })
  const noted = new Table(new Schema(columns.schema.fields, new Map([['note', 'kept']])), columns.batches)
  const bytes = encodePlottedTable(noted, description)
  expect(new TextDecoder().decode(bytes.subarray(0, 6))).toBe('ARROW1')
  const back = decodePlottedTable(bytes)
  expect(back.description).toEqual(description)
  expect(back.table.schema.metadata.get('note')).toBe('kept')
  expect([...back.table.getChild('cellSize')!]).toEqual([1, 2])
  // Any Arrow reader finds the table.
  expect(tableFromIPC(bytes).numRows).toBe(2)
})

test('an empty table keeps its columns', () => {
  const empty = new Table(new Schema([new Field('cellSize', new Float64(), true)]))
  const { table } = decodePlottedTable(encodePlottedTable(empty, description))
  expect(table.numRows).toBe(0)
  expect(table.schema.names).toEqual(['cellSize'])
})

test("other Arrow has no description, and what isn't Arrow is an error", () => {
  const stream = tableToIPC(new Table({ x: makeVector(Float64Array.of(1)) }), 'stream')
  expect(decodePlottedTable(stream)).toMatchObject({ description: null, table: { numRows: 1 } })
  expect(() => decodePlottedTable(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9))).toThrow()
})
