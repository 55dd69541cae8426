import { currentSession, display, type MimeBundle, Widget } from '../kernel/index.js'
import {
  type CoarseGrainPreviewState,
  type PreviewPredictor,
  WIDGET_MODULE,
  WIDGET_MODULE_VERSION,
} from '../protocol/index.js'
import type { Recording } from '../recording/recording.js'
import { describeInput } from '../run/manifest.js'
import type { ErrorCurve } from '../theory/errorCurve/curve.js'
import { short } from '../theory/figures.js'
import { previewPicture } from './previewPicture.js'
import { PreviewServer } from './previewServer.js'
import { evenly, type PreparedPreview, previewState } from './previewState.js'

export interface PreviewOptions {
  /** Cell sizes to show side by side, in the recording's length unit. Default: five spread over the predictors', or over its ladder. */
  readonly cellSizes?: readonly number[]
  /** A measured curve, whose predictors can be watched beside the recording. */
  readonly predictors?: ErrorCurve
}

export type PreviewWidget = Widget<CoarseGrainPreviewState>

/**
 * Shows a recording, or the first of several runs, at several scales side by side: play, scrub, zoom, choose a scale, follow
 * a cell through time; with predictors also what they say, what came, and the difference.
 *
 * @throws RangeError naming a cell size that doesn't fit, or if the curve holds no predictors
 */
export function preview(
  recordings: Recording | readonly Recording[],
  { cellSizes, predictors: curve }: PreviewOptions = {},
): void {
  const recording = 'render' in recordings ? recordings : recordings[0]
  const trained = curve && trainedPredictors(curve)
  const sizes = cellSizes ?? (trained && evenly(trained.map(({ predictor }) => predictor.cellSize)))
  const prepared = previewState(recording, sizes)
  if (!currentSession()) {
    display(pictures(recording, prepared))
    return
  }
  const beside = prepared.pyramid.cellSizes.map(
    (cellSize) => trained?.find(({ predictor }) => predictor.cellSize === cellSize) ?? null,
  )
  const widget = previewWidget({
    ...prepared.state,
    predictors: trained ? beside.map((one) => one && described(one)) : [],
    learned_from: curve ? learnedFrom(curve, recording) : '',
  })
  new PreviewServer(
    widget,
    prepared.pyramid,
    beside.map((one) => one?.predictor ?? null),
  )
  display(widget, pictures(recording, prepared))
}

export function previewWidget(state: CoarseGrainPreviewState): PreviewWidget {
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

export function pictures(recording: Recording, { views, state }: PreparedPreview): MimeBundle {
  const captions = state.cell_sizes.map((cellSize, i) => [
    `b = ${short(cellSize)} ${recording.lengthUnit}`,
    ...(state.particles_per_cell.length > 0 ? [`${short(state.particles_per_cell[i])} per cell`] : []),
  ])
  return {
    'text/plain': `${state.title}: ${recording.frames} frames at b = ${state.cell_sizes.map(short).join(', ')} ${recording.lengthUnit}`,
    'image/svg+xml': previewPicture(state.title, views, state.colour_ranges, captions),
  }
}

type TrainedPredictor = ErrorCurve['predictors'][number]

function trainedPredictors({ predictors, manifest }: ErrorCurve): readonly TrainedPredictor[] {
  if (predictors.length === 0)
    throw new RangeError(
      `predictors: the curve ${manifest.id.slice(0, 8)} holds none, expected those of its first replicate: run the cell that measures it again to go on`,
    )
  return predictors
}

function described({ predictor, fvu, rawError }: TrainedPredictor): PreviewPredictor {
  return { kind: predictor.chosen, offset: predictor.offset, fvu, error: Math.sqrt(rawError) }
}

/** Whether the predictors have seen the recording before; those of a curve's first replicate haven't seen its first run. */
function learnedFrom({ manifest: { inputs } }: ErrorCurve, recording: Recording): string {
  const { sha256 } = describeInput(recording)
  const place = inputs.findIndex((input) => input.sha256 === sha256)
  if (place < 0) return 'learned from another recording'
  if (inputs.length === 1) return 'learned from the last three fifths of this recording'
  return place === 0 ? 'learned from the other runs' : 'learned from this run, too'
}
