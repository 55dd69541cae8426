import type { Measurement } from '../learning/measurement.js'
import type { TrainingProgress } from '../learning/training.js'
import type { Recording, SharedRecording } from '../recording/recording.js'
import { WorkerDied, type WorkerPool } from '../run/pool.js'
import { RunStore } from '../run/store.js'
import type { ErrorCurve } from './curve.js'
import { type CurveProgress, CurveRun, type Part } from './curveRun.js'
import { type ErrorCurveOptions, type ErrorCurveSpec, resolveSpec } from './errorCurveSpec.js'

export interface MeasureOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: CurveProgress) => void) | undefined
  /** Folder for finished parts; with the same request in the same folder, the run goes on where it was left. */
  readonly folder?: string | undefined
}

/**
 * Prediction error as a function of cell size. Scales are measured from the coarsest to the finest,
 * replicates side by side. A scale that fails is reported in the curve's `problems`; the others go on.
 * When the signal aborts, the promise resolves at once with what has been measured.
 *
 * @throws RangeError if the request makes no sense for these recordings
 * @throws Error if no scale at all could be measured, or results can't be written to the folder
 */
export async function measureErrorCurve(
  pool: WorkerPool,
  recordings: readonly Recording[],
  options: ErrorCurveOptions = {},
  { signal, onProgress, folder }: MeasureOptions = {},
): Promise<ErrorCurve> {
  const spec = resolveSpec(recordings, options)
  const run = new CurveRun(recordings, spec)
  const store = folder === undefined ? undefined : await RunStore.open(folder, run.manifest)
  const stop = new AbortController()
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
  const copies = await surrogates(pool, recordings, spec, stopped).catch((error) => {
    if (signal?.aborted) return undefined
    throw error
  })
  if (!copies) return run.curve()
  const tell = (measured: boolean) => onProgress?.(run.progress(measured))
  tell(true)
  const perform = async (part: Part): Promise<void> => {
    const name = partName(run, part)
    const stored = await store?.part<Measurement>(name)
    const measurement = stored ?? (await measurePart(pool, run, part, copies, stopped, () => tell(false)))
    if (!stored) await store?.savePart(name, measurement)
    run.finish(part, measurement, stored !== undefined)
    tell(true)
  }
  let unsaved: unknown
  await Promise.all(
    run.parts().map((part) =>
      perform(part).catch((error: unknown) => {
        if (stopped.aborted) return
        if (isAboutOnePart(error)) {
          run.fail(part, error)
          tell(true)
        } else {
          unsaved = error
          stop.abort(error)
        }
      }),
    ),
  )
  if (unsaved) throw unsaved
  const curve = run.curve()
  if (!stopped.aborted && curve.rows.length === 0) throw new Error(curve.problems.join('\n'))
  return curve
}

/** Errors of a worker's job concern that job alone; others (a full disk, say) concern the whole run. */
function isAboutOnePart(error: unknown): error is Error {
  return error instanceof PartFailed
}

class PartFailed extends Error {
  override readonly name = 'PartFailed'
}

async function measurePart(
  pool: WorkerPool,
  run: CurveRun,
  part: Part,
  copies: readonly SharedRecording[][],
  signal: AbortSignal,
  tell: () => void,
): Promise<Measurement> {
  const task = run.task(part, part.surrogate < 0 ? run.shared : copies[part.surrogate])
  const attempt = () =>
    pool.run<Measurement, TrainingProgress>(task, {
      signal,
      onProgress: (progress) => {
        run.advance(part, progress)
        tell()
      },
    })
  try {
    return await attempt().catch((error: unknown) => {
      if (error instanceof WorkerDied && !signal.aborted) return attempt()
      throw error
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw signal.aborted ? error : new PartFailed(message, { cause: error })
  }
}

function partName(run: CurveRun, { scale, replicate, surrogate }: Part): string {
  const { cellSize } = run.manifest.spec.scales[scale]
  return `cell-${cellSize}-replicate-${replicate}${surrogate < 0 ? '' : `-surrogate-${surrogate}`}`
}

async function surrogates(
  pool: WorkerPool,
  recordings: readonly Recording[],
  spec: ErrorCurveSpec,
  signal: AbortSignal,
): Promise<SharedRecording[][]> {
  return Promise.all(
    Array.from({ length: spec.surrogates }, (_, i) =>
      Promise.all(
        recordings.map((recording, run) =>
          pool.run<SharedRecording>(
            { kind: 'surrogate', recording: recording.share(), seed: spec.seed + 1000 * (i + 1) + run },
            { signal },
          ),
        ),
      ),
    ),
  )
}
