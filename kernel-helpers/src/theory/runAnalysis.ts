import type { WorkerPool } from '../run/pool.js'
import { RunStore } from '../run/store.js'
import { type Analysis, type AnalysisResult, manifestOf, type Subjects } from './analysis.js'
import { saveResult } from './saveResult.js'
import { type Progress, Workbench } from './workbench.js'

export interface RunOptions<Result extends AnalysisResult> {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress<Result>) => void) | undefined
  /** Folder for finished parts and the result; with the same request in the same folder, the run goes on where it was left. */
  readonly folder?: string | undefined
}

/**
 * Runs an analysis. When the signal aborts, the promise resolves at once with what has been found, if anything.
 *
 * @throws RangeError if the request makes no sense for the subject
 * @throws Error if nothing at all could be found, or results can't be written to the folder
 */
export async function runAnalysis<
  Kind extends keyof Subjects,
  Options extends object,
  Spec extends object,
  Result extends AnalysisResult,
>(
  analysis: Analysis<Kind, Options, Spec, Result>,
  pool: WorkerPool,
  subject: Subjects[Kind],
  options: Options,
  { signal, onProgress, folder }: RunOptions<Result> = {},
): Promise<Result> {
  const spec = analysis.resolve(subject, options)
  const manifest = manifestOf(analysis, subject, spec)
  const store = folder === undefined ? undefined : await RunStore.open(folder, manifest)
  const bench = new Workbench<Result>(pool, manifest, store, signal, onProgress)
  const result = await analysis
    .measure(subject, spec, bench as unknown as Workbench)
    .catch((error: unknown) => {
      if (signal?.aborted && bench.result) return bench.result
      throw error
    })
  if (store) await saveResult(store, analysis, result)
  return result
}
