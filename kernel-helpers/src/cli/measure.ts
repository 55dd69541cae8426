import type { Recording } from '../recording/recording.js'
import { RunStore } from '../run/store.js'
import { type ErrorCurve, short } from '../theory/curve.js'
import { errorCurveManifest } from '../theory/curveRun.js'
import { measureErrorCurve } from '../theory/errorCurve.js'
import { type ErrorCurveOptions, resolveSpec } from '../theory/errorCurveSpec.js'
import { saveCurve } from '../theory/saveCurve.js'
import { sharedPool } from '../workers.js'
import { progressLine } from './progress.js'

/** Measures, writes what there is when it ends or is stopped, and says the answer on standard output. */
export async function measureInto(
  folder: string,
  recordings: readonly Recording[],
  options: ErrorCurveOptions,
  signal: AbortSignal,
): Promise<ErrorCurve> {
  const spec = resolveSpec(recordings, options)
  const store = await RunStore.open(folder, errorCurveManifest(recordings, spec))
  const line = progressLine()
  const curve = await measureErrorCurve(sharedPool(), recordings, options, {
    signal,
    folder,
    onProgress: (progress) => line.curve(progress),
  })
  line.end()
  await saveCurve(store, curve)
  for (const problem of curve.problems) process.stderr.write(`not measured: ${problem}\n`)
  const { lengthUnit } = curve.units
  const table = curve.means.map(
    (row) =>
      `${short(row.cellSize).padStart(8)}${String(row.offset).padStart(8)}${short(row.fvu).padStart(9)}  ${`[${short(row.fvuLow)}, ${short(row.fvuHigh)}]`.padEnd(20)}${short(row.skill).padStart(8)}${short(row.ridge).padStart(8)}${short(row.persistence).padStart(12)}${row.surrogate === null ? '' : short(row.surrogate).padStart(11)}`,
  )
  const surrogates = spec.surrogates > 0 ? '  surrogate' : ''
  process.stdout.write(
    [
      `${`b (${lengthUnit})`.padStart(8)}  offset      FVU  95 % interval          skill   ridge persistence${surrogates}`,
      ...table,
      curve.verdict,
      `written to ${folder}${curve.finished ? '' : '; the same command goes on from here'}`,
      '',
    ].join('\n'),
  )
  return curve
}
