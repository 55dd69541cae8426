import type { CoarseGrainPreviewState, PreviewContent } from 'scalescope/protocol'
import { differencePalette, palette } from './palette.js'

type Range = readonly [number, number]

type ColourState = Pick<CoarseGrainPreviewState, 'colormap' | 'colours' | 'colour_ranges' | 'predictors'>

/** How the scales are coloured. */
export interface Colours {
  readonly palette: Uint32Array
  /** Of each scale. */
  readonly ranges: readonly Range[]
  /** The range that all have in common, if so. */
  readonly shared: Range | undefined
}

/** Errors that lie within the ends of the colours of a residual, in root mean squares. */
const ERRORS = 2.5

/** Residuals have one scale around 0 that is wide enough for the least predictable cells. */
export function coloursOf(state: ColourState, content: PreviewContent): Colours {
  const { colormap, colours, colour_ranges: ranges, predictors } = state
  if (content === 'residual') {
    const largest = ERRORS * Math.max(0, ...predictors.map((predictor) => predictor?.error ?? 0)) || 1
    const shared: Range = [-largest, largest]
    return { palette: differencePalette, ranges: ranges.map(() => shared), shared }
  }
  if (colours === 'own') return { palette: palette(colormap), ranges, shared: undefined }
  const shared: Range = [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))]
  return { palette: palette(colormap), ranges: ranges.map(() => shared), shared }
}
