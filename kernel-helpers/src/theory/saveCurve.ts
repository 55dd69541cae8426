import type { RunStore } from '../run/store.js'
import type { ErrorCurve } from './curve.js'
import { errorCurvePlots, withData } from './errorCurvePlot.js'
import { renderSvg } from './svg.js'

/** Writes `curve.arrow`, `curve.json`, `curve.svg` and `manifest.json`. */
export async function saveCurve(store: RunStore, curve: ErrorCurve): Promise<void> {
  await store.save('curve.arrow', curve.toArrow())
  await store.save('curve.json', JSON.stringify(curve, null, 2))
  await store.save('curve.svg', await renderSvg(withData(errorCurvePlots(curve)[0].spec, curve)))
  await store.save('manifest.json', JSON.stringify(curve.manifest, null, 2))
}
