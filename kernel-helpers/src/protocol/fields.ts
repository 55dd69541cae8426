import {
  type DataType,
  Field,
  Float64,
  Int32,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  tableToIPC,
  Uint8,
  Uint16,
  vectorFromArray,
} from 'apache-arrow'

/** One coarse-grained frame at one cell size. `values` is row-major, `height × width`. */
export interface ScaleField {
  cellSize: number
  height: number
  width: number
  values: Float32Array
}

/** A rectangle of cells, of a field of `fieldHeight × fieldWidth`. */
export interface CellWindow {
  row: number
  column: number
  rows: number
  columns: number
}

/** What is seen of a field through a window, with no more values than there are pixels to show them. */
export interface FieldView extends CellWindow {
  frame: number
  /** Index into the cell sizes. */
  scale: number
  fieldHeight: number
  fieldWidth: number
  /** Of `values`, row-major: the window's cells, or fewer means over them. What is not a number is NaN. */
  height: number
  width: number
  values: Float32Array
}

const numbers = [
  ...['frame', 'scale', 'fieldHeight', 'fieldWidth'],
  ...['row', 'column', 'rows', 'columns', 'height', 'width'],
] as (keyof Omit<FieldView, 'values'>)[]

/** The greatest code stands for what is not a number. */
const codeTypes = {
  8: { type: new Uint8(), Codes: Uint8Array, most: 2 ** 8 - 2 },
  16: { type: new Uint16(), Codes: Uint16Array, most: 2 ** 16 - 2 },
} as const

/**
 * Packs views into an Arrow IPC stream, one row each. The values of a view are rounded to 255 or 65 535 levels from the
 * least to the greatest of them: they come back to within (greatest − least) / 508 or / 131 068.
 */
export function encodeViews(views: readonly FieldView[], bits: 8 | 16): Uint8Array {
  const { type, Codes, most } = codeTypes[bits]
  const offsets = new Int32Array(views.length + 1)
  for (const [row, { values }] of views.entries()) offsets[row + 1] = offsets[row] + values.length
  const codes = new Codes(offsets[views.length])
  const ranges = views.map(({ values }, row) => quantise(values, most, codes.subarray(offsets[row])))
  const columns = [
    ...numbers.map((name) => column(name, views, (view) => view[name], new Int32())),
    column('low', ranges, ([low]) => low, new Float64()),
    column('high', ranges, ([, high]) => high, new Float64()),
  ]
  const list = new List(new Field('code', type, false))
  const schema = new Schema([...columns.map(({ field }) => field), new Field('codes', list, false)])
  const data = makeData({
    type: new Struct(schema.fields),
    length: views.length,
    children: [
      ...columns.map((one) => one.data),
      makeData({
        type: list,
        length: views.length,
        valueOffsets: offsets,
        child: makeData({ type, length: codes.length, data: codes } as never),
      } as never),
    ],
  })
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream')
}

/** Unpacks {@link encodeViews}. */
export function decodeViews(bytes: Uint8Array): FieldView[] {
  return tableFromIPC(bytes)
    .toArray()
    .map((row) => {
      const { low, high } = row
      const codes: Uint8Array | Uint16Array = row.codes.toArray()
      const { most } = codeTypes[codes.BYTES_PER_ELEMENT === 1 ? 8 : 16]
      const step = (high - low) / most
      const values = Float32Array.from(codes, (code) => (code > most ? Number.NaN : low + code * step))
      return {
        ...(Object.fromEntries(numbers.map((name) => [name, row[name]])) as Omit<FieldView, 'values'>),
        values,
      }
    })
}

function column<Row, Type extends DataType>(
  name: string,
  rows: readonly Row[],
  value: (row: Row) => number,
  type: Type,
) {
  const [data] = vectorFromArray(rows.map(value), type).data
  return { field: new Field(name, type, false), data }
}

/** Writes the codes of values, and gives the values that the codes 0 and `most` stand for. */
function quantise(
  values: Float32Array,
  most: number,
  codes: Uint8Array | Uint16Array,
): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (!(high > low)) high = low = Number.isFinite(low) ? low : 0
  const levels = high > low ? most / (high - low) : 0
  for (let i = 0; i < values.length; i++)
    codes[i] = Number.isNaN(values[i]) ? most + 1 : Math.round((values[i] - low) * levels)
  return [low, high]
}
