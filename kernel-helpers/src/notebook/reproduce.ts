import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { display } from '../kernel/index.js'
import { answeredRequest } from '../reproduce.js'
import type { Manifest } from '../run/manifest.js'
import { readSavedResult } from '../savedResult.js'
import type { AnalysisResult } from '../theory/analysis.js'
import { Reproduction, rowsOf, type SavedResult } from '../theory/reproduction/reproduction.js'
import { sharedPool } from '../workers.js'
import { analyse, cacheFolder } from './analyse.js'
import { RunProgress } from './runProgress.js'

export interface ReproduceRequest {
  readonly signal?: AbortSignal | undefined
}

/**
 * Computes a result again from its manifest and says whether every number agrees. In a notebook with the growing plot,
 * progress and Stop; stopped, the same call goes on.
 *
 * @param what a result; its manifest, if the result lies in the cache; or the path of a folder, manifest or Arrow file
 * @throws Error, before anything is computed, if the result isn't found or unfinished, or an input is missing or has changed
 */
export async function reproduce(
  what: AnalysisResult | Manifest<unknown> | string,
  { signal }: ReproduceRequest = {},
): Promise<Reproduction> {
  const saved = await find(what)
  const folder = join(cacheFolder(), 'reproduced', saved.manifest.id.slice(0, 16))
  const { analysis, subject, options } = await requestAgain(saved, signal)
  const reproduction = new Reproduction(saved, await analyse(analysis, subject, options, { folder, signal }))
  // A finished one would only be compared with itself the next time.
  if (reproduction.finished) await rm(folder, { recursive: true, force: true })
  return reproduction
}

async function requestAgain(saved: SavedResult, signal: AbortSignal | undefined) {
  const title = `Inputs of ${saved.where}`
  const progress = new RunProgress(title, signal)
  if (progress.widget) display(progress.widget, { 'text/plain': title })
  try {
    const request = await answeredRequest(sharedPool(), saved, {
      signal: progress.signal,
      onProgress: (fraction) =>
        progress.update({
          headline: title,
          rows: [
            { label: 'simulating', fraction, text: `${Math.round(100 * fraction)} %`, status: 'running' },
          ],
        }),
    })
    progress.end('finished', `${title}: made again`)
    return request
  } catch (error) {
    progress.endWithout(title, error)
    throw error
  }
}

async function find(what: AnalysisResult | Manifest<unknown> | string): Promise<SavedResult> {
  if (typeof what === 'string') return readSavedResult(what)
  if ('table' in what)
    return { where: what.title, manifest: what.manifest as Manifest<object>, rows: rowsOf(what) }
  const folder = join(cacheFolder(), what.id.slice(0, 16))
  return readSavedResult(folder).catch((cause: unknown) => {
    throw new Error(
      `manifest ${what.id.slice(0, 8)}: its result is not in ${folder}, expected the result itself or the folder that holds it`,
      { cause },
    )
  })
}
