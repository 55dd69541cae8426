import { display } from '../kernel/index.js'
import { comparisonPlot } from '../theory/errorCurve/comparisonPlot.js'
import type { ErrorCurve } from '../theory/errorCurve/curve.js'
import { renderSvg } from '../theory/svg.js'

/**
 * Shows the error curves of several systems in one plot, each against its cell size in units of its finest one.
 *
 * @throws RangeError if there is no curve with a measured scale
 */
export async function compareCurves(curves: readonly ErrorCurve[]): Promise<void> {
  const measured = curves.filter((curve) => curve.means.length > 0)
  if (measured.length === 0)
    throw new RangeError('curves: none has a measured cell size, expected at least one')
  const spec = comparisonPlot(measured)
  display({
    'text/plain': measured.map((curve) => `${curve.title}: ${curve.verdict}`).join('\n'),
    'image/svg+xml': await renderSvg(spec),
    'application/vnd.vegalite.v5+json': spec,
  })
}
