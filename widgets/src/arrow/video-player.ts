import type { DOMWidgetView, IWidgetManager } from '@jupyter-widgets/base'
import {
  type CoarseGrainPreviewState,
  encodeHistory,
  encodeViews,
  type PreviewToBrowser,
  type PreviewToKernel,
  SCHEMA_VERSION,
  viewOf,
  wholeViews,
} from 'scalescope/protocol'
import { CoarseGrainPreviewModel } from '../preview/model.js'
import { CoarseGrainPreviewView } from '../preview/view.js'
import { PageComm } from './page-comm.js'
import type { ArrowVideo } from './video.js'

/** Values along each axis of the first picture. */
const RESOLUTION = 256
/** Frames that the history of a cell is made from. */
const MOST_MOMENTS = 2000

/** The preview of a recording, whose frames the page averages itself. */
export async function videoPlayer(video: ArrowVideo): Promise<DOMWidgetView> {
  const comm = new PageComm((request: PreviewToKernel, send) => {
    const [reply, bytes] = answer(video, request)
    send(reply, bytes)
  })
  const manager = { callbacks: () => ({}) } as unknown as IWidgetManager
  const attributes = await CoarseGrainPreviewModel._deserialize_state(stateOf(video) as never, manager)
  const options = { model_id: comm.comm_id, comm, widget_manager: manager }
  const model = new CoarseGrainPreviewModel(attributes, options)
  const view = new CoarseGrainPreviewView({ model, options: {} })
  await view.render()
  return view
}

function stateOf(video: ArrowVideo): Partial<CoarseGrainPreviewState> {
  const { title, frameInterval, timeUnit, lengthUnit } = video.description
  const fields = video.fieldsOf(0)
  return {
    schema_version: SCHEMA_VERSION,
    title,
    frame_count: video.frames,
    frame_interval: frameInterval,
    time_unit: timeUnit,
    length_unit: lengthUnit,
    cell_sizes: video.cellSizes,
    selected: Math.floor(fields.length / 2),
    colour_ranges: video.colourRanges(),
    fields: dataView(encode(video, 0, wholeViews(fields, RESOLUTION))),
  }
}

function answer(video: ArrowVideo, request: PreviewToKernel): [PreviewToBrowser, Uint8Array] {
  if (request.type === 'request-frame') {
    const frame = Math.min(video.frames - 1, Math.max(0, Math.round(request.frame)))
    const { sequence, content, views } = request
    const time = frame * video.description.frameInterval
    const reply = { type: 'frame', sequence, frame, time, content, part: 0, parts: 1 } as const
    return [reply, encode(video, frame, views)]
  }
  if (request.type !== 'request-history') throw new TypeError(`${request.type}: no request for a video`)
  const { sequence, scale, row, column } = request
  const count = Math.min(MOST_MOMENTS, video.frames)
  const frames = Int32Array.from({ length: count }, (_, i) => Math.floor((i * video.frames) / count))
  const values = video.history(scale, row, column, frames)
  const predictions = new Float32Array(count).fill(Number.NaN)
  return [{ type: 'history', sequence, scale, row, column }, encodeHistory({ frames, values, predictions })]
}

function encode(video: ArrowVideo, frame: number, views: ReturnType<typeof wholeViews>): Uint8Array {
  const fields = video.fieldsOf(frame)
  return encodeViews(
    views.map((view, scale) => viewOf(fields[scale], view, { frame, scale })),
    16,
  )
}

function dataView({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
