import { viewOf, wholeViews } from '../protocol/fieldView.js'
import {
  type CoarseGrainPreviewState,
  encodeViews,
  type FieldView,
  SCHEMA_VERSION,
} from '../protocol/index.js'
import { Pyramid } from '../recording/pyramid.js'
import type { Provenance, Recording } from '../recording/recording.js'
import { describeInput } from '../run/manifest.js'
import { findSystem } from '../systems/index.js'
import { suitableCellSizes } from '../theory/ladder.js'

const MOST_PANELS = 5
/** Values along each axis of the pictures that are in the state. */
export const STATE_RESOLUTION = 256
/** Cells at the finest scale that colours are chosen by, in at most so many frames and by at most so many values. */
const CELLS_FOR_RANGE = 2 ** 21
const FRAMES_FOR_RANGE = 8
const VALUES_FOR_RANGE = 2 ** 14
/** Bytes that are hashed while the user waits. */
const LARGEST_NAMED = 2 ** 26

export interface PreparedPreview {
  readonly pyramid: Pyramid
  /** Of frame 0, as the state holds them. */
  readonly views: readonly FieldView[]
  readonly state: CoarseGrainPreviewState
}

/** @param live the frames come as they are simulated, without an end */
export function previewState(
  recording: Recording,
  cellSizes: readonly number[] = evenly(suitableCellSizes(recording)),
  { live = false }: { readonly live?: boolean } = {},
): PreparedPreview {
  const pyramid = new Pyramid(recording, cellSizes)
  const views = stateViews(pyramid)
  const sizes = cellSizes.map((cellSize) => recording.fittedCellSize(cellSize))
  const { density } = recording
  return {
    pyramid,
    views,
    state: {
      schema_version: SCHEMA_VERSION,
      title: recording.provenance.title,
      recording: live ? '' : nameOf(recording),
      frame_count: live ? 0 : recording.frames,
      frame_interval: recording.frameInterval,
      time_unit: recording.timeUnit,
      length_unit: recording.lengthUnit,
      quantity: quantityOf(recording),
      cell_sizes: sizes,
      particles_per_cell: density === null ? [] : sizes.map((cellSize) => density * cellSize ** 2),
      predictors: [],
      learned_from: '',
      frame: 0,
      selected: Math.floor(cellSizes.length / 2),
      content: 'recording',
      colormap: 'magma',
      colours: 'own',
      colour_ranges: colourRanges(pyramid),
      fields: dataView(encodeViews(views, 16)),
      saved_frames: dataView(new Uint8Array(0)),
    },
  }
}

/** Of at most five of these, evenly spread. */
export function evenly<T>(items: readonly T[]): T[] {
  const count = Math.min(items.length, MOST_PANELS)
  if (items.length <= count) return [...items]
  return Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))])
}

export function dataView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** The first frame as the state holds it, and as a live view sends it. */
export function stateViews(pyramid: Pyramid): FieldView[] {
  const fields = pyramid.frame(0)
  const views = wholeViews(fields, STATE_RESOLUTION)
  return fields.map((field, scale) => viewOf(field, views[scale], { frame: 0, scale }))
}

/** For each scale, the values between which 99 % of its cells lie in some frames, fewer of large ones. */
export function colourRanges({ recording, cellSizes }: Pyramid): [number, number][] {
  const finest = recording.shape(Math.min(...cellSizes))
  const affordable = Math.max(1, Math.floor(CELLS_FOR_RANGE / (finest.height * finest.width)))
  const count = Math.min(FRAMES_FOR_RANGE, recording.frames, affordable)
  const frames = Array.from({ length: count }, (_, i) => Math.floor((i * recording.frames) / count))
  const fields = frames.map((frame) => new Pyramid(recording, cellSizes).frame(frame))
  return cellSizes.map((_, scale) => {
    const values = sample(
      fields.map((frame) => frame[scale].values),
      VALUES_FOR_RANGE,
    ).sort()
    const low = values[Math.floor(0.005 * (values.length - 1))]
    const high = values[Math.ceil(0.995 * (values.length - 1))]
    return high > low ? [low, high] : [low, low + 1]
  })
}

/** At most `most` of the values, at places that share no period with rows and columns. */
function sample(arrays: readonly Float32Array[], most: number): Float32Array {
  const { length } = arrays[0]
  const total = arrays.length * length
  const count = Math.min(most, total)
  return Float32Array.from({ length: count }, (_, i) => {
    const place = count === total ? i : Math.floor(((i * GOLDEN) % 1) * total)
    return arrays[Math.floor(place / length)][place % length]
  })
}

/** By which plots find the recording; empty for an array in a file, and for one in memory that is long to read. */
function nameOf(recording: Recording): string {
  if (recording.provenance.source.kind === 'array') {
    const shared = recording.share()
    if (shared.kind === 'paged-video') return ''
    const { byteLength } = shared.kind === 'video' ? shared.pixels : shared.positions
    if (byteLength > LARGEST_NAMED) return ''
  }
  return describeInput(recording).sha256
}

const GOLDEN = (Math.sqrt(5) - 1) / 2

/** What the values of a recording are, with their unit where it is known. */
function quantityOf(recording: Recording): string {
  const unit = 'particles' in recording ? ` (${recording.lengthUnit}⁻²)` : ''
  const { source } = original(recording.provenance)
  if (source.kind === 'file') return 'intensity'
  if (source.kind !== 'system') return recording.density === null ? 'value' : `number density${unit}`
  const { channels = [] } = findSystem(source.system).observable(source.parameters)
  const channel = source.channel ?? channels[0]
  const counted = channel === undefined || channel === 'density'
  if (!counted) return channel
  return recording.density === null ? (channel ?? 'value') : `number density${unit}`
}

function original(provenance: Provenance): Provenance {
  return 'of' in provenance.source ? original(provenance.source.of) : provenance
}
