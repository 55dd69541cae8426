import type { CellWindow } from './fields.js'
import type { ResultDescription } from './plottedTable.js'

export const WIDGET_MODULE = '@scalescope/widgets'
export const WIDGET_MODULE_VERSION = '^0.1.0'
/** Raised whenever a state or an Arrow schema changes incompatibly. */
export const SCHEMA_VERSION = 2

/** State of `AnalysisPlotModel`: a result, and what the browser chooses. */
export interface AnalysisPlotState extends ResultDescription {
  /** `name` of the plot on show. */
  selected: string
  /** Side of the cells that were chosen in the plot; null before. */
  chosen: number | null
  /** Arrow IPC stream with the rows to plot. */
  table: DataView
}

/** A part of a run that is told in a line of its own, such as one cell size. */
export interface RunRow {
  label: string
  /** 0 to 1. */
  fraction: number
  text: string
  status: 'waiting' | 'running' | 'done' | 'failed'
  /** Validation loss of its trainings, from the first step to the last, at most 40 numbers; empty where nothing is trained. */
  loss: number[]
}

/** State of `RunProgressModel`, all written by the kernel. */
export interface RunProgressState {
  schema_version: number
  /** What is run. */
  title: string
  /** How far it has come, or how it ended. */
  headline: string
  status: 'running' | 'stopped' | 'finished' | 'failed'
  /** 0 to 1. */
  fraction: number
  /** Null until there is something to judge by. */
  seconds_left: number | null
  rows: RunRow[]
  /** What could not be had, and why; told at the end. */
  problems: string[]
}

/** Browser → kernel: end the run and keep what is finished. */
export interface StopRun {
  type: 'stop'
}

/** What a preview draws of the frame t: the recording, or what a predictor that sees t says of t + its offset. */
export type PreviewContent = 'recording' | 'prediction' | 'truth' | 'residual'

/** State of `CoarseGrainPreviewModel`. The browser writes `frame`, `selected` and how it is drawn. */
export interface CoarseGrainPreviewState {
  schema_version: number
  title: string
  /** SHA-256 of the recording, as manifests have it: plots of it choose a scale here. Empty in live views. */
  recording: string
  /** 1 for a picture of a recording that can be played and scrubbed; live views have 0 frames. */
  frame_count: number
  frame_interval: number
  time_unit: string
  length_unit: string
  /** What the values are and their unit, such as `number density (σ⁻²)`. */
  quantity: string
  cell_sizes: number[]
  /** Beside each cell size; empty where the recording has no particles. */
  particles_per_cell: number[]
  /** Beside each cell size; empty without predictors. */
  predictors: (PreviewPredictor | null)[]
  /** What the predictors have learned from, in words. */
  learned_from: string
  /** Frame on show. */
  frame: number
  /** Index into `cell_sizes` of the chosen scale. */
  selected: number
  content: PreviewContent
  colormap: 'magma' | 'viridis' | 'greys'
  /** Whether every scale has a range of colours of its own, or all have the same. */
  colours: 'own' | 'shared'
  /** Lower and upper end of the colour scale at each cell size. */
  colour_ranges: [number, number][]
  /** Arrow IPC stream (see `fields.ts`): views of `frame` in 16 bits, so that there is a picture at once. */
  fields: DataView
  /** The same in 8 bits of frames evenly spread over the recording: what can be played without a kernel. At first empty. */
  saved_frames: DataView
}

/** What is known of a predictor beside its pictures. */
export interface PreviewPredictor {
  /** `network`, `ridge`, … */
  kind: string
  /** Frames ahead. */
  offset: number
  /** Mean over the replicates. */
  fvu: number
  /** Root of the mean squared error, in the unit of the values. */
  error: number
}

/** What a tile of the preview can show: a window of cells with at most so many values. */
export interface ViewRequest extends CellWindow {
  height: number
  width: number
}

/** Browser → kernel: send views of `frame`. The kernel answers the newest request and may skip older ones. */
export interface FrameRequest {
  type: 'request-frame'
  /** Greater than those of all requests before. */
  sequence: number
  frame: number
  content: PreviewContent
  /** One for each cell size. */
  views: ViewRequest[]
}

/**
 * Kernel → browser, one buffer: a part of an Arrow IPC stream of views, `parts` of which make the whole. Scales of which
 * nothing can be shown are left out. A live view numbers its frames itself.
 */
export interface FrameReply {
  type: 'frame'
  sequence: number
  frame: number
  /** Time since the start of the recording, in its time unit. */
  time: number
  content: PreviewContent
  part: number
  parts: number
}

/** Browser → kernel: the frame with this sequence number has been painted (live views). */
export interface FramePainted {
  type: 'painted'
  sequence: number
}

/** Browser → kernel: send one cell over time. */
export interface HistoryRequest {
  type: 'request-history'
  sequence: number
  scale: number
  row: number
  column: number
}

/** Kernel → browser, one buffer: an Arrow IPC stream (see `history.ts`). */
export interface HistoryReply extends Omit<HistoryRequest, 'type'> {
  type: 'history'
}

/** Kernel → browser: a request will not be answered; because a newer one came, unless a message says why. */
export interface RequestDropped {
  type: 'dropped'
  sequence: number
  message: string | null
}

export type PreviewToKernel = FrameRequest | FramePainted | HistoryRequest
export type PreviewToBrowser = FrameReply | HistoryReply | RequestDropped

/** A number with its 95 % interval, whose ends are null where it isn't known. */
export interface Interval {
  value: number
  low: number | null
  high: number | null
}

/** What is known of the two paths from b to 2b, by parts of the variance at 2b. */
export interface CommutingPair {
  /** b and 2b. */
  cell_size: number
  coarse_cell_size: number
  /** Frames that f_b looks ahead, S; both paths look ahead by twice as many. */
  offset: number
  /** Times of the scenes since the start of the recording, in its time unit. */
  times: number[]
  /** Cells at 2b along each axis, `[height, width]`: those in the pictures, a corner, and all. */
  shown: [number, number]
  whole: [number, number]
  gap: Interval
  /** FVU of f_b applied twice and averaged, and of f_2b. */
  evolved_fvu: Interval
  coarsened_fvu: Interval
  error_correlation: Interval
}

/** State of `CommutingDiagramModel`. The browser writes `pair` and `time`. */
export interface CommutingDiagramState {
  schema_version: number
  title: string
  length_unit: string
  time_unit: string
  pairs: CommutingPair[]
  /** Indices of the pair and the time on show. */
  pair: number
  time: number
  /** Arrow IPC stream (see `commuting.ts`): the pictures of every pair and time. */
  panels: DataView
}
