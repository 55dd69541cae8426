import {
  Field,
  Float32,
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
  vectorFromArray,
} from 'apache-arrow'

/** One coarse-grained frame at one cell size. `values` is row-major, `height × width`. */
export interface ScaleField {
  cellSize: number
  height: number
  width: number
  values: Float32Array
}

type Columns = { cellSize: Float64; height: Int32; width: Int32; values: List<Float32> }

const schema = new Schema<Columns>([
  new Field('cellSize', new Float64(), false),
  new Field('height', new Int32(), false),
  new Field('width', new Int32(), false),
  new Field('values', new List(new Field('item', new Float32(), false)), false),
])

/** Packs the fields of one frame into an Arrow IPC stream: one row per cell size. */
export function encodeFields(fields: readonly ScaleField[]): Uint8Array {
  const offsets = new Int32Array(fields.length + 1)
  fields.forEach((field, row) => {
    offsets[row + 1] = offsets[row] + field.values.length
  })
  const values = new Float32Array(offsets[fields.length])
  fields.forEach((field, row) => {
    values.set(field.values, offsets[row])
  })
  const length = fields.length
  const data = makeData({
    type: new Struct(schema.fields),
    length,
    children: [
      vectorFromArray(
        fields.map((f) => f.cellSize),
        new Float64(),
      ).data[0],
      vectorFromArray(
        fields.map((f) => f.height),
        new Int32(),
      ).data[0],
      vectorFromArray(
        fields.map((f) => f.width),
        new Int32(),
      ).data[0],
      makeData({
        type: schema.fields[3].type as List<Float32>,
        length,
        valueOffsets: offsets,
        child: makeData({ type: new Float32(), length: values.length, data: values }),
      }),
    ],
  })
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream')
}

/** Unpacks {@link encodeFields}. `values` are views into `bytes` where Arrow allows it. */
export function decodeFields(bytes: Uint8Array): ScaleField[] {
  const table = tableFromIPC<Columns>(bytes)
  return table.toArray().map(({ cellSize, height, width, values }) => ({
    cellSize,
    height,
    width,
    values: values.toArray(),
  }))
}
