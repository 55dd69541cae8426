import {
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
  Utf8,
  vectorFromArray,
} from 'apache-arrow'

/** The pictures of a commuting diagram: two at b, five at 2b. */
export const panelNames = [
  'present',
  'future',
  'coarsePresent',
  'coarsened',
  'evolved',
  'difference',
  'truth',
] as const

export type PanelName = (typeof panelNames)[number]

/** One picture of a commuting diagram. `values` is row-major, `height × width`. */
export interface Panel {
  /** Index of the pair b, 2b. */
  pair: number
  /** Index of the time. */
  time: number
  name: PanelName
  height: number
  width: number
  /** What is drawn as the lowest and as the highest value; beyond them values are cut. */
  low: number
  high: number
  values: Float32Array
}

const LEVELS = 255

type Columns = {
  pair: Int32
  time: Int32
  name: Utf8
  height: Int32
  width: Int32
  low: Float64
  high: Float64
  levels: List<Uint8>
}

const schema = new Schema<Columns>([
  new Field('pair', new Int32(), false),
  new Field('time', new Int32(), false),
  new Field('name', new Utf8(), false),
  new Field('height', new Int32(), false),
  new Field('width', new Int32(), false),
  new Field('low', new Float64(), false),
  new Field('high', new Float64(), false),
  new Field('levels', new List(new Field('item', new Uint8(), false)), false),
])

/** Packs pictures into an Arrow IPC stream, each value as one of 256 levels from `low` to `high`. */
export function encodePanels(panels: readonly Panel[]): Uint8Array {
  const offsets = new Int32Array(panels.length + 1)
  for (const [row, { values }] of panels.entries()) offsets[row + 1] = offsets[row] + values.length
  const levels = new Uint8Array(offsets[panels.length])
  for (const [row, { values, low, high }] of panels.entries())
    for (const [i, value] of values.entries())
      levels[offsets[row] + i] = Math.min(
        LEVELS,
        Math.max(0, Math.round((LEVELS * (value - low)) / (high - low))),
      )
  const integers = (of: (panel: Panel) => number) => vectorFromArray(panels.map(of), new Int32()).data[0]
  const numbers = (of: (panel: Panel) => number) => vectorFromArray(panels.map(of), new Float64()).data[0]
  const { length } = panels
  const data = makeData({
    type: new Struct(schema.fields),
    length,
    children: [
      integers(({ pair }) => pair),
      integers(({ time }) => time),
      vectorFromArray(
        panels.map(({ name }) => name),
        new Utf8(),
      ).data[0],
      integers(({ height }) => height),
      integers(({ width }) => width),
      numbers(({ low }) => low),
      numbers(({ high }) => high),
      makeData({
        type: schema.fields[7].type as List<Uint8>,
        length,
        valueOffsets: offsets,
        child: makeData({ type: new Uint8(), length: levels.length, data: levels }),
      }),
    ],
  })
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream')
}

/** Unpacks {@link encodePanels}: values lie within half a level of those that were packed. */
export function decodePanels(bytes: Uint8Array): Panel[] {
  return tableFromIPC<Columns>(bytes)
    .toArray()
    .map(({ pair, time, name, height, width, low, high, levels }) => ({
      ...{ pair, time, name, height, width, low, high },
      values: Float32Array.from(levels.toArray(), (level: number) => low + ((high - low) * level) / LEVELS),
    }))
}
