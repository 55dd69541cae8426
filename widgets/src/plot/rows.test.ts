import { Bool, Float64, Int64, makeVector, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow'
import { expect, test } from 'vitest'
import { toCsv } from './csv.js'
import { readRows } from './rows.js'

const table = new Table({
  cellSize: makeVector(Float64Array.of(0.25, 0.5)),
  replicate: vectorFromArray(['mean', 'a "b", c'], new Utf8()),
  fvu: vectorFromArray([0.051, null], new Float64()),
  offset: vectorFromArray([1n, 2n], new Int64()),
  done: vectorFromArray([true, false], new Bool()),
})

test('an Arrow stream becomes rows of plain values', () => {
  expect(readRows(tableToIPC(table, 'stream'))).toEqual([
    { cellSize: 0.25, replicate: 'mean', fvu: 0.051, offset: 1, done: true },
    { cellSize: 0.5, replicate: 'a "b", c', fvu: null, offset: 2, done: false },
  ])
})

test('no bytes and no rows are an empty table', () => {
  expect(readRows(new Uint8Array())).toEqual([])
  expect(readRows(tableToIPC(table.slice(0, 0), 'stream'))).toEqual([])
})

test('CSV quotes what needs it and leaves null empty', () => {
  expect(toCsv(readRows(tableToIPC(table, 'stream')))).toBe(
    'cellSize,replicate,fvu,offset,done\r\n0.25,mean,0.051,1,true\r\n0.5,"a ""b"", c",,2,false\r\n',
  )
})
