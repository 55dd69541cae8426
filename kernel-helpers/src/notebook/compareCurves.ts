import { currentSession, display } from '../kernel/index.js'
import type { CommutingGap } from '../theory/commutingGap/result.js'
import { compare } from '../theory/errorCurve/comparison.js'
import type { ErrorCurve } from '../theory/errorCurve/curve.js'
import { ourWidget } from './ourWidget.js'
import { pictures, plotState } from './resultPlot.js'

/**
 * Shows error curves in one plot, with the choice of the quantity: against the cell size where the curves share a unit of
 * length, else each against its cell size in units of its finest one.
 *
 * @param gaps commuting gaps of the same recordings as the curves: a further quantity to choose
 * @throws RangeError if there is no curve with a measured scale, or a gap is of other recordings
 */
export async function compareCurves(
  curves: ErrorCurve | readonly ErrorCurve[],
  gaps: CommutingGap | readonly CommutingGap[] = [],
): Promise<void> {
  const { description, table } = compare([curves].flat(), [gaps].flat())
  const fallbacks = await pictures(description, table)
  if (currentSession()) display(ourWidget('AnalysisPlot', plotState(description, table)), fallbacks)
  else display(fallbacks)
}
