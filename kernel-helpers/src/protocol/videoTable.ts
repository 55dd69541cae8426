import { Field, FixedSizeList, Float32, makeData, RecordBatch, Schema, Struct } from 'apache-arrow'

/** Key of the Arrow schema's metadata that holds a {@link VideoDescription} as JSON. */
const KEY = 'scalescope.video'
const VERSION = 1

/** What an Arrow file says of the video in it. Lengths are in `lengthUnit`, times in `timeUnit`. */
export interface VideoDescription {
  readonly schema_version: number
  readonly title: string
  readonly frames: number
  readonly rows: number
  readonly columns: number
  /** Side of a pixel. */
  readonly pixelSize: number
  readonly lengthUnit: string
  /** Time between frames. */
  readonly frameInterval: number
  readonly timeUnit: string
  readonly boundary: 'periodic' | 'open'
  /** Typical speed of what moves; null where it isn't known. */
  readonly speed: number | null
  /** Cell sizes that suit what was recorded; null where they aren't known. */
  readonly ladder: readonly number[] | null
  /** Where the video comes from: system, parameters and seed, or a file. */
  readonly provenance: object
}

type Frames = FixedSizeList<Float32>
type Columns = { frame: Frames }

/** One column, `frame`: a row for each frame, its `rows × columns` pixels row by row in single precision. */
export function videoSchema(description: Omit<VideoDescription, 'schema_version'>): Schema<Columns> {
  const pixels = description.rows * description.columns
  const type: Frames = new FixedSizeList(pixels, new Field('pixel', new Float32(), false))
  const metadata = new Map([[KEY, JSON.stringify({ schema_version: VERSION, ...description })]])
  return new Schema([new Field('frame', type, false)], metadata)
}

/** Consecutive frames for a file of this schema; `pixels` are not copied. */
export function videoBatch(schema: Schema<Columns>, pixels: Float32Array): RecordBatch<Columns> {
  const { type } = schema.fields[0]
  const length = pixels.length / type.listSize
  const child = makeData({ type: new Float32(), length: pixels.length, data: pixels })
  const frames = makeData({ type, length, child })
  return new RecordBatch(
    schema,
    makeData({ type: new Struct<Columns>(schema.fields), length, children: [frames] }),
  )
}

/** What the schema of a file says of a video; null if it holds none. @throws Error if a later version wrote it */
export function videoDescription(schema: Schema): VideoDescription | null {
  const json = schema.metadata.get(KEY)
  if (json === undefined) return null
  const description = JSON.parse(json) as VideoDescription
  if (description.schema_version !== VERSION)
    throw new Error(
      `a video of format ${description.schema_version}, expected ${VERSION}: update Scalescope to read it`,
    )
  return description
}

/** The pixels of a batch's frames, one frame after the other, as they lie in the file. */
export function batchPixels(batch: RecordBatch): Float32Array {
  const frames = batch.data.children[0]
  const size = (frames.type as Frames).listSize
  const values = frames.children[0].values as Float32Array
  return values.subarray(frames.offset * size, (frames.offset + batch.numRows) * size)
}
