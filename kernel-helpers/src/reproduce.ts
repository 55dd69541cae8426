import { reopen } from './reopen.js'
import type { Manifest } from './run/manifest.js'
import type { WorkerPool } from './run/pool.js'
import { findAnalysis } from './theory/analyses.js'
import type { AnyAnalysis, Subjects } from './theory/analysis.js'
import type { SavedResult } from './theory/reproduction/reproduction.js'

interface Request {
  readonly analysis: AnyAnalysis
  readonly subject: Subjects[keyof Subjects]
  readonly options: object
}

interface PrepareOptions {
  readonly signal?: AbortSignal | undefined
  /** Called with the fraction of the simulations that is done. */
  readonly onProgress?: (fraction: number) => void
}

/**
 * Makes the inputs of a manifest again, and the request that it was made for.
 *
 * @throws Error, before anything is computed, if an input is missing or has changed
 */
export async function requestOf(
  pool: WorkerPool,
  manifest: Manifest<object>,
  options: PrepareOptions,
): Promise<Request> {
  const analysis = findAnalysis(manifest.analysis)
  const subject = await reopen(pool, analysis.subject, manifest.inputs, options)
  return { analysis, subject, options: analysis.optionsOf(manifest.spec) }
}

/**
 * The request that a saved result answers, with its inputs made again.
 *
 * @throws Error, before anything is computed, if the saved result is unfinished or an input is missing or has changed
 */
export async function answeredRequest(
  pool: WorkerPool,
  { where, manifest, rows }: SavedResult,
  options: PrepareOptions,
): Promise<Request> {
  if (manifest.finished === null || rows.length === 0)
    throw new Error(`${where}: unfinished, expected a result that was measured to its end`)
  return requestOf(pool, manifest, options)
}
