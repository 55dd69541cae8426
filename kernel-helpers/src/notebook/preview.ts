import { currentSession, display, type MimeBundle, Widget } from '../kernel/index.js'
import {
  type CoarseGrainPreviewState,
  encodeFields,
  type PreviewToKernel,
  SCHEMA_VERSION,
  type ScaleField,
  WIDGET_MODULE,
  WIDGET_MODULE_VERSION,
} from '../protocol/index.js'
import { Pyramid } from '../recording/pyramid.js'
import type { Recording } from '../recording/recording.js'
import { describeInput } from '../run/manifest.js'
import { short } from '../theory/figures.js'
import { suitableCellSizes } from '../theory/ladder.js'
import { previewPicture } from './previewPicture.js'

const MOST_PANELS = 5
const FRAMES_FOR_RANGE = 8
/** Milliseconds on one frame after which a saved notebook will show it. */
const REST = 400

export interface PreviewOptions {
  /** Cell sizes to show side by side, in the recording's length unit. Default: five spread over its ladder. */
  readonly cellSizes?: readonly number[]
}

export type PreviewWidget = Widget<CoarseGrainPreviewState>

/** Shows a recording, or the first of several runs, at several scales side by side; play, scrub, choose a scale. */
export function preview(recordings: Recording | readonly Recording[], options: PreviewOptions = {}): void {
  const recording = 'render' in recordings ? recordings : recordings[0]
  const prepared = previewState(recording, options)
  if (!currentSession()) {
    display(pictures(recording, prepared))
    return
  }
  const widget = previewWidget(prepared)
  const { pyramid } = prepared
  widget.onMessage((content) => {
    const message = content as PreviewToKernel
    if (message.type !== 'request-frame') return
    const frame = Math.min(Math.max(Math.round(message.frame), 0), recording.frames - 1)
    widget.send({ type: 'frame', sequence: message.sequence, frame, time: frame * recording.frameInterval }, [
      encodeFields(pyramid.frame(frame)),
    ])
  })
  let resting: NodeJS.Timeout | undefined
  widget.observe('frame', ({ new: frame }) => {
    clearTimeout(resting)
    resting = setTimeout(() => widget.set({ fields: view(encodeFields(pyramid.frame(frame))) }), REST).unref()
  })
  display(widget, pictures(recording, prepared))
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

interface PreparedPreview {
  readonly pyramid: Pyramid
  readonly fields: readonly ScaleField[]
  readonly state: CoarseGrainPreviewState
}

/** @param live the frames come as they are simulated, without an end */
export function previewState(
  recording: Recording,
  { cellSizes }: PreviewOptions,
  live = false,
): PreparedPreview {
  const shown = cellSizes ?? evenly(suitableCellSizes(recording), MOST_PANELS)
  const pyramid = new Pyramid(recording, shown)
  const fields = pyramid.frame(0)
  const { density } = recording
  return {
    pyramid,
    fields,
    state: {
      schema_version: SCHEMA_VERSION,
      title: recording.provenance.title,
      recording: live ? '' : describeInput(recording).sha256,
      frame_count: live ? 0 : recording.frames,
      frame_interval: recording.frameInterval,
      time_unit: recording.timeUnit,
      length_unit: recording.lengthUnit,
      cell_sizes: fields.map((field) => field.cellSize),
      particles_per_cell: density === null ? [] : fields.map((field) => density * field.cellSize ** 2),
      frame: 0,
      selected: Math.floor(shown.length / 2),
      colormap: 'magma',
      colour_ranges: colourRanges(pyramid),
      fields: view(encodeFields(fields)),
    },
  }
}

export function previewWidget({ state }: PreparedPreview): PreviewWidget {
  return new Widget(
    {
      model: 'CoarseGrainPreviewModel',
      view: 'CoarseGrainPreviewView',
      module: WIDGET_MODULE,
      moduleVersion: WIDGET_MODULE_VERSION,
    },
    state,
  )
}

export function pictures(recording: Recording, { fields, state }: PreparedPreview): MimeBundle {
  const captions = fields.map(({ cellSize }, i) => [
    `b = ${short(cellSize)} ${recording.lengthUnit}`,
    ...(state.particles_per_cell.length > 0 ? [`${short(state.particles_per_cell[i])} per cell`] : []),
  ])
  return {
    'text/plain': `${state.title}: ${recording.frames} frames at b = ${fields.map((f) => short(f.cellSize)).join(', ')} ${recording.lengthUnit}`,
    'image/svg+xml': previewPicture(state.title, fields, state.colour_ranges, captions),
  }
}

/** For each scale, the values between which 99 % of its cells lie. */
export function colourRanges({ recording, cellSizes }: Pyramid): [number, number][] {
  const frames = Array.from({ length: Math.min(FRAMES_FOR_RANGE, recording.frames) }, (_, i) =>
    Math.floor((i * recording.frames) / FRAMES_FOR_RANGE),
  )
  return cellSizes.map((cellSize) => {
    const { height, width } = recording.shape(cellSize)
    const values = new Float32Array(height * width * frames.length)
    frames.forEach((frame, i) => {
      recording.render(frame, cellSize, values.subarray(i * height * width, (i + 1) * height * width))
    })
    values.sort()
    const low = values[Math.floor(0.005 * (values.length - 1))]
    const high = values[Math.ceil(0.995 * (values.length - 1))]
    return high > low ? [low, high] : [low, low + 1]
  })
}

function evenly<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items]
  return Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))])
}
