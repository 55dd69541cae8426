import type { ControlledParameter } from './parameters.js'
import type { TopLevelSpec } from './vega-lite.js'

export const WIDGET_MODULE = '@scalescope/widgets'
export const WIDGET_MODULE_VERSION = '^0.1.0'
/** Raised whenever a state or an Arrow schema changes incompatibly. */
export const SCHEMA_VERSION = 1

/** State of `AnalysisPlotModel`. The kernel writes everything but `selected`, which both sides write. */
export interface AnalysisPlotState {
  schema_version: number
  title: string
  /** Vega-Lite specifications to choose from; their data source is named `result` and filled from `table`. */
  plots: { name: string; label: string; spec: TopLevelSpec }[]
  /** `name` of the plot on show. */
  selected: string
  /** Arrow IPC stream with the rows to plot. */
  table: DataView
  /** One line under the plot: backend, κ, rendering width, runs, manifest. */
  caption: string
  /** The answer in words: natural scales or "no interior peak". */
  verdict: string
}

/** State of `CoarseGrainPreviewModel`. */
export interface CoarseGrainPreviewState {
  schema_version: number
  title: string
  /** 1 for a picture of a recording that can be played and scrubbed; live views have 0 frames. */
  frame_count: number
  frame_interval: number
  time_unit: string
  length_unit: string
  cell_sizes: number[]
  /** Beside each cell size; empty where the recording has no particles. */
  particles_per_cell: number[]
  /** Frame on show. */
  frame: number
  /** Index into `cell_sizes` of the chosen scale. */
  selected: number
  colormap: 'magma' | 'viridis' | 'greys'
  /** Lower and upper end of the colour scale at each cell size. */
  colour_ranges: [number, number][]
  /** Arrow IPC stream (see `fields.ts`): the fields of `frame`, so that a saved notebook shows a picture. */
  fields: DataView
}

/** Browser → kernel: send the fields of `frame`. The kernel answers the newest request and may skip older ones. */
export interface FrameRequest {
  type: 'request-frame'
  sequence: number
  frame: number
}

/** Kernel → browser, one buffer: an Arrow IPC stream of fields. A live view numbers its frames itself. */
export interface FrameReply {
  type: 'frame'
  sequence: number
  frame: number
  /** Time since the start of the recording, in its time unit. */
  time: number
}

/** Browser → kernel: the frame with this sequence number has been painted (live views). */
export interface FramePainted {
  type: 'painted'
  sequence: number
}

export type PreviewToKernel = FrameRequest | FramePainted
export type PreviewToBrowser = FrameReply

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

/** A parameter in a panel. */
export interface PanelParameter extends ControlledParameter {
  /** By what `values` holds it, and what it is called beside its control. */
  name: string
  /** Heading that it stands under; empty for none. */
  group: string
}

/** State of `ParameterPanelModel`. Both sides write `values` and `running`, the kernel the rest. */
export interface ParameterPanelState {
  schema_version: number
  title: string
  parameters: PanelParameter[]
  /** Values of all parameters, by name. */
  values: Record<string, number>
  /** Values to choose together. */
  presets: { name: string; values: Record<string, number> }[]
  /** Tell of a slider's values while it is dragged, not only when it is released. */
  continuous: boolean
  /** Whether what the parameters belong to runs: its Stop or Start is shown. Null where nothing runs. */
  running: boolean | null
  /** One line under the controls. */
  status: string
  /** What went wrong; empty if nothing did. */
  problem: string
}
