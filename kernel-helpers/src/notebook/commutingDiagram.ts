import { currentSession, display, type MimeBundle, Widget } from '../kernel/index.js'
import {
  type CommutingDiagramState,
  type CommutingPair,
  encodePanels,
  type Interval,
  type Panel,
  SCHEMA_VERSION,
  WIDGET_MODULE,
  WIDGET_MODULE_VERSION,
} from '../protocol/index.js'
import { panelsOf } from '../theory/commutingGap/panels.js'
import type { CommutingGap, DrawnGap } from '../theory/commutingGap/result.js'
import type { Estimate } from '../theory/replicates.js'
import { diagramPicture } from './diagramPicture.js'

/**
 * Shows the commuting diagram on frames of the test: x at b, evolved twice, averaged; x averaged, evolved at 2b; their
 * difference, and what came. Sliders choose the scale and the time.
 *
 * @throws RangeError if no pair b, 2b has fields to show
 */
export function commutingDiagram(gap: CommutingGap): void {
  const drawn = gap.drawn.filter(({ scenes }) => scenes.length > 0)
  if (drawn.length === 0)
    throw new RangeError('gap: no pair b, 2b of its first replicate is measured, expected at least one')
  const panels = panelsOf(drawn.map(({ scenes }) => scenes))
  const state = diagramState(gap, drawn, panels)
  const fallbacks = pictures(gap, state, panels)
  if (currentSession()) display(new Widget(names, state), fallbacks)
  else display(fallbacks)
}

const names = {
  model: 'CommutingDiagramModel',
  view: 'CommutingDiagramView',
  module: WIDGET_MODULE,
  moduleVersion: WIDGET_MODULE_VERSION,
}

function diagramState(
  { title, units }: CommutingGap,
  drawn: readonly DrawnGap[],
  panels: readonly Panel[],
): CommutingDiagramState {
  const bytes = encodePanels(panels)
  const widest = drawn.reduce(
    (best, { scale }, i) => (scale.mean.gap.value > drawn[best].scale.mean.gap.value ? i : best),
    0,
  )
  return {
    schema_version: SCHEMA_VERSION,
    title,
    length_unit: units.lengthUnit,
    time_unit: units.timeUnit,
    pairs: drawn.map(({ scale, scenes }) => ({
      cell_size: scale.fineCellSize,
      coarse_cell_size: scale.cellSize,
      offset: scale.offset / 2,
      times: scenes.map(({ frame }) => frame * units.frameInterval),
      shown: [scenes[0].height, scenes[0].width],
      whole: [scenes[0].whole.height, scenes[0].whole.width],
      gap: interval(scale.mean.gap),
      evolved_fvu: interval(scale.mean.evolvedFvu),
      coarsened_fvu: interval(scale.mean.coarsenedFvu),
      error_correlation: interval(scale.mean.errorCorrelation),
    })),
    pair: widest,
    time: 0,
    panels: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  }
}

/** JSON has no NaN. */
function interval({ value, low, high }: Estimate): Interval {
  const known = (end: number) => (Number.isFinite(end) ? end : null)
  return { value, low: known(low), high: known(high) }
}

/** The pair on show, for pages without widgets. */
function pictures(gap: CommutingGap, state: CommutingDiagramState, panels: readonly Panel[]): MimeBundle {
  const pair: CommutingPair = state.pairs[state.pair]
  const shown = panels.filter((panel) => panel.pair === state.pair && panel.time === state.time)
  return {
    'text/plain': gap.text,
    'image/svg+xml': diagramPicture(gap, pair, shown),
  }
}
